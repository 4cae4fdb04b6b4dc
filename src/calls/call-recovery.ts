import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Claims } from '../claims/claims.ts';
import type { Shelf } from '../store/store.ts';
import { hasCompany } from './attendance.ts';
import type { CallIndex } from './call-index.ts';
import type { CallRecord } from './call-room.ts';
import type { Venue } from './contract.ts';

/** How often this process looks for what another one has yet to write of a call. */
const LOOKS = 8;

/**
 * Milliseconds between two looks at a call of another process. The lease of one that died runs out within 3 s, so its call
 * goes on within 5 s.
 */
const BETWEEN_LOOKS = 2_000;

/** What taking up calls needs. */
type CallRecoveryOptions = {
  /** The calls that are on, by server. */
  remembered: Shelf<CallRecord>;
  /** Which process talks in a server. */
  ownership: Pick<Claims, 'enter' | 'visit'>;
  venue: Pick<Venue, 'knows' | 'channel' | 'panel'>;
  clock: Clock;
  log: Logger;
  /** The calls of this process, which is ending when `closing` aborts. */
  calls: Pick<CallIndex, 'inServer'>;
  closing: AbortSignal;
  enter(record: CallRecord): Promise<unknown>;
};

/** Takes up calls that were on when a process ended, as soon as this one may; only where somebody is still there. */
export class CallRecovery {
  #options: CallRecoveryOptions;
  /** Servers whose call is taken up as soon as this process may. An abort says that it may be soon. */
  #resuming = new Map<string, AbortController>();
  /** Voice channels, with their servers, whose call is taken up if it turns out that there is somebody. */
  #unknown = new Map<string, string>();

  constructor(options: CallRecoveryOptions) {
    this.#options = options;
  }

  /** Takes up the calls that were on in these servers; while the store is away, that waits. It never rejects. */
  async restore(guildIds: readonly string[]): Promise<void> {
    const found = await this.#options.remembered.getPatiently([...guildIds]).catch(this.#notRestored);
    await Promise.all((found ?? []).map((record) => record && this.resume(record.guildId)));
  }

  /** Takes a server's call up when no other process is in it any more. It never rejects. */
  async resume(guildId: string): Promise<void> {
    if (this.#resuming.has(guildId)) return;
    this.#resuming.set(guildId, new AbortController());
    try {
      const record = await this.#inherit(guildId);
      if (record) await this.#takeUp(record);
    } catch (error) {
      this.#notRestored(error);
    } finally {
      this.#resuming.delete(guildId);
    }
  }

  /** The process that has a server's call seems to have left it. */
  hasten(guildId: string): void {
    this.#resuming.get(guildId)?.abort('the other process has left the channel');
  }

  /** More is known of who is in a voice channel. */
  noteKnown(channelId: string): void {
    const guildId = this.#unknown.get(channelId);
    this.#unknown.delete(channelId);
    if (guildId !== undefined) void this.resume(guildId);
  }

  #notRestored = (error: unknown): undefined => {
    this.#options.log.warn({ event: 'call.not_restored', err: error }, 'a call could not be taken up again');
  };

  /** Waits for the right to a server's call; nothing if that ends meanwhile, or if there is none. */
  async #inherit(guildId: string): Promise<CallRecord | undefined> {
    const { remembered, calls, closing } = this.#options;
    // A store that is away has the call all the same.
    const newest = async () => (await remembered.getPatiently([guildId]))[0];
    // At first, and when it has left the channel, the other process may just be stopping.
    let isSoon = true;
    for (let looks = 0; looks < LOOKS && !closing.aborted && !calls.inServer(guildId); ) {
      const record = await newest();
      if (record && (await this.#mayEnter(record, isSoon))) return newest();
      // Where another process has the call, this one waits for it as long as it lasts.
      if (!record) looks += 1;
      isSoon = await this.#waitForNudge(guildId);
    }
    return undefined;
  }

  /** Whether this process may talk in a call's server: waits for it where that may come soon, and asks once elsewhere. */
  async #mayEnter({ guildId, conversationId }: CallRecord, isSoon: boolean): Promise<boolean> {
    const { ownership } = this.#options;
    const address = { home: guildId, channel: conversationId };
    return (isSoon || (await ownership.visit(address))) && ownership.enter(address);
  }

  /** Waits until a server's call is worth another look; resolves with whether that is because it seems to be over. */
  async #waitForNudge(guildId: string): Promise<boolean> {
    const { clock, closing } = this.#options;
    const nudge = new AbortController();
    this.#resuming.set(guildId, nudge);
    await clock.sleep(BETWEEN_LOOKS, AbortSignal.any([nudge.signal, closing])).catch(() => {});
    return nudge.signal.aborted;
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

  async #forget({ guildId, conversationId, panelId, panelIn = conversationId }: CallRecord): Promise<void> {
    const { remembered, venue } = this.#options;
    await remembered.delete([guildId]);
    await venue.panel(panelIn, panelId).end({ code: 'call.empty-after-restart' });
  }
}
