import type { Clock } from '../../base/clock.ts';
import { Interruption } from '../../live/protocol/interruption.ts';
import type { LiveSpeech } from '../../live/session/speech.ts';
import type { Turn } from './turn.ts';

/** What somebody says aloud, while they say it, and the turn it becomes. */
export type Utterance = { turn: Turn; speech: LiveSpeech };

/** What was understood of an utterance comes a little after its end; another speaker's words must not mix with it. */
const UNDERSTOOD = 700;

/**
 * Ends an utterance without an answer, because somebody else speaks: once the model was told all of it, and it is known what
 * was said. `stop` is that of its turn. It never rejects.
 */
export const supersede = async ({ turn, speech }: Utterance, stop: AbortController, clock: Clock): Promise<void> => {
  await speech.waitUntilTold;
  if (stop.signal.aborted || turn.end) return;
  turn.spoken.cut(0);
  turn.finish({ is: 'interrupted' });
  // When the connection breaks meanwhile, the next one has to be told first.
  for (let told: Promise<void> | undefined; told !== speech.waitUntilTold; ) {
    told = speech.waitUntilTold;
    await told;
    await waitUntilUnderstood(turn, clock);
  }
  stop.abort(new Interruption('speech'));
};

/** Resolves when something was understood of a spoken turn, or should have been. */
const waitUntilUnderstood = async (turn: Turn, clock: Clock): Promise<void> => {
  const enough = new AbortController();
  const late = clock.sleep(UNDERSTOOD, enough.signal).catch(() => {});
  await Promise.race([turn.understood, late]);
  enough.abort();
};
