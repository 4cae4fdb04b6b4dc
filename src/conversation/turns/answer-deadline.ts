import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Turn } from './turn.ts';

/**
 * How long an answer may be quiet, and how long it may take in all, in milliseconds. The session asks again by itself
 * after 20 s without a sign of life, and reports when Gemini can't be reached. These deadlines are for everything that
 * it can't see. Five minutes are more than any answer needs.
 */
export const ANSWER_DEADLINE = { quiet: 90_000, total: 300_000 };

/** After this many milliseconds without a word, people are told that it's taking a while. */
export const SLOW = 8_000;

/**
 * Resolves to when a question ended, in milliseconds, once it has. It's asked again each time, because a person who
 * asks aloud may go on, and then the question ends later: no answer is late while its question is still being said.
 */
export type AskTime = () => Promise<number>;

/** Resolves to the end of a question once `ms` have passed since then; to nothing if `over` aborts first. */
const past = async (ms: number, asked: AskTime, clock: Clock, over: AbortSignal): Promise<number | undefined> => {
  while (!over.aborted) {
    const at = await findAskTime(asked, over);
    if (at === undefined || clock.now() >= at + ms) return at;
    await clock.sleep(at + ms - clock.now(), over).catch(() => {});
  }
  return undefined;
};

/** The ask time of a typed question, which is asked all at once. */
export const makeAskTime =
  (at: number): AskTime =>
  async () =>
    at;

/** When a question ended, in milliseconds; nothing if it was still being said when its turn was `over`. */
export const findAskTime = (asked: AskTime, over: AbortSignal): Promise<number | undefined> =>
  unlessAborted(asked(), over).catch(() => undefined);

/** Makes a signal that aborts when a turn has ended. */
export const makeEndSignal = (turn: Turn): AbortSignal => {
  const over = new AbortController();
  void turn.ended.then(() => over.abort('the turn has ended'));
  return over.signal;
};

/** What watching a turn needs: when its question ended, and what to call when the answer is too late. */
type DeadlineWatch = {
  clock: Clock;
  asked: AskTime;
  late(error: UserError): void;
};

/**
 * Watches a turn until it ends. If the first words are slow to come, the people who wait are told. `late` is called
 * once, with an error for the asker, if nothing has come for too long or the turn takes too long in all. Both times
 * count from the end of the question.
 */
export const watchTurn = async (turn: Turn, { clock, asked, late }: DeadlineWatch): Promise<void> => {
  let heard = 0;
  const listen = async () => {
    for await (const { is } of turn.follow()) if (is !== 'slow') heard = clock.now();
  };
  void listen();
  const ended = makeEndSignal(turn);
  let isSlow = false;
  for (let { quiet } = ANSWER_DEADLINE; ; ) {
    const started = await past(Math.min(quiet, ANSWER_DEADLINE.total, isSlow ? quiet : SLOW), asked, clock, ended);
    if (started === undefined || turn.end) return;
    const took = clock.now() - started;
    if (!isSlow && took >= SLOW) {
      isSlow = true;
      turn.slow();
    }
    const since = Math.max(heard, started) - started;
    const isTooLong = took >= ANSWER_DEADLINE.total;
    if (isTooLong || took - since >= ANSWER_DEADLINE.quiet) return late(tooLate(isTooLong));
    quiet = since + ANSWER_DEADLINE.quiet;
  }
};

const tooLate = (total: boolean): UserError => new UserError({ code: total ? 'answer.too-long' : 'gemini.late' });
