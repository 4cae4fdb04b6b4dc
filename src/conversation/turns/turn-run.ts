import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { explainFinishReason } from '../../live/failures/finish-reason.ts';
import type { AnswerOutcome } from '../../live/session/session.ts';
import type { LiveSpeech } from '../../live/session/speech.ts';
import { type AskTime, watchTurn } from './answer-deadline.ts';
import { endsMidSentence } from './sentence-end.ts';
import type { AnswerEnd, AnswerPiece, Turn } from './turn.ts';
import type { TurnRecord } from './turn-record.ts';

/** Which turn something is, counted from 1; nothing while the transcript cannot be read. */
export type TurnNumber = number | undefined;

/** What a conversation needs of its live session, which may need to know the number of every turn. */
export type LiveSession<N = number> = {
  readonly connected: boolean;
  /** Whether it must be kept though nothing is asked. */
  readonly needed: boolean;
  ask: (text: string, number: N, answer: Turn, signal: AbortSignal) => Promise<AnswerOutcome>;
  hear: (speech: LiveSpeech, marker: string, number: N, answer: Turn, signal: AbortSignal) => Promise<AnswerOutcome>;
  close(): Promise<void>;
  /** Closes, and forgets all that was said; the next thing that is said begins a new session. */
  forget(): Promise<void>;
  /** Ends at once, and stores nothing more: another process goes on with the conversation. */
  abandon(): void;
};

/** The place of one turn in a transcript. */
export type TurnSlot = {
  readonly number: TurnNumber;
  /** Keeps what people see of the answer so far; if the process dies, it counts as the turn. */
  draft(entry: TurnRecord): Promise<void>;
  /** Records the finished turn and resolves to its number; to nothing if that cannot be known. */
  append(entry: TurnRecord, latency: number | undefined): Promise<TurnNumber>;
  /** Keeps something else of it than was kept before. */
  revise(entry: TurnRecord): Promise<void>;
};

/** Where turns are recorded, as far as running one needs it. */
export type TurnLog = {
  slot(id?: string): Promise<TurnSlot>;
  /** A turn begins that will have this number if it is recorded, which is known when `recorded` settles. */
  begin(number: number, recorded: Promise<unknown>): void;
  /** Notes that a question was answered of which there is no record. */
  note(id: string): Promise<void>;
};

/** What running a turn takes: where it is recorded, when it is too late, and who is told how it went. */
export type TurnMeans = {
  transcript: TurnLog;
  clock: Clock;
  log: Logger;
  observe?: Observe | undefined;
  /** Told whenever people see more of an answer that has not ended. */
  onUnfinished?(): void;
};

/** How a turn is said to the session, and when the person was done saying it. */
export type TurnInput = { say(number: TurnNumber): Promise<AnswerOutcome>; asked: AskTime };

/**
 * Says a turn's question and resolves when the turn has ended and is recorded. Aborting `stop` with a `UserError` ends the
 * turn with it, with anything else it is an interruption. It never rejects. A turn without a word on either side is not
 * recorded.
 */
export const runTurn = async (
  turn: Turn,
  { say, asked }: TurnInput,
  means: TurnMeans,
  stop: AbortController,
): Promise<void> => {
  const { transcript, clock, log } = means;
  const latency = firstPiece(turn, asked, clock);
  if (means.observe) void report(turn, asked, latency, means.observe, clock);
  void watchTurn(turn, { clock, asked, late: (error) => stop.abort(error) });
  const slot = await transcript.slot(turn.question.id);
  const { number } = slot;
  if (number !== undefined) transcript.begin(number, turn.recorded);
  turn.whenSeen(() => noteSeen(turn, slot, means));
  turn.whenRevised(() => revise(turn, slot, means));
  try {
    turn.finish(endOf(turn, await say(number), means));
  } catch (error) {
    if (!stop.signal.aborted) log.warn({ event: 'turn.failed', err: error }, 'a turn failed');
    turn.finish(endBy(turn, stop.signal.aborted ? stop.signal.reason : error, stop.signal));
  }
  await keep(turn, latency, slot, means);
};

/**
 * Stores what people see, and where, before they see more of it. Of what is said aloud, it is not known before the end what
 * was heard of it, nor whether it is taken back.
 */
const noteSeen = (turn: Turn, slot: TurnSlot, means: TurnMeans): void => {
  const { onUnfinished: unfinished, log } = means;
  if (turn.question.aloud) return;
  unfinished?.();
  if (turn.end) {
    revise(turn, slot, means);
    return;
  }
  slot
    .draft({ ...toTurnRecord(turn), ended: 'broken' })
    .catch((error) => log.error({ event: 'turn.not_stored', err: error }, 'a turn under way could not be stored'));
};

