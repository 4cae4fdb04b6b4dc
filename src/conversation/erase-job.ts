import type { Clock } from '../base/clock.ts';
import type { ConversationMemory } from './memory/conversation-memory.ts';
import type { KnownSpeakers } from './people/known-speakers.ts';
import type { ChannelNotes } from './turns/button-notes.ts';
import type { EraseJob } from './turns/turn-job.ts';

/** Everything that knows something about one conversation. `beforeForget` gives up a recap that's being made of it. */
type EraseMeans = {
  session: { forget(): Promise<void> };
  memory: Pick<ConversationMemory, 'transcript'>;
  names: KnownSpeakers;
  buttons?: ChannelNotes;
  beforeForget(): Promise<void>;
  clock: Pick<Clock, 'wall'>;
};

/**
 * Erases one person from a conversation, and settles the promise of the job with how that went. Google's session goes as a
 * whole, since nothing can be taken out of it; the next one is told what is left. It never rejects.
 */
export const erasePerson = async (
  { person, before, done }: EraseJob,
  { session, memory, beforeForget, names, buttons, clock }: EraseMeans,
): Promise<void> => {
  try {
    await beforeForget();
    await session.forget();
    names.drop(person);
    buttons?.forget(person);
    await memory.transcript.erase(person, clock.wall(), before);
    done.resolve();
  } catch (error) {
    done.reject(error);
  }
};
