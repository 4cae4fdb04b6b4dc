import { UserError } from '../base/errors.ts';
import type { Observe } from '../base/events.ts';
import type { Claims } from '../claims/claims.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Shelf } from '../store/store.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import { Call, type CallMeans } from './call.ts';
import { CallIndex } from './call-index.ts';
import { CallRecovery } from './call-recovery.ts';
import type { CallRecord } from './call-room.ts';
import type { CallSettings, CallView, CallControl as Contract, JoinRequest, VenueChange } from './contract.ts';
import { explainHindrance } from './contract.ts';

/** What the list of calls needs besides what each call needs. */
export type CallsOptions = CallMeans & {
  /** The records of the calls in progress, by server, so that they can be restored after a restart. */
  remembered: Shelf<CallRecord>;
  /** The settings that were last asked for, by conversation. */
  wanted: Shelf<JoinRequest['settings']>;
  /** Which process talks in a server. */
  claims: Pick<Claims, 'enter' | 'visit' | 'keep' | 'on'>;
  /** Tells of every turn as it begins; if a call is joined to its conversation, it speaks. */
  conversations: Pick<Conversations, 'onTurn'>;
  observe: Observe;
};

/** All calls of this process. There's at most one per server, because Discord allows no more. */
export class Calls implements Contract {
  #options: CallsOptions;
  #calls = new CallIndex();
  #recovery: CallRecovery;
  #closing = new AbortController();
  /** End what it listens to. */
  readonly #subscriptions: (() => void)[];

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#recovery = new CallRecovery({
      ...options,
      calls: this.#calls,
      closing: this.#closing.signal,
      enter: (record) => this.#enter(record),
    });
    const { venue, claims, conversations } = options;
    this.#subscriptions = [
      venue.on((change) => this.#handleChange(change)),
      claims.on((change) => change.is === 'lost' && this.#abandon(change.channels)),
      conversations.onTurn(({ channel }, turn) => this.#calls.ofConversation(channel)?.take(turn)),
    ];
  }

  /** How many calls there are. */
  get count(): number {
    return this.#calls.size;
  }

  async join(wish: JoinRequest): Promise<CallView> {
    const { wanted } = this.#options;
    const settings = { ...(await this.#findWantedBefore(wish)), ...wish.settings };
    await wanted.set(wish.conversationId, settings);
    // While one call was ending, someone else may have started another, so this looks again each time.
    for (let before = this.#calls.inServer(wish.guildId); before; before = this.#calls.inServer(wish.guildId)) {
      const { channelId, conversationId } = before.about;
      if (!before.over && channelId === wish.channelId && conversationId === wish.conversationId) {
        await before.change(settings);
        if (!before.over) return before.view;
        continue;
      }
      this.#check(wish.channelId);
      await before.leave({ code: 'call.elsewhere' });
    }
    this.#check(wish.channelId);
    return this.#enter({ ...wish, settings });
  }

  async leave(guildId: string): Promise<boolean> {
    const call = this.#on(guildId);
    await call?.leave({ code: 'call.ended' });
    return call !== undefined;
  }

  stop(guildId: string): boolean {
    const call = this.#on(guildId);
    call?.hush();
    return call !== undefined;
  }

  grant(guildId: string, userId: string): boolean {
    return this.#on(guildId)?.grant(userId) ?? false;
  }

  heed(guildId: string, userId: string, heard: boolean): void {
    this.#options.consent.decide(guildId, userId, heard);
    this.#on(guildId)?.chose(userId, heard);
  }

  consent(guildId: string, userId: string): Promise<void> {
    return this.#options.consent.keep(guildId, userId, this.#options.clock.wall());
  }

  view(guildId: string): CallView | undefined {
    return this.#on(guildId)?.view;
  }

  /**
   * Restores the calls that these servers had when the process ended, if people are still there. While the store is
   * unavailable, it waits.
   */
  restore(guildIds: readonly string[]): Promise<void> {
    return this.#recovery.restore(guildIds);
  }

  /** Leaves every voice channel without a message. The calls are restored when the bot is back. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#closing.abort(this);
    await Promise.all(this.#calls.all.map((call) => call.leave()));
  }

  /** Another process now talks in these conversations, and so in their calls. This one tries to get the calls back. */
  #abandon(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      const call = this.#calls.ofConversation(id);
      if (!call) continue;
      call.abandon();
      void this.#recovery.resume(call.about.guildId);
    }
  }

  /** The server's call, unless it's ending. */
  #on(guildId: string): Call | undefined {
    const call = this.#calls.inServer(guildId);
    return call?.over ? undefined : call;
  }

  /**
   * The settings that were last asked for in a conversation. Without them a call might listen to people who were promised
   * that it wouldn't.
   *
   * @throws UserError if the store can't tell and `settings` doesn't name all of them.
   */
  async #findWantedBefore({
    conversationId,
    settings,
  }: Pick<JoinRequest, 'conversationId' | 'settings'>): Promise<CallSettings> {
    if (settings.listen && settings.captions) return settings;
    try {
      return (await this.#options.wanted.get(conversationId)) ?? {};
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      throw new UserError({ code: 'call.settings-unknown' }, { cause: error });
    }
  }

  async #enter(occasion: CallRecord): Promise<CallView> {
    const { guildId, conversationId } = occasion;
    const { remembered, claims, log, observe } = this.#options;
    // `close` has already ended the other calls and would miss this one, which would keep a voice process running.
    if (this.#closing.signal.aborted) throw new UserError({ code: 'call.restarting' });
    const store = (work: Promise<void>) =>
      void work.catch((error) =>
        log.error(
          { event: 'call.not_remembered', err: error, guild: guildId },
          'the record of a call could not be stored',
        ),
      );
    const lasting = Promise.withResolvers<void>();
    claims.keep(conversationId, lasting.promise);
    const call: Call = new Call(occasion, this.#options, {
      onChange: (newer) => {
        this.#calls.put(call, newer);
        store(remembered.set(guildId, newer));
      },
      over: (forgotten) => {
        this.#calls.remove(call);
        lasting.resolve();
        if (forgotten) store(remembered.delete([guildId]));
        observe({ is: 'call', state: 'ended' });
      },
    });
    this.#calls.put(call, occasion);
    observe({ is: 'call', state: 'begun' });
    await call.enter();
    return call.view;
  }

  #check(channelId: string): void {
    const channel = this.#options.venue.channel(channelId);
    if (!channel) throw new UserError({ code: 'call.unknown-channel' });
    const reason = explainHindrance(channel);
    if (reason) throw new UserError(reason);
  }

  #handleChange(change: VenueChange): void {
    switch (change.is) {
      case 'came':
        this.#do(this.#calls.inServer(change.guildId)?.room.came());
        return;
      case 'people':
        this.#recovery.noteKnown(change.channelId);
        this.#do(this.#calls.inChannel(change.channelId)?.room.people());
        return;
      case 'moved': {
        const call = this.#calls.inServer(change.guildId);
        if (call) this.#do(call.handleMove(change.to));
        // Another process of the bot has a call there now, and may die; or it has left, and may give up its claim.
        else if (change.to !== undefined) void this.#recovery.resume(change.guildId);
        else this.#recovery.hasten(change.guildId);
        return;
      }
      case 'hindered':
      case 'rights':
        this.#do(this.#calls.inServer(change.guildId)?.room.refresh());
        return;
      case 'unposted':
        for (const call of this.#about(change.channelId)) call.room.noteDeleted(change.messageIds);
        return;
      case 'deleted':
        for (const call of this.#about(change.channelId)) this.#do(call.leave({ code: 'call.channel-deleted' }));
    }
  }

  /** The calls that a channel matters to: as their voice channel, or as their conversation's channel. */
  #about(channelId: string): Set<Call> {
    const calls = [this.#calls.inChannel(channelId), this.#calls.ofConversation(channelId)];
    return new Set(calls.filter((call) => call !== undefined));
  }

  #do(work: Promise<void> | undefined): void {
    work?.catch((error) =>
      this.#options.log.error(
        { event: 'call.change_lost', err: error },
        'a change in a voice channel could not be followed',
      ),
    );
  }
}