/** Brings the record of an ended turn up to date, if there is one. */
const revise = (turn: Turn, slot: TurnSlot, { log }: TurnMeans): void => {
  turn.recorded
    .then(() => slot.revise(toTurnRecord(turn)))
    .catch((error) => log.error({ event: 'turn.not_revised', err: error }, 'a turn could not be revised'));
};

const keep = async (
  turn: Turn,
  latency: Promise<number | undefined>,
  slot: TurnSlot,
  means: TurnMeans,
): Promise<void> => {
  const { transcript, log } = means;
  if (turn.end?.is === 'yielded') return;
  const entry = toTurnRecord(turn);
  const isEmpty = isBlank(entry.answered) && isBlank(turn.heard);
  const lost = { text: turn.lostText, bytes: turn.audioBytes.lost };
  if (lost.text + lost.bytes > 0)
    log.warn({ event: 'turn.lost', ...lost }, 'a turn was longer than what is kept of it');
  try {
    if (isEmpty && entry.id !== undefined) await transcript.note(entry.id);
    const number = isEmpty ? undefined : await slot.append(entry, await latency);
    turn.record(number);
    // More may have been understood, or less heard, while the record was being written.
    revise(turn, slot, means);
  } catch (error) {
    log.error({ event: 'turn.not_stored', err: error }, 'a turn could not be stored');
    turn.record(undefined);
  }
};

/** What the transcript keeps of a turn: of a spoken answer to a spoken question only what was heard. */
export const toTurnRecord = (turn: Turn): TurnRecord => {
  const { id, at, aloud } = turn.question;
  const answered = aloud ? turn.answered : turn.text;
  return {
    ...(id !== undefined && { id }),
    // Any other end was shown, if at all, with what it says of itself.
    ...(turn.shown && (!turn.end || turn.end.is === 'complete') && { shown: turn.shown }),
    person: turn.speaker,
    at,
    asked: turn.asked,
    answered,
    ended: turn.end?.is ?? 'complete',
  };
};

/** Pieces that are no part of an answer. */
const NO_ANSWER: ReadonlySet<AnswerPiece['is']> = new Set(['heard', 'withdrawn', 'slow']);

/** Milliseconds from the end of the question to the first piece of its answer; nothing if there was none. */
const firstPiece = async (turn: Turn, asked: AskTime, clock: Clock): Promise<number | undefined> => {
  let first: number | undefined;
  for await (const { is } of turn.follow()) {
    // Who goes on has not been answered yet.
    if (is === 'withdrawn') first = undefined;
    if (NO_ANSWER.has(is) || first !== undefined) continue;
    const now = clock.now();
    first = now - (await Promise.race([asked(), turn.ended.then(() => now)]));
  }
  return first;
};

/** Tells how a turn went, once it has ended. */
const report = async (
  turn: Turn,
  asked: AskTime,
  first: Promise<number | undefined>,
  observe: Observe,
  clock: Clock,
): Promise<void> => {
  const { is } = await turn.ended;
  const now = clock.now();
  // Who is cut short while speaking has waited for nothing yet.
  const at = await Promise.race([asked(), Promise.resolve(now)]);
  const way = turn.question.aloud ? 'spoken' : 'typed';
  observe({ is: 'turn', outcome: is, way, first: await first, total: now - at });
};

/** What an error means for a turn: one that a person may read, after the first words of the answer, broke it off. */
const endBy = ({ text }: Turn, error: unknown, { aborted }: AbortSignal): AnswerEnd => {
  if (error instanceof UserError) return { is: isBlank(text) ? 'failed' : 'broken', error };
  if (aborted) return { is: 'interrupted' };
  return { is: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
};

const ABRUPT = 'Gemini stopped in the middle of a sentence.';

/** What a session's outcome means for a turn: an answer without words is silent, one that Google cut short has failed. */
const endOf = (turn: Turn, outcome: AnswerOutcome, { observe, log }: TurnMeans): AnswerEnd => {
  if (outcome.is === 'interrupted') return outcome;
  const reason = explainFinishReason(outcome.reason);
  const came = !isBlank(turn.text) || turn.audioBytes.came > 0 || turn.tools.length > 0;
  if (!came) return { is: 'silent', ...(reason && { reason }) };
  if (reason) return { is: 'failed', error: new UserError(reason) };
  if (!outcome.abrupt || !endsMidSentence(turn.text)) return { is: 'complete' };
  log.warn({ event: 'turn.abrupt' }, 'an answer ended in the middle of a sentence');
  observe?.({ is: 'abrupt' });
  return { is: 'broken', error: new UserError(ABRUPT) };
};
