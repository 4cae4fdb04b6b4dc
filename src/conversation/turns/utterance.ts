import { type Clock, within } from '../../base/clock.ts';
import { BETWEEN_PIECES, LATEST_WORDS } from '../../live/protocol/input-transcript.ts';
import { Interruption } from '../../live/protocol/interruption.ts';
import type { LiveSpeech } from '../../live/session/speech.ts';
import type { UnpackerFactory } from '../../live/session/speech-buffer.ts';
import type { Turn } from './turn.ts';

/** What a person says aloud, while they say it, and the turn that it becomes. */
export type Utterance = { turn: Turn; speech: LiveSpeech };

/**
 * How a person is heard: `unpacking` makes PCM again of speech that is kept packed while it waits, and the model is
 * told nothing until `ready` has resolved.
 */
export type HearingOptions = { unpacking?: UnpackerFactory; ready?: Promise<unknown> };

/**
 * How long Gemini may take, after the end of an utterance, to say what it understood of it, in milliseconds. The next
 * speaker's sound waits for that, so that the two people's words don't get mixed up.
 */
const UNDERSTOOD = 700;

/**
 * Waits until a spoken question seems to be understood: words have come, and no more follow at once. Waits no longer than `ms`
 * milliseconds for the first ones. It never rejects.
 */
export const waitForWords = async (turn: Turn, clock: Pick<Clock, 'sleep'>, ms = LATEST_WORDS): Promise<void> => {
  if (turn.heard === '') await within(clock, ms, turn.hearing.begun);
  for (let before = ''; before !== turn.heard; await clock.sleep(BETWEEN_PIECES)) before = turn.heard;
};

/**
 * Ends an utterance without an answer, because someone else speaks. First the model is told all of it and has a moment
 * to understand it. `stop` is what stops its turn. It never rejects.
 */
export const supersede = async ({ turn, speech }: Utterance, stop: AbortController, clock: Clock): Promise<void> => {
  await speech.waitUntilTold();
  if (stop.signal.aborted || turn.end) return;
  turn.spoken.cut(0);
  turn.finish({ is: 'interrupted' });
  // If the connection breaks meanwhile, the next one is told everything again.
  for (let told: Promise<void> | undefined; told !== speech.waitUntilTold(); ) {
    told = speech.waitUntilTold();
    await told;
    await within(clock, UNDERSTOOD, waitForWords(turn, clock, UNDERSTOOD));
  }
  stop.abort(new Interruption('speech'));
};
