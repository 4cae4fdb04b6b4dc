import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import { truncate } from '../../base/truncate.ts';
import type { PlacedPart } from './answer-part.ts';
import type { Question } from './question.ts';
import { listQuoted, toStoredQuotes } from './quote.ts';
import { listOwners } from './repetition.ts';
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
  /** Another process answers the turn, so it isn't stored: what a dead one has left of it counts. */
  leave(): Promise<void>;
  /** Stores a turn that wasn't stored at its end, after those that were stored since, unless its words were forgotten since. */
  add(entry: StoredTurn): Promise<void>;
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

/** Whether what a person says may be stored; `unknown` while that can't be looked up. */
export type StoringWish = 'yes' | 'no' | 'unknown';

/** Finds whether what a person, given by id, says may be stored. It never rejects. */
export type MayStore = (person: string) => Promise<StoringWish>;

/** What storing a turn needs. */
export type RecorderMeans = {
  memory: TurnMemory;
  log: Logger;
  /** Called whenever people see more of an answer that hasn't ended. */
  onUnfinished(): void;
  /** Nothing if everything may be stored. */
  mayStore?: MayStore | undefined;
  /** Called once a turn has ended that was asked and isn't stored: it may not be, or another process answers it. */
  onUnstored?(turn: Turn): void;
  /** Does something with the transcript as soon as no turn runs; without it, a turn that was left out at its end stays so. */
  whenIdle?(work: () => Promise<void>): void;
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
 * turns out later. A turn isn't stored as long as there isn't a word on either side, if another process answers it, if
 * nobody wanted it any more before it was asked, or if one whose words it asks wants nothing stored. If nobody can tell, it's stored only
 * if it has to wait for the store anyway, where that's asked again. If the store fails, the log says `turn.not_stored`.
 */
class TurnRecorder {
  readonly #turn: Turn;
  readonly #slot: TurnSlot;
  readonly #means: RecorderMeans;
  /** Whether everybody lets it be stored whose words its question is. */
  readonly #wish: Promise<StoringWish> | 'yes';
  /** Settles once what is stored may be revised. */
  #stored: Promise<unknown>;
  /** Whether it isn't stored only because there wasn't a word. */
  #isLeftOut = false;
  /** Those whose quoted words aren't stored, once `#wish` has settled. */
  readonly #unquoted = new Set<string>();

  constructor(turn: Turn, slot: TurnSlot, means: RecorderMeans) {
    this.#turn = turn;
    this.#slot = slot;
    this.#means = means;
    this.#stored = turn.number.settled;
    this.#wish = means.mayStore ? this.#judge(means.mayStore) : 'yes';
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
    if (turn.end?.is === 'yielded') return this.#leave();
    const isWanted = await this.#mayLeave();
    const entry = toStoredTurn(turn, this.#unquoted);
    const leaves = isWanted && !(isBlank(entry.answered) && !entry.written && isBlank(turn.heard));
    this.#warnOfLoss();
    if (!isWanted) this.#means.onUnstored?.(turn);
    this.#isLeftOut = isWanted && !leaves;
    try {
      if (!leaves && entry.id !== undefined) await memory.answered.note(entry.id);
      turn.number.settle(leaves ? await this.#slot.append(entry, await latency) : undefined);
      // More of it may have been understood, or less of it heard, while it was being written.
      void this.#revise();
    } catch (error) {
      log.error({ event: 'turn.not_stored', err: error }, 'a turn could not be stored');
      turn.number.settle(undefined);
    }
  }

  /** Leaves the turn to another process. Its session knows an answer that nobody has seen. */
  async #leave(): Promise<void> {
    const { onUnstored, log } = this.#means;
    onUnstored?.(this.#turn);
    await this.#slot
      .leave()
      .catch((error) => log.error({ event: 'turn.not_stored', err: error }, 'half a turn could not be kept'));
  }

  /**
   * Stores what people see, and where, before they see more of it. Answers to spoken questions have no drafts: what was
   * heard of them, and whether they're withdrawn, isn't known before the end.
   */
  async #noteView(): Promise<void> {
    const { onUnfinished, log } = this.#means;
    if (this.#turn.question.aloud || (this.#wish !== 'yes' && (await this.#wish) !== 'yes')) return;
    onUnfinished();
    if (this.#turn.end) return this.#revise();
    await this.#slot
      .draft({ ...toStoredTurn(this.#turn, this.#unquoted), ended: 'broken' })
      .catch((error) => log.error({ event: 'turn.not_stored', err: error }, 'a turn under way could not be stored'));
  }

  /** Brings what was stored up to date, as soon as anything was. */
  #revise(): Promise<void> {
    return this.#stored
      .then(() => this.#write())
      .catch((error) =>
        this.#means.log.error({ event: 'turn.not_revised', err: error }, 'a turn could not be revised'),
      );
  }

  /** A turn that was left out at its end is stored once something of its question is understood after all. */
  #write(): Promise<void> {
    const { whenIdle } = this.#means;
    const revise = () => this.#slot.revise(toStoredTurn(this.#turn, this.#unquoted));
    if (!whenIdle || !this.#isLeftOut || isBlank(this.#turn.heard)) return revise();
    this.#isLeftOut = false;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#stored = promise;
    whenIdle(() => this.#slot.add(toStoredTurn(this.#turn, this.#unquoted)).then(resolve, reject));
    return promise.then(revise);
  }

  /** Asks whether the turn may be stored, and notes whose words that it quotes may not. */
  async #judge(mayStore: MayStore): Promise<StoringWish> {
    const { question } = this.#turn;
    const quoted = listQuoted(question.quotes).map(async (person) => {
      if ((await mayStore(person)) !== 'yes') this.#unquoted.add(person);
    });
    const [wish] = await Promise.all([findWish(question, mayStore), ...quoted]);
    if (wish === 'unknown' && !this.#waits) this.#turn.remarks.add({ code: 'privacy.not-kept' });
    return wish;
  }

  /** Whether the turn will wait until the transcript can be read. Those who want nothing stored are looked up again then. */
  get #waits(): boolean {
    return this.#slot.number === undefined;
  }

  /** Whether the ended turn may be given to the transcript. Whoever read that it isn't kept read the truth. */
  async #mayLeave(): Promise<boolean> {
    const { mayStore } = this.#means;
    const wish = await this.#wish;
    if (wish !== 'unknown' || !mayStore) return wish === 'yes';
    return this.#waits && (await findWish(this.#turn.question, mayStore)) !== 'no';
  }

  #warnOfLoss(): void {
    const { lostText: text, audioBytes, grounding } = this.#turn;
    const lost = { text, bytes: audioBytes.lost, found: grounding.lost };
    if (lost.text + lost.bytes + lost.found > 0)
      this.#means.log.warn({ event: 'turn.lost', ...lost }, 'a turn was longer than what is kept of it');
  }
}

/** Somebody may ask again what another asked who wants nothing stored. */
const findWish = async (question: Pick<Question, 'id' | 'person'>, mayStore: MayStore): Promise<StoringWish> => {
  const wishes = await Promise.all(listOwners(question).map(mayStore));
  if (wishes.includes('no')) return 'no';
  return wishes.includes('unknown') ? 'unknown' : 'yes';
};

/**
 * What the transcript keeps of a turn: of the answer to a spoken question only what people heard, and of quotes none of what
 * was written by those in `unquoted`.
 */
const toStoredTurn = (turn: Turn, unquoted: ReadonlySet<string>): StoredTurn => {
  const { question, view, end, speaker, asked, heard, spoken, text, written } = turn;
  const { sites } = turn.grounding;
  const { spent } = turn.tokens;
  const { id, at, aloud, files = [] } = question;
  const quotes = (question.quotes ?? []).filter(({ from }) => typeof from !== 'object' || !unquoted.has(from.id));
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
    ...(sites.length > 0 && { sites }),
    ended: end?.is ?? 'complete',
    ...(spent.length > 0 && { spent }),
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
