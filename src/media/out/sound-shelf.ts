import type { Clock } from '../../base/clock.ts';
import { Timer } from '../../base/timer.ts';
import { type KeptSound, measureSize } from './kept-sound.ts';

/** Which answer a sound belongs to: where it was given, who asked, and when (in milliseconds since the epoch). */
export type SoundKey = { channel: string; person: string; at: number };

/** How long a sound is kept, in milliseconds. */
const LIFETIME = 30 * 60_000;

/** How many bytes all sounds may take together, those included that are still coming. */
const MOST_BYTES = 64 * 1024 * 1024;

/** About what a place takes besides its sound, in bytes. */
const OVERHEAD = 1024;

/** The place of one sound on the shelf, for whoever fills it. It's lost if the sound is forgotten or needs too much room. */
export type SoundPlace = {
  readonly isLost: boolean;
  /** Aborts when a person wants the sound, so that it must be there soon. */
  readonly hurried: AbortSignal;
  /** Says how many bytes the sound takes for now. */
  resize(bytes: number): void;
  /** Puts the finished sound there. */
  keep(sound: KeptSound): void;
  /** There will be no sound. */
  drop(): void;
};

type Slot = {
  key: SoundKey;
  bytes: number;
  /** When it's dropped, by the monotonic clock. A sound that is still coming isn't dropped for its age. */
  until: number;
  sound: KeptSound | undefined;
  settle(sound: KeptSound | undefined): void;
  settled: Promise<KeptSound | undefined>;
  hurry: AbortController;
};

/** One text for each answer. */
export const toSoundId = ({ channel, person, at }: SoundKey): string => `${channel}:${person}:${at}`;

/** The sounds of answers, in memory only. If they need too much room, the oldest are dropped first. */
export class SoundShelf {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #most: number;
  readonly #timer: Timer;
  /** The oldest first. */
  readonly #slots = new Map<string, Slot>();
  #bytes = 0;

  constructor(clock: Pick<Clock, 'now' | 'sleep'>, most = MOST_BYTES) {
    this.#clock = clock;
    this.#most = most;
    this.#timer = new Timer(clock);
  }

  /** How many bytes all sounds take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Opens a place for the sound of an answer that begins. */
  begin(key: SoundKey): SoundPlace {
    const before = this.#slots.get(toSoundId(key));
    if (before) this.#remove(before);
    const { promise: settled, resolve: settle } = Promise.withResolvers<KeptSound | undefined>();
    const hurry = new AbortController();
    const slot: Slot = { key, bytes: 0, until: Number.POSITIVE_INFINITY, sound: undefined, settle, settled, hurry };
    this.#slots.set(toSoundId(key), slot);
    this.#resize(slot, OVERHEAD);
    const isLost = () => this.#slots.get(toSoundId(key)) !== slot;
    return {
      get isLost() {
        return isLost();
      },
      hurried: hurry.signal,
      resize: (bytes) => this.#resize(slot, bytes + OVERHEAD),
      keep: (sound) => !isLost() && this.#keep(slot, sound),
      drop: () => this.#remove(slot),
    };
  }

  /** The sound of an answer; `coming` if it isn't encoded yet, and nothing if it's gone or never was. */
  find(key: SoundKey): KeptSound | 'coming' | undefined {
    const slot = this.#slots.get(toSoundId(key));
    if (!slot || slot.until <= this.#clock.now()) return undefined;
    return slot.sound ?? 'coming';
  }

  /** The sound of an answer, as soon as it's encoded, which is done at once. Nothing if it's gone. */
  async fetch(key: SoundKey): Promise<KeptSound | undefined> {
    const found = this.find(key);
    if (found !== 'coming') return found;
    const slot = this.#slots.get(toSoundId(key));
    slot?.hurry.abort('wanted');
    return slot?.settled;
  }

  /** Forgets every sound of a channel. */
  forget(channel: string): void {
    for (const slot of this.#slots.values()) if (slot.key.channel === channel) this.#remove(slot);
  }

  #keep(slot: Slot, sound: KeptSound): void {
    slot.sound = sound;
    slot.until = this.#clock.now() + LIFETIME;
    slot.settle(sound);
    this.#resize(slot, measureSize(sound) + OVERHEAD);
    if (!this.#timer.isSet) this.#timer.set(LIFETIME, () => this.#sweep());
  }

  #resize(slot: Slot, bytes: number): void {
    if (this.#slots.get(toSoundId(slot.key)) !== slot) return;
    this.#bytes += bytes - slot.bytes;
    slot.bytes = bytes;
    for (const oldest of this.#slots.values()) {
      if (this.#bytes <= this.#most) return;
      this.#remove(oldest);
    }
  }

  #remove(slot: Slot): void {
    if (this.#slots.get(toSoundId(slot.key)) !== slot) return;
    this.#slots.delete(toSoundId(slot.key));
    this.#bytes -= slot.bytes;
    slot.settle(undefined);
  }

  /** Drops what is old, and comes back when the next sound is. */
  #sweep(): void {
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const slot of this.#slots.values()) {
      if (slot.until <= now) this.#remove(slot);
      else next = Math.min(next, slot.until);
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer.set(next - now, () => this.#sweep());
  }
}
