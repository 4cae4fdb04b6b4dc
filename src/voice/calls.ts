import type { CallView, Calls as Contract, VenueChange, Wish } from '../conversation/calling.ts';
import { hindrance } from '../conversation/calling.ts';
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
  observe?: Observe;
};

/** All calls of this process: at most one for each server, because Discord allows no more. */
export class Calls implements Contract {
  #options: CallsOptions;
  #calls = new Map<string, Call>();
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
        return before.view;
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

  async consent(guildId: string, userId: string, heard: boolean): Promise<void> {
    // The ears obey before anything is written: a slow disk must not let one more word through.
    this.#on(guildId)?.chose(userId, heard);
    await this.#options.consent.choose(guildId, userId, heard, this.#options.clock.now());
  }

  view(guildId: string): CallView | undefined {
    return this.#on(guildId)?.view;
  }

  /** A conversation begins to answer; if a call is joined to it, it speaks. */
  began(conversationId: string, turn: Turn): void {
    for (const call of this.#calls.values()) if (call.view.conversationId === conversationId) call.take(turn);
  }

  /** Takes up the calls that were on in these servers when the process ended, where somebody is still there. */
  async restore(guildIds: readonly string[]): Promise<void> {
    const { remembered, log } = this.#options;
    const failed = (error: unknown) =>
      log.warn({ event: 'call.not_restored', err: error }, 'a call could not be taken up again');
    try {
      const found = await remembered.getMany([...guildIds]);
      await Promise.all(found.map((occasion) => occasion && this.#takeUp(occasion).catch(failed)));
    } catch (error) {
      failed(error);
    }
  }

  /** Leaves every voice channel without a word; the calls are taken up again when the bot is back. */
  async close(): Promise<void> {
    this.#unlisten();
    await Promise.all([...this.#calls.values()].map((call) => call.leave()));
  }

  /** The server's call, unless it is just ending. */
  #on(guildId: string): Call | undefined {
    const call = this.#calls.get(guildId);
    return call?.over ? undefined : call;
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
