import type { Logger } from 'pino';
import { loadOpus, type Opus } from '../../audio/opus.ts';
import { countBytes, MODEL_RATE } from '../../audio/pcm.ts';
import { toWav, WAV_HEAD } from '../../audio/wave-file.ts';
import { BoundedSet } from '../../base/bounded-set.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import { SoundCapture } from './sound-capture.ts';
import { decodeKeptSound } from './sound-decoder.ts';
import { type SoundKey, SoundShelf, toSoundId } from './sound-shelf.ts';
import { makeVoiceMessage, type VoiceMessage } from './voice-message.ts';
import { WavQueue } from './wav-queue.ts';

/** How many answers are remembered whose sound everyone can hear. */
const MOST_SHARED = 1_000;

/** Shorter answers aren't worth listening to, in bytes of PCM. */
const SHORTEST = countBytes(500, MODEL_RATE);

/** What keeping sounds needs. */
export type AnswerSoundsOptions = { clock: Clock; log: Logger; load?: () => Promise<Opus> };

/** The sounds of typed answers, for people who want to listen to them. */
export class AnswerSounds {
  readonly #load: () => Promise<Opus>;
  readonly #shelf: SoundShelf;
  readonly #capture: SoundCapture;
  readonly #shared = new BoundedSet<string>(MOST_SHARED);
  readonly #wavs = new WavQueue();

  constructor({ clock, log, load = loadOpus }: AnswerSoundsOptions) {
    this.#load = load;
    this.#shelf = new SoundShelf(clock);
    this.#capture = new SoundCapture({ shelf: this.#shelf, shortest: SHORTEST, clock, log, load });
  }

  /** How many bytes of memory the sounds take. */
  get bytes(): number {
    return this.#shelf.bytes;
  }

  /** Keeps the sound of a turn that begins in a channel now, if its question was typed, unless the asker wants none. */
  keep(channel: string, turn: Turn): void {
    const { aloud, voice } = turn.question;
    if (!aloud && voice !== 'text') void this.#capture.capture(channel, turn);
  }

  /** Whether people can listen to an answer that has just ended in a channel. */
  isKept(channel: string, { question: { person, at }, audioBytes }: Turn): boolean {
    return audioBytes.came >= SHORTEST && this.#shelf.find({ channel, person: person.id, at }) !== undefined;
  }

  /**
   * Has the sound of an answer sent to one person, as a voice message. Resolves to false if it's gone. Rejects with what
   * `send` rejects with.
   */
  async send(key: SoundKey, send: (voice: VoiceMessage) => Promise<void>): Promise<boolean> {
    const sound = await this.#shelf.fetch(key);
    if (!sound) return false;
    await send(await makeVoiceMessage(sound));
    return true;
  }

  /** Like `send`, but to everyone, which is done once for each answer. @throws UserError if it was done already */
  async share(key: SoundKey, send: (voice: VoiceMessage) => Promise<void>): Promise<boolean> {
    const id = toSoundId(key);
    if (this.#shared.has(id)) throw new UserError({ code: 'listen.already-posted' });
    this.#shared.add(id);
    let isSent = false;
    try {
      isSent = await this.send(key, send);
      return isSent;
    } finally {
      if (!isSent) this.#shared.delete(id);
    }
  }

  /**
   * Has the sound of an answer sent as a WAV file of at most `most` bytes. Resolves to false if it's gone. Rejects with what
   * `send` rejects with. Such a file takes much memory until it's sent, so the next one waits for that.
   *
   * @throws UserError if it's larger, or if too many wait
   */
  async sendWav(key: SoundKey, most: number, send: (file: Buffer) => Promise<void>): Promise<boolean> {
    const sound = await this.#shelf.fetch(key);
    if (!sound) return false;
    if (sound.samples * 2 + WAV_HEAD > most)
      throw new UserError({ code: 'listen.too-big', most: Math.floor(most / 1024 / 1024) });
    await this.#wavs.run(async () => send(toWav(await decodeKeptSound(sound, await this.#load()))));
    return true;
  }

  /** Forgets all sounds of a channel. */
  forget(channel: string): void {
    this.#shelf.forget(channel);
  }
}
