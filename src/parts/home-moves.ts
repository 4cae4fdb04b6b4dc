import { type Clock, within } from '../base/clock.ts';
import { type Place, toPlace } from '../base/place.ts';
import type { CallMoves } from '../calls/call-moves.ts';
import { CLAIM_PATIENCE } from '../claims/claim-rules.ts';
import type { Claims } from '../claims/claims.ts';
import { type HandOverOptions, handOverHomes } from '../claims/hand-over.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Bot } from '../discord/bot.ts';
import { type FleetPlan, NO_PLAN } from '../fleet/fleet-plan.ts';
import { Heirs } from '../fleet/heirs.ts';

/** For how long an answer may go on while its shard is handed over, in milliseconds. Hardly any takes longer. */
const SHARD_PATIENCE = 60_000;

/** How long what people said waits for a process that leaves its homes one by one, in milliseconds: at most as long as that may take. */
const LONGEST = SHARD_PATIENCE + CLAIM_PATIENCE;

/** How long it may take until a plan knows that this process leaves, in milliseconds. While the store is away none does. */
const KNOWN = 2_500;

export type HomeMovesMeans = {
  /** This process in the plan. */
  id: string;
  bot: Pick<Bot, 'shards' | 'running'>;
  claims: Claims;
  conversations: Pick<Conversations, 'isAnswering'>;
  /**
   * Whether the store can be asked. If not, nothing can be left to others: they have seen this process talk in its homes, and don't
   * take over before they can ask.
   */
  isStoreHere(): boolean;
  calls: { readonly moves: Pick<CallMoves, 'holdsUp' | 'goesWith' | 'isLively' | 'leave'> };
  clock: Clock;
};

/** How homes come from one process to another that hears what is said there, one by one and never in the middle of an answer. */
export class HomeMoves {
  readonly #means: HomeMovesMeans;
  #heirs: Heirs;
  /** Resolves once a plan knows that this process is leaving. */
  readonly #known = Promise.withResolvers<void>();
  #isLeaving = false;
  /** Whether homes of closed shards are being left. */
  #isClearing = false;

  constructor(means: HomeMovesMeans) {
    const { claims, bot, calls, id } = means;
    this.#means = means;
    this.#heirs = new Heirs(NO_PLAN, id);
    const isLeft = (server: string | undefined) =>
      (!bot.shards.isKept(server) && this.#heirs.hear(server)) || (this.#isLeaving && this.#canLeave(server));
    claims.restrict({
      // A server whose call can't move stays here until it can, and so do written questions, which would wait for that.
      mayBegin: ({ server }) => !isLeft(server) || (server !== undefined && calls.moves.isLively(server)),
      listHearers: ({ server }) => this.#heirs.listHearers(server),
      patience: () => (this.#heirs.isSucceeding ? LONGEST : CLAIM_PATIENCE),
    });
  }

  /** Goes by a plan. */
  follow(plan: FleetPlan): void {
    const { id } = this.#means;
    this.#heirs = new Heirs(plan, id);
    if (plan.members[id]?.isLeaving) this.#known.resolve();
    if (!this.#isClearing && !this.#isLeaving) void this.#leaveUnheard();
  }

  /** Leaves all that goes on in the servers of a shard to the process that has it now. */
  leaveShard(shard: number): Promise<void> {
    const { shards } = this.#means.bot;
    return this.#leave({ isLeaving: ({ server }) => shards.find(server) === shard, patience: SHARD_PATIENCE });
  }

  /**
   * This process is being stopped: leaves all that goes on to others, as far as they hear it or will soon. Resolves when that's
   * done, after `patience` milliseconds at the latest; if there are no others, once a plan says so. While the store is away nothing is
   * left to others: this process goes on until the time is up. Without patience nothing is left to them while it runs here: answers
   * have the time that a stop gives them.
   */
  async leaveAll(patience: number): Promise<void> {
    if (patience === 0) return;
    const { clock, bot } = this.#means;
    const until = clock.now() + patience;
    // Another process may be so new that only this plan knows it.
    await within(clock, Math.min(patience, KNOWN), this.#known.promise);
    this.#isLeaving = true;
    await this.#leave({
      isLeaving: ({ server }) => this.#canLeave(server),
      isAwaiting: () => this.#heirs.awaits(bot.shards.open) || this.#isStuck(),
      patience: Math.max(0, until - clock.now()),
    });
  }

  /** Whether another process hears what is said in a server, and could have it now. */
  #canLeave(server: string | undefined): boolean {
    return this.#means.isStoreHere() && this.#heirs.hear(server);
  }

  /** Whether this process talks somewhere where another one would take over if the store were here. */
  #isStuck(): boolean {
    const { claims, isStoreHere } = this.#means;
    const isHeard = ({ home, channels: [channel = ''] }: ReturnType<Claims['list']>[number]) =>
      this.#heirs.hear(toPlace(home, channel).server);
    return !isStoreHere() && claims.list().some(isHeard);
  }

  /**
   * Leaves the homes whose shard is closed here. What was asked before that may have waited for them, and got them only afterwards;
   * their new process would wait for as long as one of their conversations is awake here.
   */
  async #leaveUnheard(): Promise<void> {
    const { shards } = this.#means.bot;
    const isUnheard = ({ server }: Place) =>
      !shards.isKept(server) && !shards.open.includes(shards.find(server)) && this.#canLeave(server);
    this.#isClearing = true;
    await this.#leave({ isLeaving: isUnheard, patience: SHARD_PATIENCE });
    this.#isClearing = false;
  }

  #leave(which: Pick<HandOverOptions, 'isLeaving' | 'isAwaiting' | 'patience'>): Promise<void> {
    const { bot, claims, conversations, calls, clock } = this.#means;
    return handOverHomes(claims, {
      ...which,
      isBusy: (channel) =>
        calls.moves.holdsUp(channel) ||
        conversations.isAnswering(channel) ||
        // What is left to the other process must not keep that one from getting the home.
        bot.running.countIn(channel) > claims.countLeft(channel),
      hasCall: (home) => calls.moves.goesWith(home),
      leave: (home) => calls.moves.leave(home, () => claims.giveUp(home)),
      clock,
      signal: new AbortController().signal,
    });
  }
}
