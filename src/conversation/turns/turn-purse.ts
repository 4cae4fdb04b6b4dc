import { countBytes, MODEL_RATE } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { ANSWER_ROOM, type Hold } from '../../base/expense.ts';
import type { LiveSpeech } from '../../live/session/speech.ts';
import type { Turn } from './turn.ts';

/** How often room is made for speech that goes on, in milliseconds. */
export const SPEECH_STEP = 5_000;

/** How much more of an answer than what came there must be room for, in milliseconds of sound: more is on its way. */
const AHEAD = 5_000;

/** For how much more of a long answer room is made each time, in milliseconds of sound. */
const ANSWER_STEP = 30_000;

/**
 * As how many milliseconds of sound a character of an answer counts: it costs as much. A character is a quarter of a
 * token, a millisecond a fortieth of one, and sound is nearly three times as dear as text.
 */
const PER_CHARACTER = 4;

/** A turn that runs on a hold. `speech` is a question that may go on. */
type PaidTurn = { turn: Turn; hold: Hold; speech: LiveSpeech | undefined; clock: Clock };

/**
 * Makes more room for a turn as its question and its answer grow, until the signal aborts. Once there's no more room,
 * `stop` is called with the reason.
 */
export const watchLength = (paid: PaidTurn, stop: (reason: Error) => void, signal: AbortSignal): void => {
  const tell = (reason: Error | undefined) => {
    if (reason && !signal.aborted) stop(reason);
  };
  void growWithAnswer(paid, signal).then(tell);
  if (paid.speech) void growWithSpeech(paid.speech, paid, signal).then(tell);
};

const growWithSpeech = async (
  speech: LiveSpeech,
  { hold, clock }: PaidTurn,
  signal: AbortSignal,
): Promise<Error | undefined> => {
  let paidFor = speech.length;
  while (!signal.aborted) {
    await clock.sleep(SPEECH_STEP, signal).catch(() => {});
    const soundMs = speech.length - paidFor;
    if (signal.aborted || soundMs <= 0) continue;
    paidFor += soundMs;
    const full = await hold.grow({ soundMs });
    if (full) return full;
  }
  return undefined;
};

const growWithAnswer = async ({ turn, hold }: PaidTurn, signal: AbortSignal): Promise<Error | undefined> => {
  let paidFor = ANSWER_ROOM;
  for await (const _ of turn.follow()) {
    if (signal.aborted) break;
    const lacking = measureAnswer(turn) + AHEAD - paidFor;
    if (lacking <= 0) continue;
    const answerMs = lacking + ANSWER_STEP;
    paidFor += answerMs;
    const full = await hold.grow({ answerMs });
    if (full) return full;
  }
  return undefined;
};

/** How long an answer is so far, in milliseconds of sound that would cost as much. */
const measureAnswer = ({ audioBytes, text, written }: Turn): number => {
  const sound = (audioBytes.came / countBytes(1_000, MODEL_RATE)) * 1_000;
  const characters = written.reduce((sum, { markdown }) => sum + markdown.length, text.length);
  return Math.max(sound, characters * PER_CHARACTER);
};
