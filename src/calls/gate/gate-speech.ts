import { countBytes, EAR_FRAME, EAR_RATE } from '../../audio/pcm.ts';
import type { FromEars } from '../../voice/bridge/protocol.ts';

/** Bytes of one second of what people say. */
const SECOND = countBytes(1_000, EAR_RATE);

/** How much of what isn't known to be meant is kept, in bytes: two minutes. */
const MOST_KEPT = 120 * SECOND;

/** How much of it the gate gets, in bytes: the last 20 s. It costs by the second, and what matters was said lately. */
const MOST_ASKED = 20 * SECOND;

type Sound = Extract<FromEars, { is: 'heard' }>;

/**
 * What the ears told of one utterance, as they told it: all that hasn't been passed on, and of what has its latest sound, for the
 * gate. Sound that is too old to be kept is counted as lost.
 */
export class GateSpeech {
  readonly userId: string;
  #passed: readonly Sound[] = [];
  #kept: FromEars[];
  /** Where its first word begins. */
  #first: { sound: Sound; silence: number } | undefined;
  #bytes = { said: 0, kept: 0, lost: 0 };

  constructor(begun: Extract<FromEars, { is: 'begun' }>) {
    this.userId = begun.userId;
    this.#kept = [begun];
  }

  /** How long it is so far, in milliseconds. */
  get length(): number {
    return (this.#bytes.said / SECOND) * 1_000;
  }

  /** Bytes of its sound that were dropped: the oldest. */
  get lost(): number {
    return this.#bytes.lost;
  }

  /** Keeps a message until it's passed on. The silence before its first word is of no use to anybody. */
  keep(message: FromEars): void {
    if (message.is === 'heard' && !this.#hear(message)) return;
    this.#kept.push(message);
    while (this.#bytes.kept > MOST_KEPT) this.#forgetOldest();
  }

  /** Takes all that was kept, oldest first, to pass it on. */
  take(): FromEars[] {
    const kept = this.#kept.splice(0);
    this.#passed = keepLatest([...this.#passed, ...listSounds(kept)]);
    this.#bytes.kept = 0;
    return kept;
  }

  /** Its latest sound, from its first word on. */
  get pcm(): Buffer {
    const latest = keepLatest([...this.#passed, ...listSounds(this.#kept)]);
    const silence = latest[0] === this.#first?.sound ? this.#first?.silence : 0;
    return Buffer.concat(latest.map(({ pcm }) => pcm)).subarray(silence);
  }

  /** Measures sound. Returns whether anything was said yet. */
  #hear(sound: Sound): boolean {
    const { byteLength } = sound.pcm;
    const silence = this.#first ? 0 : countSilence(sound.pcm);
    if (silence === byteLength) return false;
    this.#first ??= { sound, silence };
    this.#bytes.said += byteLength - silence;
    this.#bytes.kept += byteLength;
    return true;
  }

  #forgetOldest(): void {
    const at = this.#kept.findIndex(({ is }) => is === 'heard');
    const [oldest] = listSounds(this.#kept.splice(at, 1));
    const bytes = oldest?.pcm.byteLength ?? 0;
    this.#bytes.kept -= bytes;
    this.#bytes.lost += bytes;
  }
}

const listSounds = (messages: readonly FromEars[]): Sound[] => messages.filter((each) => each.is === 'heard');

/** As much of the latest sound as the gate gets. */
const keepLatest = (sounds: readonly Sound[]): readonly Sound[] => {
  let bytes = 0;
  let first = sounds.length;
  for (; first > 0; first -= 1) {
    bytes += sounds[first - 1]?.pcm.byteLength ?? 0;
    if (bytes > MOST_ASKED) break;
  }
  return sounds.slice(first);
};

/**
 * How many bytes of silence a piece of sound begins with, in whole frames. The ears put the pause into the speech of a person
 * who goes on after it, up to 2 s of zeros.
 */
const countSilence = (pcm: Uint8Array): number => {
  const first = pcm.findIndex((byte) => byte !== 0);
  return first < 0 ? pcm.byteLength : first - (first % EAR_FRAME);
};
