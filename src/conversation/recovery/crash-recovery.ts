import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { type Place, toPlace } from '../../base/place.ts';
import type { Claim } from '../../claims/claim.ts';
import { CLAIM_PATIENCE } from '../../claims/claim-rules.ts';
import type { Claims } from '../../claims/claims.ts';
import { retryWhenBack } from '../../store/store-errors.ts';
import { openConversationMemory } from '../memory/conversation-memory.ts';
import type { Transcript } from '../memory/transcript.ts';
import type { TranscriptArchive } from '../memory/transcript-archive.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { CrashNote, CrashNoteShelf, PromisedReply } from './crash-note-shelf.ts';
import { CrashNotes, type CrashNotesOptions } from './crash-notes.ts';

/**
 * An answer that people may have seen while it grew, as the transcript has it. If the process died between sending the
 * first words and learning which message they became, the transcript doesn't say where.
 */
export type UnfinishedAnswer = NumberedTurn;

export type CrashRecoveryOptions = Omit<CrashNotesOptions, 'records' | 'claims'> & {
  records(claim?: Claim, place?: Place): { archive: TranscriptArchive; unfinished: CrashNoteShelf };
  claims: Pick<Claims, 'find' | 'visit' | 'keep'>;
  /** Shows the end of an answer whose process died. */
  finish(channel: string, answer: UnfinishedAnswer): Promise<void>;
  /** Says in place of a promised reply that it will not come, if it has not come. */
  excuse(promised: PromisedReply): Promise<void>;
  clock: Clock;
  log: Logger;
};

/** The conversation of a channel, if it is awake. */
type Awake = (channel: string) => { wasAsked(id: string | undefined): boolean } | undefined;

/** After this many milliseconds, we know which questions to a dead process have reached this one too. */
const SETTLING = 1_000;

/**
 * After this many milliseconds, a dead process has lost its leases, and any process that heard the same questions has
 * taken them or given up.
 */
const LATER = CLAIM_PATIENCE + 1_000;

/**
 * How many of the newest answers are checked. The end of one may reach Discord a second late, when the next are there.
 */
const LAST = 3;

/**
 * Finishes what a process leaves behind if it dies while people see an answer grow, or wait for one. The process that
 * talks there next does that.
 */
export class CrashRecovery {
  readonly #options: CrashRecoveryOptions;
  readonly #awake: Awake;
  /** What this process would leave behind. */
  readonly unfinished: CrashNotes;

  constructor(options: CrashRecoveryOptions, awake: Awake) {
    this.#options = options;
    this.unfinished = new CrashNotes(options);
    this.#awake = awake;
  }

  /**
   * Takes over the homes in which a process left something, unless another process talks there. Each is tried a second
   * time, once a dead process must have lost its lease. If the store is unavailable, this waits for it. It never rejects.
   */
  async restore(homes: readonly string[]): Promise<void> {
    const { records, claims, clock } = this.#options;
    // It rejects only once the store is closed.
    const left = await records()
      .unfinished.getPatiently([...homes])
      .catch(() => []);
    const places = homes.flatMap((home, index) => {
      const { channels = [], promised = [] } = left[index] ?? {};
      const [channel] = [...channels, ...promised.map((reply) => reply.channel)];
      return channel === undefined ? [] : toPlace(home, channel);
    });
    const visit = async (place: Place) => {
      if (await claims.visit(place)) return;
      await clock.sleep(LATER);
      await claims.visit(place);
    };
    await Promise.all(places.map(visit));
  }

  /** This process talks in a home from now on: shows the ends of what another one has left there. Never rejects. */
  async inherit(claim: Claim): Promise<void> {
    const { records, claims, clock, log } = this.#options;
    const { unfinished } = records(claim);
    const since = clock.wall();
    try {
      const left = await this.unfinished.inherit(claim.home, unfinished);
      if (left.channels.length + left.promised.length === 0) return;
      const repair = this.#repair(claim, left, since);
      claims.keep(claim.home, repair);
      await repair;
    } catch (error) {
      log.warn({ event: 'answer.not_finished', err: error }, 'the end of an answer could not be shown after a restart');
    }
  }

  async #repair(claim: Claim, { promised, channels }: CrashNote, since: number): Promise<void> {
    const { unfinished } = this.#options.records(claim);
    // First wait for the questions to the other process that have reached this one too.
    await this.#options.clock.sleep(SETTLING);
    await Promise.all(promised.map((each) => this.#excuse(claim, each)));
    for (const channel of channels) {
      const place = toPlace(claim.home, channel);
      const { archive } = this.#options.records(claim, place);
      const { transcript } = openConversationMemory(place, archive);
      await retryWhenBack(unfinished.waitUntilBack, () => this.#finish(claim, transcript, { channel, since }));
    }
  }

  /** Says that a reply won't come: the process that promised it is gone, and so is what it knew of the question. */
  async #excuse(claim: Claim, promised: PromisedReply): Promise<void> {
    if (!this.unfinished.owes(claim.home, promised.id)) return;
    // A message reaches several processes, so this one may be about to answer it.
    const isAsked = this.#awake(promised.channel)?.wasAsked(promised.id) ?? false;
    if (!isAsked && (await claim.holds())) await this.#options.excuse(promised);
    this.unfinished.settle(claim.home, promised.id);
  }

  /** Shows the ends of the answers to what was asked before `since`, except to questions that are being asked again. */
  async #finish(
    claim: Claim,
    transcript: Transcript,
    { channel, since }: { channel: string; since: number },
  ): Promise<void> {
    const { finish } = this.#options;
    const now = this.#options.clock.wall();
    // A question from the future was asked before someone set the wall clock back.
    const asked = (await transcript.newest()).filter(({ at }) => at < since || at > now);
    const latest = asked.slice(-LAST);
    const halves = asked.filter((entry) => isHalf(entry) && (entry.shown || latest.includes(entry)));
    for (const { shown, number, ...entry } of [...halves, ...latest.filter(isWhole)]) {
      if (this.#awake(channel)?.wasAsked(entry.id) || !(await claim.holds())) continue;
      await finish(channel, { ...entry, number, ...(shown && { shown }) });
      if (!shown || !isHalf(entry)) continue;
      // It may have been forgotten meanwhile, or another turn may have its number by now.
      if ((await transcript.entry(number))?.at === entry.at) await transcript.revise(number, entry);
    }
    if (!this.#awake(channel)) this.unfinished.end(claim.home, channel);
  }
}

const isHalf = ({ ended }: StoredTurn): boolean => ended === 'broken';
const isWhole = ({ ended }: StoredTurn): boolean => ended === 'complete';
