import { Encoder } from '@evan/opus';
import type { BotAudio, HeardPacket } from './bot-audio.ts';
import { JitterPlayer } from './jitter-player.ts';
import { OPUS_SILENCE } from './opcodes.ts';
import { PACKET_MS, Pacer } from './pacer.ts';
import { resample, type Sound } from './sound.ts';
import type { VoicePerson } from './voice-person.ts';

const RATE = 48_000;
const FRAME = (RATE * PACKET_MS) / 1_000;

/** After this many frames without sound, a client stops sending. */
const HANG = 10;

/** The echo of what a client plays: its delay in milliseconds, and its gain in decibels. */
export type Feedback = { delay: number; level: number };

/** The microphone. `quiet` counts the frames without sound; `goesOn` is whether packets were sent since it opened. */
type Microphone = { is: 'closed' } | { is: 'open'; quiet: number; goesOn: boolean };

/**
 * The client of a person without headphones: what it plays of bots comes back through its open microphone, mixed with what
 * the person says.
 */
export class Loudspeaker {
  readonly #person: VoicePerson;
  readonly #gain: number;
  readonly #pacer = new Pacer();
  readonly #encoder = new Encoder({ sample_rate: RATE, channels: 2, application: 'audio' });
  readonly #off: () => void;
  readonly #player: JitterPlayer;
  #own: Int16Array[] = [];
  #microphone: Microphone = { is: 'closed' };

  constructor(ears: BotAudio, person: VoicePerson, { delay, level }: Feedback) {
    this.#person = person;
    this.#gain = 10 ** (level / 20);
    this.#player = new JitterPlayer(RATE, delay);
    this.#encoder.bitrate = 64_000;
    this.#off = ears.follow((packet) => this.#play(packet));
  }

  /** The person speaks, over what is being played. Returns when they began, in milliseconds of `performance.now()`. */
  says(sound: Sound): number {
    const { samples } = resample(sound, RATE);
    for (let at = 0; at < samples.length; at += FRAME)
      this.#own.push(Int16Array.from(samples.subarray(at, at + FRAME), (sample) => sample * 32_767));
    this.#begin(performance.now());
    return performance.now();
  }

  /** Switches the loudspeaker and the microphone off. */
  close(): void {
    this.#off();
    this.#pacer.close();
  }

  #play({ at, opus, silence }: HeardPacket): void {
    if (!silence && opus) this.#begin(this.#player.add(opus, { at }));
  }

  #begin(start: number): void {
    if (this.#microphone.is === 'open') return;
    this.#microphone = { is: 'open', quiet: 0, goesOn: false };
    this.#person.room.announce(this.#person, 1);
    void this.#pacer.run(start, () => this.#send());
  }

  #send(): boolean {
    const microphone = this.#microphone;
    if (microphone.is === 'closed') return false;
    const echo = this.#player.play();
    const own = this.#own.shift();
    microphone.quiet = echo || own ? 0 : microphone.quiet + 1;
    if (microphone.quiet > HANG && this.#player.isEmpty) return this.#end();
    const pcm = Buffer.alloc(FRAME * 4);
    for (let at = 0; at < FRAME; at++) {
      const sample = (own?.[at] ?? 0) + this.#gain * (echo?.readInt16LE(at * 2) ?? 0);
      const value = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
      pcm.writeInt16LE(value, at * 4);
      pcm.writeInt16LE(value, at * 4 + 2);
    }
    this.#person.sends(Buffer.from(this.#encoder.encode(pcm)), {}, { goesOn: microphone.goesOn });
    microphone.goesOn = true;
    return true;
  }

  #end(): boolean {
    for (let count = 0; count < 5; count += 1) this.#person.sends(OPUS_SILENCE, {}, { goesOn: true });
    this.#person.room.announce(this.#person, 0);
    this.#microphone = { is: 'closed' };
    return false;
  }
}
