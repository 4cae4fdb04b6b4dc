import { pack, type SoundFrame } from '../../audio/opus-pack.ts';
import { FRAME_MS } from '../../audio/pcm.ts';
import type { FromProcess } from '../bridge/protocol.ts';
import { countSilence, SILENT_FRAME, type SpeechFrame } from './speech-frame.ts';

type Is = 'begun' | 'heard' | 'pausing' | 'resumed' | 'ended' | 'again' | 'full' | 'over' | 'loss';
type WithoutCall<Message> = Message extends unknown ? Omit<Message, 'call'> : never;

/** A report on speech for the bot. The caller adds the call's name. */
export type SpeechReport = WithoutCall<Extract<FromProcess, { is: Is }>>;

/** How many frames of live sound go into one piece. Each message to the bot costs something. */
const BATCH = 5;

/** How many frames a piece may have at most. */
const LONGEST_PIECE = 50;

/** After this long without a packet silence is fed, in milliseconds. Packets are seldom this late. */
const LATE = 60;

/** How long an utterance may be, in frames: ten minutes. */
const LONGEST = 30_000;

/** How far speech has come: when the last frame and the last voiced one arrived, in milliseconds, and the last one's number. */
type SpeechExtent = { last: number; voiced: number; number: number };

/** One utterance of the person who has the floor, on its way to the bot. */
export class FloorSpeech {
  readonly utterance: number;
  readonly userId: string;
  /** When the last frame arrived, in milliseconds. */
  last: number;
  /** When the last voiced frame arrived, in milliseconds. */
  voiced: number;
  /** The number of the last frame. */
  #number: number;
  /** Frames that aren't enough for a piece yet. */
  #batch: SoundFrame[] = [];
  /** The utterance's length so far, in frames. */
  #length = 0;

  constructor(utterance: number, userId: string, { last, voiced, number }: SpeechExtent) {
    this.utterance = utterance;
    this.userId = userId;
    this.last = last;
    this.voiced = voiced;
    this.#number = number;
  }

  /** Whether it's as long as an utterance may be. */
  get full(): boolean {
    return this.#length >= LONGEST;
  }

  /** How many frames the next piece still needs. */
  get room(): number {
    return BATCH - this.#batch.length;
  }

  /** When to feed silence if no packet comes before that, in milliseconds. */
  get hungry(): number {
    return this.last + LATE;
  }

  /** Adds frames that were kept, without regard to time, and returns everything as pieces. */
  all(frames: SoundFrame[]): SpeechReport[] {
    this.#push(frames);
    return this.flush();
  }

  /** Adds the next frame, after as much silence as there was before it. */
  frame(frame: SpeechFrame): SpeechReport[] {
    const silence = frame.after === 'silence' ? countSilence(this.last, frame.at) : 0;
    this.last = frame.at;
    this.#number = frame.number;
    if (frame.speech) this.voiced = frame.at;
    this.#push([...Array<SoundFrame>(silence).fill(SILENT_FRAME), frame]);
    return this.#batch.length >= BATCH ? this.flush() : [];
  }

  /**
   * The person goes on after a pause: adds the pause, and the frames since then. If no frame is missing, there was none: their
   * packets were only held up on their way.
   */
  resume(frames: SpeechFrame[]): SpeechReport[] {
    const told = frames.flatMap((frame) =>
      this.frame(frame.number === this.#number + 1 ? frame : { ...frame, after: 'silence' }),
    );
    return [...told, ...this.flush()];
  }

  /** Adds silence in place of packets that don't come. */
  feed(now: number): SpeechReport[] {
    let fed = 0;
    for (; this.hungry <= now; this.last += FRAME_MS) fed += 1;
    this.#push(Array<SoundFrame>(fed).fill(SILENT_FRAME));
    return this.#batch.length >= BATCH ? this.flush() : [];
  }

  /** Returns all frames that are waiting, as pieces. */
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
