import type { Logger } from 'pino';
import { type Clock, within } from '../base/clock.ts';
import type { Claims } from '../claims/claims.ts';
import type { Shelf } from '../store/store.ts';
import { hasCompany } from './attendance.ts';
import type { CallIndex } from './call-index.ts';
import type { CallRecord } from './call-record.ts';
import { toConversationPlace, type Venue } from './contract.ts';

/** How often this process looks for a call's record that another process may still be writing. */
const LOOKS = 8;

/**
 * Milliseconds between two looks at a call of another process. When a process dies, its lease runs out within 3 s, so its
 * call continues here within 5 s.
 */
const BETWEEN_LOOKS = 2_000;

/** What is needed to restore calls. */
type CallRecoveryOptions = {
  /** The records of the calls in progress, by server. */
  remembered: Shelf<CallRecord>;
  /** Which process talks in a server. */
  claims: Pick<Claims, 'enter' | 'visit'>;
  venue: Pick<Venue, 'knows' | 'channel' | 'panel'>;
  clock: Clock;
  log: Logger;
  /** The calls of this process. `closing` aborts when the process is stopping. */
  calls: Pick<CallIndex, 'inServer'>;
  closing: AbortSignal;
  enter(record: CallRecord): Promise<unknown>;
  onEnd?(record: CallRecord): Promise<void>;
  /** A call will be entered soon. */
  warm(): void;
};

/** Restores the calls of a process that has ended, as soon as this process may talk there and if people are still there. */
export class CallRecovery {
  #options: CallRecoveryOptions;
  /** Servers whose call is waiting to be restored, each with a function that ends the wait for the next look. */
  #resuming = new Map<string, () => void>();
  /** Servers by voice channel, where it isn't known yet whether people are in the channel. */
  #unknown = new Map<string, string>();

  constructor(options: CallRecoveryOptions) {
    this.#options = options;
  }

  /** Restores the calls of these servers. While the store is unavailable, it waits. Never rejects. */
  async restore(guildIds: readonly string[]): Promise<void> {
    const found = await this.#options.remembered.getPatiently([...guildIds]).catch(this.#notRestored);
    await Promise.all((found ?? []).map((record) => record && this.resume(record.guildId)));
  }

  /** Restores a server's call once no other process is in it. Never rejects. */
  async resume(guildId: string): Promise<void> {
    if (this.#resuming.has(guildId)) return;
    this.#resuming.set(guildId, () => {});
    try {
      const record = await this.#inherit(guildId);
      if (record) await this.#takeUp(record);
    } catch (error) {
      this.#notRestored(error);
    } finally {
      this.#resuming.delete(guildId);
    }
  }

  /** The process that had a server's call seems to have left the channel. */
  hasten(guildId: string): void {
    this.#resuming.get(guildId)?.();
  }

  /** It's known now who is in the voice channels of servers. */
  noteArrival(guildIds: readonly string[]): void {
    for (const [channelId, guildId] of [...this.#unknown]) if (guildIds.includes(guildId)) this.noteKnown(channelId);
  }

  /** It's known now who is in a voice channel. */
  noteKnown(channelId: string): void {
    const guildId = this.#unknown.get(channelId);
    this.#unknown.delete(channelId);
    if (guildId !== undefined) void this.resume(guildId);
  }

  #notRestored = (error: unknown): undefined => {
    this.#options.log.warn({ event: 'call.not_restored', err: error }, 'a call could not be restored');
  };

  /** Waits until this process may talk in a server, and returns its call. Undefined if there is none, or it has ended. */
  async #inherit(guildId: string): Promise<CallRecord | undefined> {
    const { remembered, calls, closing } = this.#options;
    // While the store is unavailable the record is still in it, so it's worth waiting for.
    const newest = async () => (await remembered.getPatiently([guildId]))[0];
    // At the start, and when the other process has left the channel, that process may be about to give up its claim.
    let isSoon = true;
    let entering: Promise<boolean> | undefined;
    for (let looks = 0; looks < LOOKS && !closing.aborted && !calls.inServer(guildId); ) {
      const record = await newest();
      if (record?.isMoving) this.#options.warm();
      // While it waits to enter, the other process may say that it's about to leave the call.
      if (record && !entering)
        entering = this.#mayEnter(record, isSoon || record.isMoving === true).then((isOurs) => {
          if (!isOurs) entering = undefined;
          return isOurs;
        });
      // As long as another process has the call, the wait goes on.
      if (!record) looks += 1;
      const outcome = await this.#waitForNudge(guildId, entering);
      if (outcome === 'entered') return newest();
      isSoon = outcome === 'nudged';
    }
    return undefined;
  }

  /** Whether this process may talk in a call's server. If `isSoon`, it waits for that a moment; otherwise it asks once. */
  async #mayEnter(record: CallRecord, isSoon: boolean): Promise<boolean> {
    const { claims } = this.#options;
    const place = toConversationPlace(record);
    return (isSoon || (await claims.visit(place))) && claims.enter(place, true);
  }

  /** Waits until it's time to look again, {@link hasten} ends the wait, or this process may enter. */
  async #waitForNudge(guildId: string, entering: Promise<boolean> | undefined): Promise<'nudged' | 'entered' | 'late'> {
    const { clock, closing } = this.#options;
    const { promise, resolve } = Promise.withResolvers<'nudged' | 'entered'>();
    this.#resuming.set(guildId, () => resolve('nudged'));
    void entering?.then((isOurs) => isOurs && resolve('entered'));
    return within(clock, BETWEEN_LOOKS, promise, closing).catch(() => 'late' as const);
  }

  async #takeUp(record: CallRecord): Promise<void> {
    const { guildId, channelId } = record;
    const { calls, closing, venue, enter } = this.#options;
    if (calls.inServer(guildId) || closing.aborted) return;
    switch (hasCompany(venue, guildId, channelId)) {
      case 'people':
        await enter(record);
        return;
      case 'unknown':
        this.#unknown.set(channelId, guildId);
        return;
      case 'nobody':
        await this.#forget(record);
    }
  }

  async #forget(record: CallRecord): Promise<void> {
    const { guildId, conversationId, panelId, panelIn = conversationId } = record;
    const { remembered, venue, onEnd } = this.#options;
    await onEnd?.(record);
    await remembered.delete([guildId]);
    await venue.panel(panelIn, panelId).end({ code: 'call.empty-after-restart' });
  }
}
