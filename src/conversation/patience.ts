import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Turn } from './turn.ts';

/** How long an answer may be quiet, and how long it may take in all, in milliseconds. */
export type Patience = { quiet: number; total: number };

/**
 * The session itself asks again after 20 s without a sign of life, and tells by itself when Gemini is out of reach. This is
 * for what it cannot see. Five minutes are more than any answer needs.
 */
export const PATIENCE: Patience = { quiet: 90_000, total: 300_000 };

/** After so many milliseconds without a word, people are told that it takes long. */
const SLOW = 8_000;

/**
 * When a question was asked to its end, in milliseconds; settles once it has been. Who asks aloud may go on after that, and
 * then there is another end: nobody is late for a question that is still being said.
 */
export type Asked = () => Promise<number>;

/** Resolves to when a question was asked, once `ms` have passed since its end; to nothing if `signal` aborts before. */
const past = async (ms: number, asked: Asked, clock: Clock, signal: AbortSignal): Promise<number | undefined> => {
  const given = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  while (!signal.aborted) {
    const at = await Promise.race([asked(), given]);
    if (at === undefined) return undefined;
    if (clock.now() >= at + ms) return at;
    await clock.sleep(at + ms - clock.now(), signal).catch(() => {});
  }
  return undefined;
};

/** Of a question that is not said aloud: it is asked at once. */
export const askedAt =
  (at: number): Asked =>
  async () =>
    at;

/** Aborts when a turn has ended. */
const endOf = (turn: Turn): AbortSignal => {
  const over = new AbortController();
  void turn.ended.then(() => over.abort('the turn has ended'));
  return over.signal;
};

/** Has whoever waits for a turn's first words told if they take long. Resolves when they do, or when the turn has ended. */
export const tellSlow = async (turn: Turn, asked: Asked, clock: Clock): Promise<void> => {
  if ((await past(SLOW, asked, clock, endOf(turn))) !== undefined) turn.slow();
};

/**
 * Watches a turn and calls `late` with an error for the asker when nothing has come for too long, or when it has taken
 * too long in all, counted from the end of the question. Resolves when the turn has ended or `signal` is aborted.
 */
export const watch = async (
  turn: Turn,
  clock: Clock,
  patience: Patience,
  signal: AbortSignal,
  late: (error: UserError) => void,
  asked: Asked = askedAt(clock.now()),
) => {
  let heard = 0;
  const listen = async () => {
    for await (const { is } of turn.follow()) if (is !== 'slow') heard = clock.now();
  };
  void listen();
  const either = AbortSignal.any([signal, endOf(turn)]);
  for (let quiet = patience.quiet; ; ) {
    const started = await past(Math.min(quiet, patience.total), asked, clock, either);
    if (started === undefined || turn.end || signal.aborted) return;
    const now = clock.now();
    const isTooLong = now - started >= patience.total;
    if (isTooLong || now - Math.max(heard, started) >= patience.quiet) return late(tooLate(isTooLong));
    quiet = Math.max(heard, started) - started + patience.quiet;
  }
};

const tooLate = (total: boolean): UserError =>
  new UserError(
    total ? 'This answer took too long, so I stopped it.' : 'Gemini did not answer in time. Please ask again.',
  );
