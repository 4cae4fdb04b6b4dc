import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import type { Turn } from './turn.ts';
import type { TurnRecord } from './turn-record.ts';

/** Which turn something is, counted from 1; nothing while the transcript cannot be read. */
export type TurnNumber = number | undefined;

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
export type TurnMemory = {
  transcript: { slot(id?: string): Promise<TurnSlot> };
  /** A turn begins that will have this number if it is recorded, which is known when `recorded` settles. */
  progress: { begin(number: number, recorded: Promise<unknown>): void };
  /** Notes that a question was answered of which there is no record. */
  answered: { note(id: string): Promise<void> };
};

/** What recording a turn takes. */
export type RecordingMeans = {
  memory: TurnMemory;
  log: Logger;
  /** Told whenever people see more of an answer that has not ended. */
  onUnfinished?(): void;
};

/** A turn is about to be asked: takes the next place in the transcript for it, and from now on stores what has to be of it. */
export const openRecording = async (turn: Turn, means: RecordingMeans): Promise<TurnRecording> => {
  const { transcript, progress } = means.memory;
  const slot = await transcript.slot(turn.question.id);
  if (slot.number !== undefined) progress.begin(slot.number, turn.record.settled);
  return new TurnRecording(turn, slot, means);
};

/**
 * All that is stored of one turn: drafts while people see it grow, its record once it has ended, and whatever turns out
 * after that. A turn is not stored if it has no word on either side, if another process answers it, or if nobody wanted it
 * before it was asked. If the store fails, the log says `turn.not_stored`.
 */
export class TurnRecording {
  readonly #turn: Turn;
  readonly #slot: TurnSlot;
  readonly #means: RecordingMeans;

  constructor(turn: Turn, slot: TurnSlot, means: RecordingMeans) {
    this.#turn = turn;
    this.#slot = slot;
    this.#means = means;
    turn.view.whenShown(() => this.#noteView());
    turn.spoken.whenCut(() => this.#revise());
    turn.whenHeardLate(() => this.#revise());
  }

  /** Which turn it is, if it is recorded. */
  get number(): TurnNumber {
    return this.#slot.number;
  }

  /** Records the ended turn; `latency` is the milliseconds to its first piece. It never rejects. */
  async keep(latency: Promise<number | undefined>): Promise<void> {
    const turn = this.#turn;
    const { memory, log } = this.#means;
    if (turn.end?.is === 'yielded') return;
    const entry = toTurnRecord(turn);
    const isEmpty = isBlank(entry.answered) && isBlank(turn.heard);
    this.#warnOfLoss();
    try {
      if (isEmpty && entry.id !== undefined) await memory.answered.note(entry.id);
      turn.record.settle(isEmpty ? undefined : await this.#slot.append(entry, await latency));
      // More may have been understood, or less heard, while the record was being written.
      this.#revise();
    } catch (error) {
      log.error({ event: 'turn.not_stored', err: error }, 'a turn could not be stored');
      turn.record.settle(undefined);
    }
  }

  /**
   * Stores what people see, and where, before they see more of it. Of what is said aloud, it is not known before the end what
   * was heard of it, nor whether it is taken back.
   */
  #noteView(): void {
    const { onUnfinished, log } = this.#means;
    if (this.#turn.question.aloud) return;
    onUnfinished?.();
    if (this.#turn.end) this.#revise();
    else
      this.#slot
        .draft({ ...toTurnRecord(this.#turn), ended: 'broken' })
        .catch((error) => log.error({ event: 'turn.not_stored', err: error }, 'a turn under way could not be stored'));
  }

  /** Brings the record up to date once there is one, if there will be. */
  #revise(): void {
    this.#turn.record.settled
      .then(() => this.#slot.revise(toTurnRecord(this.#turn)))
      .catch((error) =>
        this.#means.log.error({ event: 'turn.not_revised', err: error }, 'a turn could not be revised'),
      );
  }

  #warnOfLoss(): void {
    const lost = { text: this.#turn.lostText, bytes: this.#turn.audioBytes.lost };
    if (lost.text + lost.bytes > 0)
      this.#means.log.warn({ event: 'turn.lost', ...lost }, 'a turn was longer than what is kept of it');
  }
}

/** What the transcript keeps of a turn: of a spoken answer to a spoken question only what was heard. */
export const toTurnRecord = ({ question, view, end, speaker, asked, spoken, text }: Turn): TurnRecord => {
  const { id, at, aloud } = question;
  return {
    ...(id !== undefined && { id }),
    // Any other end was shown, if at all, with what it says of itself.
    ...(view.at && (!end || end.is === 'complete') && { shown: view.at }),
    person: speaker,
    at,
    asked,
    answered: aloud ? spoken.text : text,
    ended: end?.is ?? 'complete',
  };
};
