import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { explainFinishReason } from '../../live/failures/finish-reason.ts';
import type { AnswerOutcome } from '../../live/session/session.ts';
import { type AskTime, findAskTime, makeEndSignal, watchTurn } from './answer-deadline.ts';
import type { AnswerEnd } from './answer-end.ts';
import type { AnswerPiece } from './answer-piece.ts';
import { endsMidSentence } from './sentence-end.ts';
import type { Turn } from './turn.ts';
import { PieceMoments } from './turn-moments.ts';
import { openRecorder, type RecorderMeans } from './turn-recorder.ts';

/** What running a turn needs: where it's recorded, its deadlines, and who is told how it went. */
export type TurnMeans = RecorderMeans & { clock: Clock; observe: Observe };

/** How a turn is said to the session, and when the person had finished. */
export type TurnInput = { say(number: number | undefined): Promise<AnswerOutcome>; asked: AskTime };

/**
 * Says a turn's question, and resolves when the turn has ended and is recorded. Aborting `stop` with a `UserError` ends
 * the turn with it; with anything else it's an interruption. It never rejects. A turn without a word on either side
 * isn't recorded.
 */
export const runTurn = async (
  turn: Turn,
  { say, asked }: TurnInput,
  means: TurnMeans,
  stop: AbortController,
): Promise<void> => {
  const { clock, log, observe } = means;
  turn.moments.note('begun');
  const over = makeEndSignal(turn);
  const askTime = () => findAskTime(asked, over);
  const latency = firstPiece(turn, askTime, clock);
  void report(turn, askTime, latency, observe, clock);
  void watchTurn(turn, { clock, asked, late: (error) => stop.abort(error) });
  const recorder = await openRecorder(turn, means);
  try {
    turn.finish(endOf(turn, await say(recorder.number), means));
  } catch (error) {
    if (!stop.signal.aborted) log.warn({ event: 'turn.failed', err: error }, 'a turn failed');
    turn.finish(endBy(turn, stop.signal.aborted ? stop.signal.reason : error, stop.signal));
  }
  await recorder.keep(latency);
};

/** When the question ended; nothing if its turn ended first. */
type KnownAskTime = () => Promise<number | undefined>;

/** Pieces that aren't part of an answer. */
const NO_ANSWER: ReadonlySet<AnswerPiece['is']> = new Set(['heard', 'withdrawn', 'slow']);

/**
 * Milliseconds from the end of the question to the first piece of its answer; nothing if there was none. Notes the first
 * piece of each kind.
 */
const firstPiece = async (turn: Turn, askTime: KnownAskTime, clock: Clock): Promise<number | undefined> => {
  let first: number | undefined;
  const moments = new PieceMoments(turn.moments);
  for await (const { is } of turn.follow()) {
    moments.take(is);
    // A person who goes on speaking hasn't been answered yet.
    if (is === 'withdrawn') first = undefined;
    if (NO_ANSWER.has(is) || first !== undefined) continue;
    const now = clock.now();
    first = now - ((await askTime()) ?? now);
  }
  return first;
};

/** Reports how a turn went, once it has ended. */
const report = async (
  turn: Turn,
  askTime: KnownAskTime,
  first: Promise<number | undefined>,
  observe: Observe,
  clock: Clock,
): Promise<void> => {
  const { is } = await turn.ended;
  const now = clock.now();
  // A person who is cut short while speaking hasn't waited for anything yet.
  const at = (await askTime()) ?? now;
  const way = turn.question.aloud ? 'spoken' : 'typed';
  observe({ is: 'turn', outcome: is, way, by: turn.source.by, first: await first, total: now - at });
};

/**
 * What an error means for a turn. An error for the person that comes after the answer's first words breaks the answer
 * off.
 */
const endBy = ({ isEmpty }: Turn, error: unknown, { aborted }: AbortSignal): AnswerEnd => {
  if (error instanceof UserError) return { is: isEmpty ? 'failed' : 'broken', error };
  if (aborted) return { is: 'interrupted' };
  return { is: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
};

/**
 * What a session's outcome means for a turn: an answer without words is silent; one that Google cut short has failed.
 */
const endOf = (turn: Turn, outcome: AnswerOutcome, { observe, log }: TurnMeans): AnswerEnd => {
  if (outcome.is === 'interrupted') return outcome;
  const reason = explainFinishReason(outcome.reason);
  const came = !turn.isEmpty || turn.audioBytes.came > 0 || turn.tools.length > 0;
  if (!came) return { is: 'silent', ...(reason && { reason }) };
  if (reason) return { is: 'failed', error: new UserError(reason) };
  const last = turn.parts.at(-1);
  if (!outcome.abrupt || last?.is === 'written' || !endsMidSentence(turn.text)) return { is: 'complete' };
  log.warn({ event: 'turn.abrupt' }, 'an answer ended in the middle of a sentence');
  observe({ is: 'abrupt' });
  return { is: 'broken', error: new UserError({ code: 'answer.abrupt' }) };
};
