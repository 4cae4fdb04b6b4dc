import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import { truncate } from '../../base/truncate.ts';
import type { PlacedPart } from './answer-part.ts';
import { toStoredQuotes } from './quote.ts';
import { isOwnSpeech, noteSound } from './stored-files.ts';
import type { StoredTurn } from './stored-turn.ts';
import type { Turn } from './turn.ts';

/** The place of one turn in a transcript, as far as recording the turn needs it. */
export type TurnSlot = {
  /** Which turn it is, counted from 1; nothing while the transcript can't be read. */
  readonly number: number | undefined;
  /** Stores what people see of the answer so far. If the process dies, that counts as the turn. */
  draft(entry: StoredTurn): Promise<void>;
  /** Stores the finished turn and resolves to its number, or to nothing if that can't be known. */
  append(entry: StoredTurn, latency: number | undefined): Promise<number | undefined>;
  /** Replaces what was stored of it. */
  revise(entry: StoredTurn): Promise<void>;
};

/** Where turns are stored, as far as running one needs it. */
export type TurnMemory = {
  transcript: { slot(id?: string): Promise<TurnSlot> };
  /** A turn begins that will have this number if it's stored, which is known when `settled` settles. */
  recorded: { begin(number: number, settled: Promise<unknown>): void };
  /** Notes that a question was answered, although its turn isn't stored. */
  answered: { note(id: string): Promise<void> };
};

/** What storing a turn needs. */
export type RecorderMeans = {
  memory: TurnMemory;
  log: Logger;
  /** Called whenever people see more of an answer that hasn't ended. */
  onUnfinished(): void;
};

/**
 * Takes the next place in the transcript for a turn that's about to be asked. From now on, everything about it that has
 * to be stored is stored.
 */
export const openRecorder = async (turn: Turn, means: RecorderMeans): Promise<TurnRecorder> => {
  const { transcript, recorded } = means.memory;
  const slot = await transcript.slot(turn.question.id);
  if (slot.number !== undefined) recorded.begin(slot.number, turn.number.settled);
  return new TurnRecorder(turn, slot, means);
};

/**
 * Stores one turn: drafts while people see it grow, the whole turn once it has ended, and corrections if more of it
 * turns out later. A turn isn't stored if there isn't a word on either side, if another process answers it, or if
 * nobody wanted it any more before it was asked. If the store fails, the log says `turn.not_stored`.
 */
class TurnRecorder {
  readonly #turn: Turn;
  readonly #slot: TurnSlot;
  readonly #means: RecorderMeans;

  constructor(turn: Turn, slot: TurnSlot, means: RecorderMeans) {
    this.#turn = turn;
    this.#slot = slot;
    this.#means = means;
    turn.changes.on((change) => (change === 'shown' ? this.#noteView() : this.#revise()));
  }

  /** The number that the turn will have if it's stored; nothing while the transcript can't be read. */
  get number(): number | undefined {
    return this.#slot.number;
  }

  /** Stores the ended turn. `latency` is the time to its first piece, in milliseconds. It never rejects. */
  async keep(latency: Promise<number | undefined>): Promise<void> {
    const turn = this.#turn;
    const { memory, log } = this.#means;
    if (turn.end?.is === 'yielded') return;
    const entry = toStoredTurn(turn);
    const isEmpty = isBlank(entry.answered) && !entry.written && isBlank(turn.heard);
    this.#warnOfLoss();
    try {
      if (isEmpty && entry.id !== undefined) await memory.answered.note(entry.id);
      turn.number.settle(isEmpty ? undefined : await this.#slot.append(entry, await latency));
      // More of it may have been understood, or less of it heard, while it was being written.
      void this.#revise();
    } catch (error) {
      log.error({ event: 'turn.not_stored', err: error }, 'a turn could not be stored');
      turn.number.settle(undefined);
    }
  }

  /**
   * Stores what people see, and where, before they see more of it. Answers to spoken questions have no drafts: what was
   * heard of them, and whether they're withdrawn, isn't known before the end.
   */
  async #noteView(): Promise<void> {
    const { onUnfinished, log } = this.#means;
    if (this.#turn.question.aloud) return;
    onUnfinished();
    if (this.#turn.end) return this.#revise();
    await this.#slot
      .draft({ ...toStoredTurn(this.#turn), ended: 'broken' })
      .catch((error) => log.error({ event: 'turn.not_stored', err: error }, 'a turn under way could not be stored'));
  }

  /** Brings what was stored up to date, as soon as anything was. */
  #revise(): Promise<void> {
    return this.#turn.number.settled
      .then(() => this.#slot.revise(toStoredTurn(this.#turn)))
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

/** What the transcript keeps of a turn. Of the answer to a spoken question, that's only what people heard. */
const toStoredTurn = ({ question, view, end, speaker, asked, heard, spoken, text, written }: Turn): StoredTurn => {
  const { id, at, aloud, quotes = [], files = [] } = question;
  const answered = aloud ? spoken.text : text;
  return {
    ...(id !== undefined && { id }),
    // An answer with any other end says so itself where it's shown, so there's nothing left to show.
    ...(view.at && (!end || end.is === 'complete') && { shown: view.at }),
    person: speaker,
    at,
    asked,
    ...(quotes.length > 0 && { quotes: toStoredQuotes(quotes) }),
    ...(files.length > 0 && { files: isOwnSpeech(files) ? files : noteSound(files, heard) }),
    answered,
    ...(written.length > 0 && { written: written.map((part) => toStoredPart(part, answered.length)) }),
    ended: end?.is ?? 'complete',
  };
};

/** How many characters of each written part are stored. */
const MOST_STORED = 50_000;

/** What the transcript keeps of a written part. If less was heard than was said before it, it comes after that. */
const toStoredPart = (part: PlacedPart, heard: number): PlacedPart => ({
  ...part,
  markdown: truncate(part.markdown, MOST_STORED),
  at: Math.min(part.at, heard),
});
