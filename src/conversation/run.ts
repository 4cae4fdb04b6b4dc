import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import { refusal } from '../live/refusal.ts';
import type { Answered } from '../live/session.ts';
import { PATIENCE, watch } from './patience.ts';
import type { Transcript } from './transcript.ts';
import type { End, Turn } from './turn.ts';

/** What a conversation needs of its live session. */
export type LiveSession = {
  readonly connected: boolean;
  ask(text: string, number: number, answer: Turn, signal: AbortSignal): Promise<Answered>;
  close(): Promise<void>;
};

/** What running a turn takes: who answers, where it is recorded, and when it is too late. */
export type Means = { session: LiveSession; transcript: Transcript; clock: Clock; log: Logger };

/**
 * Asks `text`, which is the turn's question as the model shall read it, and resolves when the turn has ended and is
 * recorded. Aborting `stop` with a `UserError` makes the turn fail with it, with anything else it is an interruption.
 * It never rejects. A turn that ended without a word is not recorded.
 */
export const run = async (turn: Turn, text: string, means: Means, stop: AbortController): Promise<void> => {
  const { session, transcript, clock, log } = means;
  const started = clock.now();
  const first = turn
    .follow()
    .next()
    .then(() => clock.now() - started);
  void watch(turn, clock, PATIENCE, stop.signal, (error) => stop.abort(error));
  try {
    const number = ((await transcript.summary())?.turns ?? 0) + 1;
    turn.finish(endOf(turn, await session.ask(text, number, turn, stop.signal)));
  } catch (error) {
    if (!stop.signal.aborted) log.warn({ err: error }, 'a turn failed');
    turn.finish(endBy(stop.signal.aborted ? stop.signal.reason : error, stop.signal));
  }
  if (turn.text === '') return;
  const { person, text: asked, at } = turn.question;
  const entry = { person, at, asked, answered: turn.text, ended: turn.end?.is ?? 'complete' };
  await transcript.append(entry, await first).catch((error) => log.error({ err: error }, 'a turn could not be stored'));
};

const endBy = (error: unknown, { aborted }: AbortSignal): End => {
  if (aborted && !(error instanceof UserError)) return { is: 'interrupted' };
  return { is: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
};

/** What a session's outcome means for a turn: an answer without words is silent, one that Google cut short has failed. */
const endOf = (turn: Turn, outcome: Answered): End => {
  if (outcome.is === 'interrupted') return outcome;
  const reason = refusal(outcome.reason);
  const came = turn.text !== '' || turn.audioBytes.came > 0 || turn.tools.length > 0;
  if (!came) return { is: 'silent', ...(reason && { reason }) };
  return reason ? { is: 'failed', error: new UserError(reason) } : { is: 'complete' };
};
