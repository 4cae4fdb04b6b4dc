import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Turn } from './turn.ts';

/** How long an answer may be quiet, and how long it may take in all, in milliseconds. */
export type AnswerDeadline = { quiet: number; total: number };

/**
 * The session itself asks again after 20 s without a sign of life, and reports by itself when Gemini is unreachable.
 * This is for what it can't see. Five minutes are more than any answer needs.
 */
export const ANSWER_DEADLINE: AnswerDeadline = { quiet: 90_000, total: 300_000 };

/** After this many milliseconds without a word, people are told that it takes long. */
const SLOW = 8_000;

/**
 * When a question ended, in milliseconds; settles once it has. A person who asks aloud may go on afterwards, and then
 * there's a later end: nobody is late with an answer to a question that is still being said.
 */
export type AskTime = () => Promise<number>;

/** Resolves to the end of a question, once `ms` have passed since then; to nothing if `signal` aborts first. */
const past = async (ms: number, asked: AskTime, clock: Clock, signal: AbortSignal): Promise<number | undefined> => {
  const given = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  while (!signal.aborted) {
    const at = await Promise.race([asked(), given]);
    if (at === undefined) return undefined;
    if (clock.now() >= at + ms) return at;
    await clock.sleep(at + ms - clock.now(), signal).catch(() => {});
  }
  return undefined;
};

/** For a typed question, which is asked at once. */
export const makeAskTime =
  (at: number): AskTime =>
  async () =>
    at;

/** Aborts when a turn has ended. */
const endOf = (turn: Turn): AbortSignal => {
  const over = new AbortController();
  void turn.ended.then(() => over.abort('the turn has ended'));
  return over.signal;
};

/** What watching a turn needs: the deadlines, since when, and what to call when it's too late. */
export type DeadlineWatch = {
  patience?: AnswerDeadline;
  clock: Clock;
  asked: AskTime;
  late(error: UserError): void;
};

/**
 * Watches a turn until it ends. If the first words take long, the people who wait are told. `late` is called once, with
 * an error for the asker, if nothing has come for too long or the turn takes too long in all, both counted from the end
 * of the question.
 */
export const watchTurn = async (
  turn: Turn,
  { patience = ANSWER_DEADLINE, clock, asked, late }: DeadlineWatch,
): Promise<void> => {
  let heard = 0;
  const listen = async () => {
    for await (const { is } of turn.follow()) if (is !== 'slow') heard = clock.now();
  };
  void listen();
  const ended = endOf(turn);
  let isSlow = false;
  for (let quiet = patience.quiet; ; ) {
    const started = await past(Math.min(quiet, patience.total, isSlow ? quiet : SLOW), asked, clock, ended);
    if (started === undefined || turn.end) return;
    const took = clock.now() - started;
    if (!isSlow && took >= SLOW) {
      isSlow = true;
      turn.slow();
    }
    const since = Math.max(heard, started) - started;
    const isTooLong = took >= patience.total;
    if (isTooLong || took - since >= patience.quiet) return late(tooLate(isTooLong));
    quiet = since + patience.quiet;
  }
};

const tooLate = (total: boolean): UserError => new UserError({ code: total ? 'answer.too-long' : 'gemini.late' });
