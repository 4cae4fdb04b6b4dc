import { EAR_FRAME, FRAME_MS } from '../../../src/audio/pcm.ts';
import type { HearingPolicy } from '../../../src/voice/bridge/protocol.ts';
import type { Senses } from '../../../src/voice/ears/ear.ts';
import { Ears } from '../../../src/voice/ears/ears.ts';
import type { Effect } from '../../../src/voice/floor/floor.ts';
import { VirtualClock } from '../../virtual-clock.ts';

/** The members who are heard by default. */
export const HEARING: HearingPolicy = { members: ['ann', 'bob'], floor: 'open', turnEnd: 'speculative', pause: 200 };

/** The length of the rig's packets, in bytes. The first four are a number, with which the packet's PCM begins. */
const decode = (opus: Buffer) => Buffer.concat([opus.subarray(0, 4), Buffer.alloc(EAR_FRAME - 4)]);

/** Ears in virtual time. A test can count how many decoders and detectors they have opened. */
export class Rig {
  readonly clock: VirtualClock;
  readonly effects: Effect[] = [];
  readonly ears: Ears;
  open = 0;
  decoded = 0;
  react: (effect: Effect) => void = () => {};
  /** What the ears do once they've taken all packets that had arrived. A test may do it later. */
  afterPackets: (step: () => void) => void = (step) => step();
  #sequences = new Map<string, number>();
  #numbers = 0;

  constructor(hearing: Partial<HearingPolicy> = {}, clock = new VirtualClock()) {
    this.clock = clock;
    this.ears = new Ears({
      hearing: { ...HEARING, ...hearing },
      clock: this.clock,
      senses: () => this.#senses(),
      afterPackets: (step) => this.afterPackets(step),
      out: (effect) => {
        this.effects.push(effect);
        this.react(effect);
      },
    });
  }

  /** The effects except `heard`, in a short form. */
  get log(): string[] {
    return this.effects.filter(({ is }) => is !== 'heard').map(({ is }) => is);
  }

  /** Gives the ears one packet of a member, now. Returns its number. */
  packet(userId: string, { lose = false } = {}): number {
    const sequence = this.#sequences.get(userId) ?? 0xfff0;
    this.#sequences.set(userId, sequence + 1);
    const opus = Buffer.alloc(16, 1);
    opus.writeUInt32LE(++this.#numbers);
    const timestamp = (sequence * 960) >>> 0;
    const stamp = { ssrc: 1, sequence: sequence & 0xffff, timestamp, at: this.clock.now() };
    if (!lose) this.ears.packet(userId, { ...stamp, opus });
    return this.#numbers;
  }

  /** People speak at the same time for `ms`. Returns the numbers of each one's packets. */
  async speak(users: string[], ms: number): Promise<number[][]> {
    const said = users.map((): number[] => []);
    for (let passed = 0; passed < ms; passed += FRAME_MS) {
      users.forEach((user, index) => {
        said[index]?.push(this.packet(user));
      });
      await this.clock.advance(FRAME_MS);
    }
    return said;
  }

  /** What was heard from everyone, with one entry per utterance. */
  utterances(): { userId: string; frames: number[] }[] {
    const found = new Map<number, { userId: string; frames: number[] }>();
    for (const effect of this.effects) {
      if (effect.is === 'begun') found.set(effect.utterance, { userId: effect.userId, frames: [] });
      if (effect.is !== 'heard') continue;
      const pcm = Buffer.from(effect.pcm);
      for (let at = 0; at < pcm.length; at += EAR_FRAME) found.get(effect.utterance)?.frames.push(pcm.readUInt32LE(at));
    }
    return [...found.values()];
  }

  #senses(): Senses {
    this.open += 1;
    return {
      decode: (opus) => {
        this.decoded += 1;
        return decode(opus);
      },
      isSpeech: (pcm) => pcm.readUInt32LE(0) !== 0,
      close: () => {
        this.open -= 1;
      },
    };
  }
}
