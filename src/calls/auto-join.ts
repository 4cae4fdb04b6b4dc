import type { Logger } from 'pino';
import { BoundedSet } from '../base/bounded-set.ts';
import type { Claims } from '../claims/claims.ts';
import type { Shelf } from '../store/store.ts';
import { hasCompany } from './attendance.ts';
import type { CallIndex } from './call-index.ts';
import type { CallRecord } from './call-record.ts';
import type { CallRuleSource, CallRules } from './call-rules.ts';
import type { JoinRequest, Venue, VoiceChannel } from './contract.ts';
import { explainHindrance } from './hindrance-text.ts';

/** Somebody sent Parley away from the channel that it enters by itself. */
export type Dismissal = { channelId: string };

/** What is needed to enter voice channels without being asked. */
type AutoJoinOptions = {
  venue: Pick<Venue, 'knows' | 'channel' | 'listOccupied' | 'noticeChannel' | 'sender'>;
  rules: CallRuleSource;
  claims: Pick<Claims, 'enter'>;
  /** Who was sent away, by server; it's forgotten when the channel is empty. */
  dismissals: Shelf<Dismissal>;
  /** The records of the calls in progress, by server. Such a call is restored, and no other takes its place. */
  remembered: Pick<Shelf<CallRecord>, 'get'>;
  calls: Pick<CallIndex, 'inServer'>;
  closing: AbortSignal;
  join(wish: JoinRequest): Promise<unknown>;
  log: Logger;
};

/** How many servers are remembered from which Parley was sent away. */
const MOST_DISMISSED = 10_000;

/**
 * Enters the voice channel that a server's owner chose, once enough people are in it. Whoever sends it away has peace until
 * the channel has been empty.
 */
export class AutoJoin {
  readonly #options: AutoJoinOptions;
  readonly #dismissed = new BoundedSet<string>(MOST_DISMISSED);
  /** The servers where it's being decided right now, and whether people came or went since that began. */
  readonly #deciding = new Map<string, { isStale: boolean }>();

  constructor(options: AutoJoinOptions) {
    this.#options = options;
  }

  /** People came or went in a voice channel, or it has become known who they are. Never rejects. */
  async look(channelId: string): Promise<void> {
    const channel = this.#options.venue.channel(channelId);
    if (!channel) return;
    // Before anything else, because people may come in until the rules are known.
    const isEmpty = hasCompany(this.#options.venue, channel.guildId, channelId) === 'nobody';
    await this.#guard(channel.guildId, () => this.#consider(channel, isEmpty));
  }

  /** Looks at all voice channels of a server in which somebody is. Never rejects. */
  async lookAround(guildId: string): Promise<void> {
    for (const channelId of this.#options.venue.listOccupied(guildId)) await this.look(channelId);
  }

  /** Looks around in servers after a start, when channels may have been empty that nobody was watching. Never rejects. */
  async restore(guildIds: readonly string[]): Promise<void> {
    const { dismissals, venue } = this.#options;
    const found = await dismissals.getPatiently([...guildIds]).catch(() => []);
    for (const [index, guildId] of guildIds.entries()) {
      const channelId = found[index]?.channelId;
      const isOver = channelId !== undefined && hasCompany(venue, guildId, channelId) === 'nobody';
      if (isOver) await this.#guard(guildId, () => this.#welcome(guildId));
      await this.lookAround(guildId);
    }
  }

  /** Somebody sent Parley away from a server's voice channels. Never rejects. */
  async dismiss(guildId: string): Promise<void> {
    const { dismissals, rules } = this.#options;
    // At once, because people may come in before the store has answered.
    this.#dismissed.add(guildId);
    await this.#guard(guildId, async () => {
      const { autoJoin } = await rules.of(atChannel(guildId, guildId));
      const isWatched = autoJoin && this.#count(autoJoin.channelId) > 0;
      if (isWatched) await dismissals.set(guildId, { channelId: autoJoin.channelId });
      else this.#dismissed.delete(guildId);
    });
  }

  async #consider({ id: channelId, guildId }: VoiceChannel, isEmpty: boolean): Promise<void> {
    const { autoJoin } = await this.#options.rules.of(atChannel(guildId, channelId));
    if (autoJoin?.channelId !== channelId) return;
    if (isEmpty) await this.#welcome(guildId);
    await this.#decide(guildId);
  }

  /** Enters if that's wanted. It's decided once at a time, and again if people came or went meanwhile. */
  async #decide(guildId: string): Promise<void> {
    const underWay = this.#deciding.get(guildId);
    if (underWay) {
      underWay.isStale = true;
      return;
    }
    const decision = { isStale: false };
    this.#deciding.set(guildId, decision);
    try {
      do {
        decision.isStale = false;
        await this.#guard(guildId, () => this.#enter(guildId));
      } while (decision.isStale);
    } finally {
      this.#deciding.delete(guildId);
    }
  }

  /** The channel is empty: who comes next hasn't sent Parley away. */
  async #welcome(guildId: string): Promise<void> {
    this.#dismissed.delete(guildId);
    await this.#options.dismissals.delete([guildId]);
  }

  async #enter(guildId: string): Promise<void> {
    const { rules, claims, dismissals, remembered, join } = this.#options;
    // Whoever came may have come to a channel that the owner doesn't want any more.
    const { autoJoin } = await rules.of(atChannel(guildId, guildId));
    if (!autoJoin || !this.#isWanted(guildId, autoJoin)) return;
    const { channelId } = autoJoin;
    // Another process may talk here, and what it has stored is only known for certain once this one does.
    if (await dismissals.get(guildId)) return;
    if (!(await claims.enter(atChannel(guildId, channelId)))) return;
    if ((await remembered.get(guildId)) || (await dismissals.get(guildId))) return;
    const by = this.#findFirst(channelId);
    if (!by || !this.#isWanted(guildId, autoJoin)) return;
    await join({ guildId, channelId, conversationId: channelId, settings: {}, by });
  }

  /** Whether there are enough people, no call, and nothing that keeps Parley from one. */
  #isWanted(guildId: string, { channelId, people }: NonNullable<CallRules['autoJoin']>): boolean {
    const { venue, calls, closing } = this.#options;
    if (closing.aborted || calls.inServer(guildId) || this.#dismissed.has(guildId)) return false;
    const channel = venue.channel(channelId);
    if (!channel || this.#count(channelId) < people || explainHindrance(channel)) return false;
    return venue.noticeChannel(channelId, channelId).missing.length === 0;
  }

  #count(channelId: string): number {
    return this.#options.venue.channel(channelId)?.participants.filter(({ bot }) => !bot).length ?? 0;
  }

  #findFirst(channelId: string): JoinRequest['by'] {
    const { venue } = this.#options;
    const channel = venue.channel(channelId);
    const first = channel?.participants.find(({ bot }) => !bot);
    return channel && first && { ...venue.sender(channel.guildId, first.id), name: first.name };
  }

  /** Nobody has asked for anything, so there's nobody to tell. */
  async #guard(guildId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.warn(
        { event: 'call.not_auto_joined', err: error, guild: guildId },
        'could not enter a voice channel unasked',
      );
    }
  }
}

const atChannel = (server: string, channel: string) => ({ server, channel, parent: undefined });
