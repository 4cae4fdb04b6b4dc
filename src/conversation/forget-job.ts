import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { LeaseLostError, NotStoredError } from '../store/store-errors.ts';
import type { ConversationMemory } from './memory/conversation-memory.ts';
import type { KnownSpeakers } from './people/known-speakers.ts';
import type { ChannelNotes } from './turns/button-notes.ts';
import type { ForgetResult } from './turns/turn-job.ts';

/** Everything that knows something about one conversation. `beforeForget` gives up a recap that's being made of it. */
type ForgetMeans = {
  session: { forget(): Promise<void> };
  memory: Pick<ConversationMemory, 'transcript'>;
  names: KnownSpeakers;
  buttons?: ChannelNotes;
  beforeForget(): Promise<void>;
  clock: Pick<Clock, 'wall'>;
};

/** Forgets everything about a conversation, and settles the promise of the job with how that went. It never rejects. */
export const forgetAll = async (
  { resolve, reject }: Pick<PromiseWithResolvers<ForgetResult>, 'resolve' | 'reject'>,
  { session, memory, beforeForget, names, buttons, clock }: ForgetMeans,
): Promise<void> => {
  try {
    await beforeForget();
    await session.forget();
    names.forget();
    buttons?.forget();
    await memory.transcript.forget(clock.wall());
    resolve('done');
  } catch (error) {
    if (error instanceof NotStoredError && error.queued) return resolve('later');
    if (error instanceof NotStoredError) return reject(new UserError({ code: 'reset.failed' }, { cause: error }));
    reject(error instanceof LeaseLostError ? new UserError({ code: 'asking.moved' }, { cause: error }) : error);
  }
};
