import type { Call } from './call.ts';
import type { CallRecord } from './call-room.ts';

/** Where a call is, and for which conversation. */
type CallLocation = Pick<CallRecord, 'guildId' | 'conversationId' | 'channelId'>;

/**
 * The calls that are on: at most one for each server. Each is found by its server, its conversation, or its voice channel
 * without a look at the channel itself, because that is asked for every channel that Parley talks in, every second.
 */
export class CallIndex {
  readonly #calls = new Map<Call, CallLocation>();
  readonly #servers = new Map<string, Call>();
  readonly #conversations = new Map<string, Call>();
  readonly #channels = new Map<string, Call>();

  /** How many there are. */
  get size(): number {
    return this.#calls.size;
  }

  /** All of them, as they are now. */
  get all(): Call[] {
    return [...this.#calls.keys()];
  }

  /** The call in a server. */
  inServer(id: string): Call | undefined {
    return this.#servers.get(id);
  }

  /** The call that speaks for a conversation. */
  ofConversation(id: string): Call | undefined {
    return this.#conversations.get(id);
  }

  /** The call in a voice channel. */
  inChannel(id: string): Call | undefined {
    return this.#channels.get(id);
  }

  /** Adds a call; one that is there already is found at its new whereabouts. */
  put(call: Call, whereabouts: CallLocation): void {
    this.remove(call);
    this.#calls.set(call, whereabouts);
    this.#servers.set(whereabouts.guildId, call);
    this.#conversations.set(whereabouts.conversationId, call);
    this.#channels.set(whereabouts.channelId, call);
  }

  /** Takes a call off; what another one took over meanwhile stays. */
  remove(call: Call): void {
    const whereabouts = this.#calls.get(call);
    if (!whereabouts) return;
    this.#calls.delete(call);
    const { guildId, conversationId, channelId } = whereabouts;
    if (this.#servers.get(guildId) === call) this.#servers.delete(guildId);
    if (this.#conversations.get(conversationId) === call) this.#conversations.delete(conversationId);
    if (this.#channels.get(channelId) === call) this.#channels.delete(channelId);
  }
}
