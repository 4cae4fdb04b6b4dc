import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Claim } from '../../claims/claim.ts';
import { CLAIM_PATIENCE, type Claims, type HomeAddress } from '../../claims/claims.ts';
import { retryWhenBack } from '../../store/store-errors.ts';
import { openConversationMemory } from '../memory/conversation-memory.ts';
import type { Transcript } from '../memory/transcript.ts';
import type { TranscriptArchive } from '../memory/transcript-archive.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { CrashNote, CrashNoteShelf, PromisedReply } from './crash-note-shelf.ts';
import { CrashNotes, type CrashNotesOptions } from './crash-notes.ts';

/**
 * An answer that people may have seen while it grew, as the transcript has it. Where that was is not known if the process
 * died between sending the first words and learning which message they became.
 */
export type UnfinishedAnswer = NumberedTurn;

export type CrashRecoveryOptions = Omit<CrashNotesOptions, 'records' | 'ownership'> & {
  records(right?: Claim): { archive: TranscriptArchive; unfinished: CrashNoteShelf };
  ownership: Pick<Claims, 'right' | 'visit' | 'keep'>;
  /** Shows the end of an answer whose process died. */
  finish(channel: string, answer: UnfinishedAnswer): Promise<void>;
  /** Says in place of a promised reply that it will not come, if it has not come. */
  excuse(promised: PromisedReply): Promise<void>;
  clock: Clock;
  log: Logger;
};

/** The conversation of a channel, if it is awake. */
type Awake = (channel: string) => { wasAsked(id: string | undefined): boolean } | undefined;

/** After so many milliseconds it is known which questions of a dead process come once more. */
const SETTLING = 1_000;

/** By then a dead process has lost its leases, and whoever heard a question of its has taken them or given up. */
const LATER = CLAIM_PATIENCE + 1_000;

/** The end of an answer comes to Discord up to a second late, when so many further ones may be there already. */
const LAST = 3;

/** What processes leave behind that die while people see an answer grow, or wait for it. Whoever talks there next ends it. */
export class CrashRecovery {
  readonly #options: CrashRecoveryOptions;
  readonly #awake: Awake;
  /** What this process would leave. */
  readonly unfinished: CrashNotes;

  constructor(options: CrashRecoveryOptions, awake: Awake) {
    this.#options = options;
    this.unfinished = new CrashNotes(options);
    this.#awake = awake;
  }

  /**
   * Takes over the homes in which a process has left something, as far as no other one talks there: one that heard what
   * people asked has waited for longer than this tries. While the store is away that waits. Never rejects.
   */
  async restore(homes: readonly string[]): Promise<void> {
    const { records, ownership, clock } = this.#options;
    // It rejects only once the store is closed.
    const left = await records()
      .unfinished.getPatiently([...homes])
      .catch(() => []);
    const addresses = homes.flatMap((home, index) => {
      const { channels = [], promised = [] } = left[index] ?? {};
      return [...channels, ...promised.map(({ channel }) => channel)].slice(0, 1).map((channel) => ({ home, channel }));
    });
    const visit = async (address: HomeAddress) => {
      if (await ownership.visit(address)) return;
      await clock.sleep(LATER);
      await ownership.visit(address);
    };
    await Promise.all(addresses.map(visit));
  }

  /** This process talks in a home from now on: shows the ends of what another one has left there. Never rejects. */
  async inherit(right: Claim): Promise<void> {
    const { records, ownership, clock, log } = this.#options;
    const { unfinished } = records(right);
    const since = clock.wall();
    try {
      const left = await this.unfinished.inherit(right.home, unfinished);
      if (left.channels.length + left.promised.length === 0) return;
      const repair = this.#repair(right, left, since);
      ownership.keep(right.home, repair);
      await repair;
    } catch (error) {
      log.warn({ event: 'answer.not_finished', err: error }, 'the end of an answer could not be shown after a restart');
    }
  }

  async #repair(right: Claim, { promised, channels }: CrashNote, since: number): Promise<void> {
    const { archive, unfinished } = this.#options.records(right);
    // What people asked of the other process is asked of this one first.
    await this.#options.clock.sleep(SETTLING);
    await Promise.all(promised.map((each) => this.#excuse(right, each)));
    for (const channel of channels)
      await retryWhenBack(unfinished.waitUntilBack, () =>
        this.#finish(right, openConversationMemory(channel, archive).transcript, { channel, since }),
      );
  }

  /** Whoever was to give a promised reply is gone, and with it what it knew of the question. */
  async #excuse(right: Claim, promised: PromisedReply): Promise<void> {
    if (!this.unfinished.owes(right.home, promised.id)) return;
    // What asks by a message may have been heard here, too, and is answered then.
    const isAsked = this.#awake(promised.channel)?.wasAsked(promised.id) ?? false;
    if (!isAsked && (await right.holds())) await this.#options.excuse(promised);
    this.unfinished.settle(right.home, promised.id);
  }

  /** Shows the ends of what was asked in a channel before `since`, unless it is being asked anew. */
  async #finish(
    right: Claim,
    transcript: Transcript,
    { channel, since }: { channel: string; since: number },
  ): Promise<void> {
    const { finish } = this.#options;
    const now = this.#options.clock.wall();
    // What seems to be asked later than now was asked before somebody set the wall clock back.
    const asked = (await transcript.newest()).filter(({ at }) => at < since || at > now);
    const latest = asked.slice(-LAST);
    const halves = asked.filter((entry) => isHalf(entry) && (entry.shown || latest.includes(entry)));
    for (const { shown, number, ...entry } of [...halves, ...latest.filter(isWhole)]) {
      if (this.#awake(channel)?.wasAsked(entry.id) || !(await right.holds())) continue;
      await finish(channel, { ...entry, number, ...(shown && { shown }) });
      if (!shown || !isHalf(entry)) continue;
      // It may have been forgotten meanwhile, or answered anew under its number.
      if ((await transcript.entry(number))?.at === entry.at) await transcript.revise(number, entry);
    }
    if (!this.#awake(channel)) this.unfinished.end(right.home, channel);
  }
}

/** What a process has left half said, if it was to be seen; and what was said as a whole. */
const isHalf = ({ ended }: StoredTurn): boolean => ended === 'broken';
const isWhole = ({ ended }: StoredTurn): boolean => ended === 'complete';
