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

/** Has whoever waits for a turn's first words told if they take long. Resolves when they do, or when the turn has ended. */
export const tellSlow = async (turn: Turn, clock: Clock): Promise<void> => {
  const over = new AbortController();
  void turn.ended.then(() => over.abort('the turn has ended'));
  await clock.sleep(SLOW, over.signal).then(
    () => turn.slow(),
    () => {},
  );
};

/**
 * Watches a turn and calls `late` with an error for the asker when nothing has come for too long, or when it has taken
 * too long in all. Resolves when the turn has ended or `signal` is aborted.
 */
export const watch = async (
  turn: Turn,
  clock: Clock,
  patience: Patience,
  signal: AbortSignal,
  late: (error: UserError) => void,
) => {
  const started = clock.now();
  let heard = started;
  const listen = async () => {
    for await (const { is } of turn.follow()) if (is !== 'slow') heard = clock.now();
  };
  void listen();
  const over = new AbortController();
  void turn.ended.then(() => over.abort('the turn has ended'));
  const either = AbortSignal.any([signal, over.signal]);
  for (;;) {
    const due = Math.min(heard + patience.quiet, started + patience.total);
    if (turn.end || signal.aborted) return;
    if (clock.now() >= due) return late(tooLate(clock.now() - started >= patience.total));
    await clock.sleep(due - clock.now(), either).catch(() => {});
  }
};

const tooLate = (total: boolean): UserError =>
  new UserError(
    total ? 'This answer took too long, so I stopped it.' : 'Gemini did not answer in time. Please ask again.',
  );
