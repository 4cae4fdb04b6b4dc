import type { CallView, Calls as Contract, VenueChange, Wish } from '../conversation/calling.ts';
import { hindrance } from '../conversation/calling.ts';
import type { Ownership } from '../conversation/ownership.ts';
import type { Turn } from '../conversation/turn.ts';
import { UserError } from '../errors.ts';
import type { Observe } from '../events.ts';
import type { Shelf } from '../store/store.ts';
import { Call, type CallMeans, type Occasion } from './call.ts';

/** What calls need besides what each of them needs. */
export type CallsOptions = CallMeans & {
  /** The calls that are on, by server, so that they can be taken up again after a restart. */
  remembered: Shelf<Occasion>;
  /** How each conversation's calls were last wanted. */
  wanted: Shelf<Wish['settings']>;
  /** Which process talks in a server; left out, this one does in all. */
  ownership?: Pick<Ownership, 'enter'>;
  observe?: Observe;
};

/** How often, and after how many milliseconds, is looked for what another process has yet to write of a call. */
const LOOKS = 8;
const BETWEEN_LOOKS = 2_000;

/** A server in which too many already wait is asked for again after so many milliseconds. */
const BETWEEN_TRIES = 200;

/** All calls of this process: at most one for each server, because Discord allows no more. */
export class Calls implements Contract {
  #options: CallsOptions;
  #calls = new Map<string, Call>();
  /** Servers whose call is taken up as soon as this process may. */
  #resuming = new Set<string>();
  #closing = new AbortController();
  #unlisten: () => void;

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#unlisten = options.venue.on((change) => this.#changed(change));
  }

  /** How many calls there are. */
  get count(): number {
    return this.#calls.size;
  }

  async join({ by: _, ...wish }: Wish): Promise<CallView> {
    const { wanted } = this.#options;
    const settings = { ...(await wanted.get(wish.conversationId)), ...wish.settings };
    await wanted.set(wish.conversationId, settings);
    // While one call ends, somebody else may have begun another.
    for (let before = this.#calls.get(wish.guildId); before; before = this.#calls.get(wish.guildId)) {
      const { channelId, conversationId } = before.view;
      if (!before.over && channelId === wish.channelId && conversationId === wish.conversationId) {
        await before.change(settings);
        if (!before.over) return before.view;
        continue;
      }
      this.#check(wish.channelId);
      await before.leave('I was asked to go elsewhere.');
    }
    this.#check(wish.channelId);
    return this.#enter({ ...wish, settings });
  }

  async leave(guildId: string): Promise<boolean> {
    const call = this.#on(guildId);
    await call?.leave('I have left the voice channel.');
    return call !== undefined;
  }

  stop(guildId: string): boolean {
    const call = this.#on(guildId);
    call?.hush();
    return call !== undefined;
  }

  grant(guildId: string, userId: string): void {
    this.#on(guildId)?.grant(userId);
  }

  heed(guildId: string, userId: string, heard: boolean): void {
    this.#options.consent.decide(guildId, userId, heard);
    this.#on(guildId)?.chose(userId, heard);
  }

  consent(guildId: string, userId: string): Promise<void> {
    return this.#options.consent.keep(guildId, userId, this.#options.clock.now());
  }

  view(guildId: string): CallView | undefined {
    return this.#on(guildId)?.view;
  }

  /** A conversation begins to answer; if a call is joined to it, it speaks. */
  began(conversationId: string, turn: Turn): void {
    for (const call of this.#calls.values()) if (call.view.conversationId === conversationId) call.take(turn);
  }

  /** Whether a call speaks for this conversation. */
  speaksFor(conversationId: string): boolean {
    return [...this.#calls.values()].some(({ view }) => view.conversationId === conversationId);
  }

  /** Takes up the calls that were on in these servers when the process ended, where somebody is still there. */
  async restore(guildIds: readonly string[]): Promise<void> {
    const found = await this.#options.remembered.getMany([...guildIds]).catch(this.#notRestored);
    await Promise.all((found ?? []).map((occasion) => occasion && this.#resume(occasion.guildId)));
  }

  /** Another process talks in these channels now, and so in their calls, until this one may again. */
  abandon(conversationIds: readonly string[]): void {
    for (const call of [...this.#calls.values()]) {
      const { guildId, conversationId } = call.view;
      if (!conversationIds.includes(conversationId)) continue;
      call.abandon();
      void this.#resume(guildId);
    }
  }

  /** Leaves every voice channel without a word; the calls are taken up again when the bot is back. */
  async close(): Promise<void> {
    this.#unlisten();
    this.#closing.abort(this);
    await Promise.all([...this.#calls.values()].map((call) => call.leave()));
  }

  /** The server's call, unless it is just ending. */
  #on(guildId: string): Call | undefined {
    const call = this.#calls.get(guildId);
    return call?.over ? undefined : call;
  }

  /** Takes a server's call up when no other process is in it any more; it never rejects. */
  async #resume(guildId: string): Promise<void> {
    if (this.#resuming.has(guildId)) return;
    this.#resuming.add(guildId);
    try {
      const occasion = await this.#inherited(guildId);
      if (occasion) await this.#takeUp(occasion);
    } catch (error) {
      this.#notRestored(error);
    } finally {
      this.#resuming.delete(guildId);
    }
  }

  #notRestored = (error: unknown): undefined => {
    this.#options.log.warn({ event: 'call.not_restored', err: error }, 'a call could not be taken up again');
  };

  /** Waits for the right to a server's call; nothing if that ends meanwhile, or if there is none. */
  async #inherited(guildId: string): Promise<Occasion | undefined> {
    const { remembered, ownership, clock } = this.#options;
    const { signal } = this.#closing;
    for (let looks = 0; looks < LOOKS && !signal.aborted && !this.#calls.has(guildId); ) {
      const occasion = await remembered.get(guildId);
      const address = occasion && { home: guildId, channel: occasion.conversationId };
      if (address && (!ownership || (await ownership.enter(address)))) return remembered.get(guildId);
      // Where another process has the call, this one waits for it as long as it lasts.
      if (!occasion) looks += 1;
      await clock.sleep(occasion ? BETWEEN_TRIES : BETWEEN_LOOKS, signal).catch(() => {});
    }
    return undefined;
  }

  async #takeUp(occasion: Occasion): Promise<void> {
    if (this.#calls.has(occasion.guildId)) return;
    const people = this.#options.venue.channel(occasion.channelId)?.participants ?? [];
    if (people.every(({ bot }) => bot)) await this.#forget(occasion);
    else await this.#enter(occasion);
  }

  async #forget({ guildId, conversationId, panelId }: Occasion): Promise<void> {
    const { remembered, venue } = this.#options;
    await remembered.delete([guildId]);
    await venue.panel(conversationId, panelId).end('Nobody was in the voice channel any more when I came back.');
  }

  async #enter(occasion: Occasion): Promise<CallView> {
    const { guildId } = occasion;
    const { remembered, log, observe } = this.#options;
    const store = (work: Promise<void>) =>
      void work.catch((error) =>
        log.error({ event: 'call.not_remembered', err: error, guild: guildId }, 'a call could not be remembered'),
      );
    const call: Call = new Call(occasion, this.#options, {
      changed: (newer) => store(remembered.set(guildId, newer)),
      over: (forgotten) => {
        if (this.#calls.get(guildId) === call) this.#calls.delete(guildId);
        if (forgotten) store(remembered.delete([guildId]));
        observe?.({ is: 'call', state: 'ended' });
      },
    });
    this.#calls.set(guildId, call);
    observe?.({ is: 'call', state: 'begun' });
    await call.enter();
    return call.view;
  }

  #check(channelId: string): void {
    const channel = this.#options.venue.channel(channelId);
    if (!channel) throw new UserError('That voice channel is gone, or I cannot see it.');
    const reason = hindrance(channel);
    if (reason) throw new UserError(reason);
  }

  #changed(change: VenueChange): void {
    const about = (holds: (view: CallView) => boolean) => [...this.#calls.values()].filter(({ view }) => holds(view));
    switch (change.is) {
      case 'people':
        for (const call of about(({ channelId }) => channelId === change.channelId)) this.#do(call.people());
        return;
      case 'moved':
        for (const call of about(({ guildId }) => guildId === change.guildId)) this.#do(call.moved(change.to));
        // Another process of this bot has brought it there, and may die.
        if (change.to !== undefined && !this.#calls.has(change.guildId)) void this.#resume(change.guildId);
        return;
      case 'muted':
      case 'deafened':
      case 'suppressed':
        for (const call of about(({ guildId }) => guildId === change.guildId))
          this.#do(call.hindered(change.is, change.now));
        return;
      case 'deleted':
        for (const call of about(
          (view) => view.channelId === change.channelId || view.conversationId === change.channelId,
        ))
          this.#do(call.leave('The channel of this call was deleted.'));
    }
  }

  #do(work: Promise<void>): void {
    work.catch((error) =>
      this.#options.log.error(
        { event: 'call.change_lost', err: error },
        'a change in a voice channel could not be followed',
      ),
    );
  }
}
