import type { Channel } from '../../world/discord/channel.ts';
import type { Discord } from '../../world/discord/discord.ts';
import { PANEL } from '../end-to-end/calls/talks.ts';

/** A time in which nobody could be heard in a call, in milliseconds of `performance.now()`. */
export type Gap = { from: number; to: number };

/**
 * Watches a call from outside. A gap begins when the bot's voice connection ends, and is over when the next one is ready and in the
 * group that encrypts the call, and people can read that it listens: nobody is heard before.
 */
export class CallWatch {
  readonly gaps: Gap[] = [];
  readonly #discord: Discord;
  readonly #voice: Channel;
  readonly #panelIn: Channel;
  readonly #unfollow: () => void;
  /** The connection that is there; while there's none, when the last one ended. */
  #state: { is: 'on'; ssrc: number } | { is: 'off'; since: number };

  /**
   * @param panelIn the channel where people read about the call
   */
  constructor(discord: Discord, { voice, panelIn }: { voice: Channel; panelIn: Channel }) {
    this.#discord = discord;
    this.#voice = voice;
    this.#panelIn = panelIn;
    const ssrc = this.#find()?.ssrc;
    if (ssrc === undefined) throw new Error(`there's no call in ${voice.name}`);
    this.#state = { is: 'on', ssrc };
    this.#unfollow = discord.changes.follow(() => this.#look());
  }

  /** The gaps so far. One that isn't over counts until now. */
  end(): readonly Gap[] {
    this.#unfollow();
    return this.#state.is === 'off' ? [...this.gaps, { from: this.#state.since, to: performance.now() }] : this.gaps;
  }

  #find() {
    return this.#discord.voice.clients.find(({ channelId }) => channelId === this.#voice.id);
  }

  #look(): void {
    const state = this.#state;
    if (state.is !== 'on' || this.#find()?.ssrc === state.ssrc) return;
    const since = performance.now();
    this.#state = { is: 'off', since };
    // What doesn't come back is a gap until the end.
    void this.#followReturn(since).catch(() => {});
  }

  async #followReturn(since: number): Promise<void> {
    const isTold = () => this.#panelIn.messages.some(({ text }) => PANEL.test(text));
    const [client] = await Promise.all([this.#discord.voice.connected(this.#voice), this.#discord.until(isTold)]);
    this.gaps.push({ from: since, to: performance.now() });
    this.#state = { is: 'on', ssrc: client.ssrc };
  }
}
