import type { Call } from './call.ts';
import type { CallRecord } from './call-record.ts';

/** Where a call is, and for which conversation. */
type CallLocation = Pick<CallRecord, 'guildId' | 'conversationId' | 'channelId'>;

/**
 * The calls in progress, at most one per server. A call is found by its server, its conversation or its voice channel with
 * one look-up in a map, because every second that is asked for each channel that Parley talks in.
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

  /** A copy of the list, so calls may end while it's being read. */
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

  /** Adds a call, or moves it to its new whereabouts. */
  put(call: Call, whereabouts: CallLocation): void {
    this.remove(call);
    this.#calls.set(call, whereabouts);
    this.#servers.set(whereabouts.guildId, call);
    this.#conversations.set(whereabouts.conversationId, call);
    this.#channels.set(whereabouts.channelId, call);
  }

  /** Removes a call. If another call has taken its place in a map, that one stays. */
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
