import { TEST_PATIENCE } from '../../patience.ts';
import { Changes, type WaitOptions } from '../changes.ts';
import { decode } from './codec.ts';
import { measurePacing, type PacingStats } from './pacing-stats.ts';
import type { Sound } from './sound.ts';

/** A packet of a bot as the members of a voice channel got it. */
export type HeardPacket = {
  /** Milliseconds of `performance.now()`. */
  at: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** Without the encryption between the ends; undefined if no member could decrypt it. */
  opus: Buffer | undefined;
  /** Whether it was encrypted between the ends. */
  dave: boolean;
  /** Whether it is Opus' frame of silence. */
  silence: boolean;
};

/** Packets kept, which is 20 minutes of one bot; older ones are forgotten. */
const REMEMBERED = 60_000;

/** After so many milliseconds without a sound a bot that sent silence frames has fallen silent. */
const CALM = 200;

/**
 * A bot that sent no silence frames may only stall, on a busy machine for up to so many milliseconds. Packets further apart
 * belong to two utterances.
 */
const STALL = 2_000;

/** What a voice channel hears of bots. */
export class BotAudio {
  /** In the order of their arrival. */
  readonly packets: HeardPacket[] = [];
  /** Packets that were not passed on, because the bot is muted, or a listener on a stage. */
  unheard = 0;
  /** Packets that failed authentication or came without an encryption mode. */
  broken = 0;
  readonly #changes = new Changes();
  readonly #followers = new Set<(packet: HeardPacket) => void>();

  /** Has somebody told of each packet from now on; gives back what ends that. */
  follow(follower: (packet: HeardPacket) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Takes a packet in. */
  hear(packet: HeardPacket) {
    this.packets.push(packet);
    for (const follower of this.#followers) follower(packet);
    if (this.packets.length > REMEMBERED) this.packets.shift();
    this.#changes.happened();
  }

  /** The packets that are not silence. */
  get sounding(): readonly HeardPacket[] {
    return this.packets.filter(({ silence }) => !silence);
  }

  /** The sounding packets of each time that the bot spoke; silence frames and gaps lie between them. */
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

  /** Forgets what was heard so far. */
  forget() {
    this.packets.length = 0;
  }

  /** Resolves once `holds` is true of these ears; looked at again with each packet. */
  until(holds: (ears: this) => unknown, wait?: WaitOptions): Promise<void> {
    const seen = () => `Heard ${this.sounding.length} sounding packets of ${this.packets.length}.`;
    return this.#changes.until(() => holds(this), seen, wait);
  }

  /** Resolves once anything but silence has been heard, or if it has been already, since it was last forgotten. */
  sounded(wait?: WaitOptions): Promise<void> {
    return this.until(({ sounding }) => sounding.length > 0, wait);
  }

  /** Resolves once nothing but silence has been heard for `ms`, or nothing at all for much longer. */
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

  /** What packets sound like at 48 kHz, in the order of their sequence; one that is missing is 20 ms of silence. */
  sound(packets: readonly HeardPacket[] = this.sounding): Sound {
    const first = packets[0]?.sequence ?? 0;
    const places = new Map(packets.map(({ sequence, opus }) => [(sequence - first) & 0xffff, opus]));
    const length = [...places.keys()].reduce((most, place) => Math.max(most, place + 1), 0);
    return decode(Array.from({ length }, (_, place) => places.get(place)));
  }

  /** How evenly packets came; by default those of the last utterance. */
  pacing(packets: readonly HeardPacket[] = this.utterances.at(-1) ?? []): PacingStats {
    return measurePacing(packets);
  }
}
