import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Opus } from '../../audio/opus.ts';
import { Trimmer } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { Mutex } from '../../base/mutex.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { KeptSound } from './kept-sound.ts';
import { SoundEncoder } from './sound-encoder.ts';
import type { SoundPlace, SoundShelf } from './sound-shelf.ts';

/** This many frames are encoded in a row, which takes a millisecond. The bot does nothing else meanwhile. */
const FRAMES_AT_ONCE = 25;

/** How long the encoding rests in between, in milliseconds: a minute of sound is ready within two seconds. */
const REST = 10;

/** What keeping sounds needs. */
export type SoundCaptureOptions = {
  shelf: SoundShelf;
  /** Shorter answers are not kept, in bytes of PCM. */
  shortest: number;
  clock: Clock;
  log: Logger;
  load(): Promise<Opus>;
};

/**
 * Keeps the sound of typed answers, so that people can listen to them. While an answer grows, its PCM is only collected. It's
 * encoded after the end, a little at a time and one answer after another, because everything else that the bot does waits
 * meanwhile. If a person wants it sooner, it's encoded without resting.
 */
export class SoundCapture {
  readonly #options: SoundCaptureOptions;
  readonly #encodings = new Mutex();

  constructor(options: SoundCaptureOptions) {
    this.#options = options;
  }

  /**
   * Keeps the sound of a turn that begins now. Resolves when it's on the shelf, or when there is none. Never rejects.
   *
   * @param channel where the turn is answered
   */
  async capture(channel: string, turn: Turn): Promise<void> {
    const { shelf, shortest, log } = this.#options;
    const { person, at } = turn.question;
    const place = shelf.begin({ channel, person: person.id, at });
    try {
      const pcm = await collectSound(turn, place);
      const sound =
        pcm && pcm.length >= shortest && (await this.#encodings.runSoon(() => this.#encode(pcm, place), place.hurried));
      if (sound) place.keep(sound);
      else place.drop();
    } catch (error) {
      place.drop();
      log.warn({ event: 'sound.not_kept', err: error }, 'the sound of an answer could not be kept');
    }
  }

  async #encode(pcm: Buffer, place: SoundPlace): Promise<KeptSound | undefined> {
    const { clock, load } = this.#options;
    const encoder = (await load()).encoder();
    try {
      const encoding = new SoundEncoder(encoder, pcm);
      while (!encoding.encode(FRAMES_AT_ONCE)) {
        if (place.isLost) return undefined;
        if (place.hurried.aborted) await setImmediate();
        else await clock.sleep(REST, place.hurried).catch(() => {});
      }
      return encoding.finish();
    } finally {
      encoder.close();
    }
  }
}

/** The sound of a whole answer, without the silence at its beginning. Nothing if there's no room, or no answer. */
const collectSound = async (turn: Turn, place: SoundPlace): Promise<Buffer | undefined> => {
  let trimmer = new Trimmer();
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of turn.follow()) {
    if (piece.is === 'withdrawn') {
      trimmer = new Trimmer();
      pieces = [];
      bytes = 0;
      place.resize(0);
    }
    if (piece.is !== 'audio') continue;
    const { sound } = trimmer.push(piece.pcm);
    pieces.push(sound);
    bytes += sound.byteLength;
    place.resize(bytes);
    if (place.isLost) return undefined;
  }
  const isAnswer = turn.end?.is !== 'yielded' && turn.end?.is !== 'failed';
  return isAnswer ? Buffer.concat(pieces) : undefined;
};
