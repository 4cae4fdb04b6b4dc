import { UserError } from '../base/errors.ts';
import type { Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import type { HearingWish } from '../text/values.ts';
import { AutoJoin } from './auto-join.ts';
import { Call } from './call.ts';
import { CallAdmission } from './call-admission.ts';
import type { CallControl as Contract } from './call-control.ts';
import { CallIndex } from './call-index.ts';
import { CallMoves } from './call-moves.ts';
import type { CallRecord } from './call-record.ts';
import { CallRecovery } from './call-recovery.ts';
import type { CallRules } from './call-rules.ts';
import { CallWishes } from './call-wishes.ts';
import type { CallsOptions } from './calls-options.ts';
import { type CallView, type JoinRequest, type TalkGrant, toConversationPlace } from './contract.ts';
import { sayGreeting } from './greeting.ts';
import { InterpretControl } from './interpreter/interpret-control.ts';
import { LateTranslations } from './interpreter/late-translations.ts';
import { followVenue } from './venue-follower.ts';

/** All calls of this process. There's at most one per server, because Discord allows no more. */
export class Calls implements Contract {
  readonly admission = new CallAdmission();
  /** Moves them to another process. */
  readonly moves: CallMoves;
  readonly interpreting: InterpretControl;
  /** What is still translated of calls that this process has left. */
  readonly late = new LateTranslations();
  #options: CallsOptions;
  #calls = new CallIndex();
  #recovery: CallRecovery;
  #autoJoin: AutoJoin;
  #wishes: CallWishes;
  #closing = new AbortController();
  /** End what it listens to. */
  readonly #subscriptions: (() => void)[];

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#recovery = new CallRecovery({
      ...options,
      calls: this.#calls,
      closing: this.#closing.signal,
      enter: (record) => this.#resume(record),
      warm: () => options.remotes.warm(),
    });
    this.moves = new CallMoves({ ...options, calls: this.#calls });
    this.interpreting = new InterpretControl({ calls: this.#calls, log: options.log });
    this.#wishes = new CallWishes(options.wanted);
    this.#autoJoin = new AutoJoin({
      ...options,
      calls: this.#calls,
      closing: this.#closing.signal,
      join: (wish) => this.join(wish),
    });
    const { venue, claims, conversations, rules } = options;
    const followers = {
      calls: this.#calls,
      recovery: this.#recovery,
      autoJoin: this.#autoJoin,
      attempt: (work: Promise<void> | undefined) => this.#do(work),
    };
    this.#subscriptions = [
      venue.on((change) => followVenue(change, followers)),
      rules.on((home) => this.#followRules(home)),
      claims.on((change) => change.is === 'lost' && this.#abandon(change.channels)),
      conversations.onTurn(({ channel }, turn) => this.#calls.ofConversation(channel)?.take(turn)),
    ];
  }

  /** How many calls there are. */
  get count(): number {
    return this.#calls.size;
  }

  async join(wish: JoinRequest): Promise<CallView> {
    const { by, at = this.#options.clock.wall(), ...asked } = wish;
    const [settings, rules] = await Promise.all([this.#wishes.add(wish, at), this.#findRules(wish)]);
    const check = () => this.admission.check(this.#options.venue.channel(wish.channelId));
    // While one call was ending, someone else may have started another, so this looks again each time.
    for (let before = this.#calls.inServer(wish.guildId); before; before = this.#calls.inServer(wish.guildId)) {
      const { channelId, conversationId } = before.about;
      if (!before.over && channelId === wish.channelId && conversationId === wish.conversationId) {
        await before.change(settings);
        if (!before.over) return before.view;
        continue;
      }
      check();
      await before.leave({ code: 'call.elsewhere' });
    }
    check();
    const call = await this.#enter({ ...asked, settings, since: at }, rules);
    if (by) sayGreeting(call, this.#options);
    return call.view;
  }

  async leave(guildId: string): Promise<boolean> {
    const call = this.#on(guildId);
    if (!call) return false;
    void this.#autoJoin.dismiss(guildId);
    await call.leave({ code: 'call.ended' });
    return true;
  }

  stop(guildId: string): boolean {
    const call = this.#on(guildId);
    call?.hush();
    return call !== undefined;
  }

  grant(guildId: string, person: Sender): TalkGrant {
    return this.#on(guildId)?.grant(person) ?? 'unheard';
  }

  /** Whether what somebody wrote in a channel, without calling Parley, is meant for it as part of a call. Never rejects. */
  async isMeant({ channel }: Place, userId: string, text: string): Promise<boolean> {
    return (await this.#calls.ofConversation(channel)?.isMeant(userId, text)) ?? false;
  }

  heed(guildId: string, userId: string, heard: boolean): void {
    this.#options.consent.decide(guildId, userId, heard);
    if (!heard) this.late.drop(guildId, userId);
    this.#on(guildId)?.chose(userId, heard);
  }

  consent(guildId: string, userId: string): Promise<void> {
    return this.#options.consent.keep(guildId, userId, this.#options.clock.wall());
  }

  async findWish(guildId: string, userId: string): Promise<HearingWish> {
    const refused = await this.#options.consent.findOptedOut(guildId, [userId]).catch(() => undefined);
    if (!refused) return 'unknown';
    return refused.length > 0 ? 'unheard' : 'heard';
  }

  review(guildId: string): void {
    const call = this.#on(guildId);
    if (call) this.#do(call.follow(call.room.rules));
  }

  view(guildId: string): CallView | undefined {
    return this.#on(guildId)?.view;
  }

  /**
   * Restores the calls that these servers had when the process ended, if people are still there, and enters the channels
   * where it's expected. While the store is unavailable, it waits.
   */
  async restore(guildIds: readonly string[]): Promise<void> {
    await Promise.all([this.#recovery.restore(guildIds), this.#autoJoin.restore(guildIds)]);
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

  async #enter(record: CallRecord, rules: CallRules): Promise<Call> {
    const { guildId, conversationId } = record;
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
    const where = { server: guildId, channel: conversationId };
    claims.keep(conversationId, lasting.promise);
    const means = { ...this.#options, late: this.late };
    const call: Call = new Call({ record, rules }, means, {
      onChange: (newer) => {
        this.#calls.put(call, newer);
        store(remembered.set(guildId, newer));
      },
      over: (forgotten) => {
        this.#calls.remove(call);
        lasting.resolve();
        if (forgotten) store(this.#forget(call.about));
        observe({ is: 'call', state: 'ended', ...where });
      },
    });
    this.#calls.put(call, record);
    observe({ is: 'call', state: 'begun', ...where });
    // What was set between the reading of the rules and the call's beginning has been told to nobody.
    this.#do(this.#catchUp(call));
    await call.enter();
    return call;
  }

  /** What is to be made of the call is noted before its record goes, so that a crash in between loses nothing. */
  async #forget(record: CallRecord): Promise<void> {
    await this.#options.onEnd?.(record);
    await this.#options.remembered.delete([record.guildId]);
  }

  async #resume(record: CallRecord): Promise<void> {
    const rules = await this.#findRules(record);
    if (!this.#calls.inServer(record.guildId) && !this.#closing.signal.aborted) await this.#enter(record, rules);
  }

  #findRules(about: Parameters<typeof toConversationPlace>[0]): Promise<CallRules> {
    return this.#options.rules.of(toConversationPlace(about));
  }

  async #catchUp(call: Call): Promise<void> {
    const rules = await this.#findRules(call.about);
    if (rules !== call.room.rules) await call.follow(rules);
  }

  /** Something may be set differently in a server now. Its call goes on under the new rules, without a new connection. */
  #followRules(home: string): void {
    const call = this.#on(home);
    if (call) this.#do(this.#findRules(call.about).then((rules) => call.follow(rules)));
    void this.#autoJoin.lookAround(home);
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
