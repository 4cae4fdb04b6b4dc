import { pack, type SoundFrame } from '../../audio/opus-pack.ts';
import { FRAME_MS } from '../../audio/pcm.ts';
import type { FromProcess } from '../bridge/protocol.ts';
import { countSilence, SILENT_FRAME, type SpeechFrame } from './speech-frame.ts';

type Is = 'begun' | 'heard' | 'ended' | 'again' | 'full' | 'over' | 'loss';
type WithoutCall<Message> = Message extends unknown ? Omit<Message, 'call'> : never;

/** What the bot is told of speech; the call is named by whoever tells it. */
export type SpeechReport = WithoutCall<Extract<FromProcess, { is: Is }>>;

/** Live sound goes out in pieces of this many frames, because every message to the bot has its price. */
const BATCH = 5;

/** The most frames in one piece. */
const LONGEST_PIECE = 50;

/** Milliseconds without a packet after which silence is fed: more than packets are late. */
const LATE = 60;

/** The longest utterance, in frames: ten minutes. */
const LONGEST = 30_000;

/** One utterance of the person who has the floor, on its way to the bot. */
export class FloorSpeech {
  readonly utterance: number;
  readonly userId: string;
  /** When the last frame, and the last voiced frame, arrived. */
  last: number;
  voiced: number;
  #batch: SoundFrame[] = [];
  #length = 0;

  constructor(utterance: number, userId: string, { last, voiced }: { last: number; voiced: number }) {
    this.utterance = utterance;
    this.userId = userId;
    this.last = last;
    this.voiced = voiced;
  }

  /** Whether it has become as long as an utterance may be. */
  get full(): boolean {
    return this.#length >= LONGEST;
  }

  /** How many frames are missing to the next piece. */
  get room(): number {
    return BATCH - this.#batch.length;
  }

  /** When silence is to be fed if nothing comes before, in milliseconds. */
  get hungry(): number {
    return this.last + LATE;
  }

  /** Sound of any length that needs no timing any more. */
  all(frames: SoundFrame[]): SpeechReport[] {
    this.#push(frames);
    return this.flush();
  }

  /** The next frame, after as much silence as there was. */
  frame(frame: SpeechFrame): SpeechReport[] {
    const silence = frame.after === 'silence' ? countSilence(this.last, frame.at) : 0;
    this.last = frame.at;
    if (frame.speech) this.voiced = frame.at;
    this.#push([...Array<SoundFrame>(silence).fill(SILENT_FRAME), frame]);
    return this.#batch.length >= BATCH ? this.flush() : [];
  }

  /** They go on after a pause: the frames since, with the pause between. */
  resume(frames: SpeechFrame[]): SpeechReport[] {
    const told = frames.flatMap((frame, index) => this.frame(index ? frame : { ...frame, after: 'silence' }));
    return [...told, ...this.flush()];
  }

  /** Feeds silence in the place of packets that do not come. */
  feed(now: number): SpeechReport[] {
    let fed = 0;
    for (; this.hungry <= now; this.last += FRAME_MS) fed += 1;
    this.#push(Array<SoundFrame>(fed).fill(SILENT_FRAME));
    return this.#batch.length >= BATCH ? this.flush() : [];
  }

  /** Lets out what waits to become a piece. */
  flush(): SpeechReport[] {
    const told: SpeechReport[] = [];
    for (let at = 0; at < this.#batch.length; at += LONGEST_PIECE) {
      const frames = this.#batch.slice(at, at + LONGEST_PIECE);
      const pcm = Buffer.concat(frames.map((frame) => frame.pcm));
      told.push({ is: 'heard', utterance: this.utterance, pcm, pack: pack(frames) });
    }
    this.#batch = [];
    return told;
  }

  #push(frames: SoundFrame[]): void {
    this.#batch.push(...frames);
    this.#length += frames.length;
  }
}
