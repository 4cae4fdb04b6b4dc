import { TEST_PATIENCE } from '../../patience.ts';
import { Changes, type WaitOptions } from '../changes.ts';
import { decode } from './codec.ts';
import { measurePacing, type PacingStats } from './pacing-stats.ts';
import type { Sound } from './sound.ts';

/** A bot's packet, as the members of a voice channel got it. */
export type HeardPacket = {
  /** When it arrived, in milliseconds of `performance.now()`. */
  at: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** The Opus frame without end-to-end encryption. Undefined if no member could decrypt it. */
  opus: Buffer | undefined;
  /** Whether it was encrypted end to end. */
  dave: boolean;
  /** Whether it's the Opus frame of silence. */
  silence: boolean;
};

/** How many packets are kept: 20 minutes of one bot. */
const REMEMBERED = 60_000;

/** After this long without a sound, a bot that sent silence frames has fallen silent. Milliseconds. */
const CALM = 200;

/**
 * A bot that sent no silence frames may just be stalled; on a busy machine that may take this long, in milliseconds. Packets
 * further apart belong to two utterances.
 */
const STALL = 2_000;

/** What a voice channel hears of bots. */
export class BotAudio {
  /** All packets, in the order of arrival. */
  readonly packets: HeardPacket[] = [];
  /** How many packets nobody got, because the bot is muted, or in the audience of a stage. */
  unheard = 0;
  /** How many packets failed authentication, or came before an encryption mode was selected. */
  broken = 0;
  readonly #changes = new Changes();
  readonly #followers = new Set<(packet: HeardPacket) => void>();

  /** Calls the listener with each packet from now on. Call the result to stop that. */
  follow(follower: (packet: HeardPacket) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Adds a packet. */
  hear(packet: HeardPacket) {
    this.packets.push(packet);
    for (const follower of this.#followers) follower(packet);
    if (this.packets.length > REMEMBERED) this.packets.shift();
    this.#changes.happened();
  }

  /** The packets that aren't silence. */
  get sounding(): readonly HeardPacket[] {
    return this.packets.filter(({ silence }) => !silence);
  }

  /** The packets with sound, grouped by utterance. Silence frames and gaps separate utterances. */
  get utterances(): readonly (readonly HeardPacket[])[] {
    const all: HeardPacket[][] = [];
    let before: HeardPacket | undefined;
    for (const packet of this.packets) {
      const goesOn = before && !before.silence && packet.at - before.at < STALL;
      if (!packet.silence) {
        if (goesOn) all.at(-1)?.push(packet);
        else all.push([packet]);
      }
      before = packet;
    }
    return all;
  }

  /** Forgets all packets so far. */
  forget() {
    this.packets.length = 0;
  }

  /** Resolves once `holds` is true, which is checked with each packet. */
  until(holds: (ears: this) => unknown, wait?: WaitOptions): Promise<void> {
    const seen = () => `Heard ${this.sounding.length} sounding packets of ${this.packets.length}.`;
    return this.#changes.until(() => holds(this), seen, wait);
  }

  /** Resolves once there's a packet with sound. Packets that were forgotten don't count. */
  sounded(wait?: WaitOptions): Promise<void> {
    return this.until(({ sounding }) => sounding.length > 0, wait);
  }

  /** Resolves once there was only silence for `ms`, or nothing at all for much longer. */
  async falls(ms = CALM, { deadline = TEST_PATIENCE }: WaitOptions = {}): Promise<void> {
    const started = performance.now();
    for (;;) {
      const last = this.sounding.at(-1)?.at ?? started;
      const enough = this.packets.at(-1)?.silence === false ? Math.max(ms, STALL) : ms;
      const rest = Math.max(last, started - enough) + enough - performance.now();
      if (rest <= 0) return;
      if (performance.now() - started > deadline) throw new Error(`It does not fall silent within ${deadline} ms.`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(rest, ms)));
    }
  }

  /** Decodes packets, in the order of their sequence numbers, to 48 kHz. A missing packet becomes 20 ms of silence. */
  sound(packets: readonly HeardPacket[] = this.sounding): Sound {
    const first = packets[0]?.sequence ?? 0;
    const places = new Map(packets.map(({ sequence, opus }) => [(sequence - first) & 0xffff, opus]));
    const length = [...places.keys()].reduce((most, place) => Math.max(most, place + 1), 0);
    return decode(Array.from({ length }, (_, place) => places.get(place)));
  }

  /** How evenly packets came. By default, that's the packets of the last utterance. */
  pacing(packets: readonly HeardPacket[] = this.utterances.at(-1) ?? []): PacingStats {
    return measurePacing(packets);
  }
}
