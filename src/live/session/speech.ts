import type { Session } from '@google/genai/web';
import { type Clock, systemClock } from '../../base/clock.ts';
import {
  type ClientMessages,
  type SpeechProgress,
  sendActivity,
  sendAudio,
  sendSpeaker,
  sendStreamEnd,
} from '../protocol/client-message.ts';
import { SpeechBuffer, type UnpackerFactory } from './speech-buffer.ts';

/** Bytes of one second of what people say: signed 16-bit PCM, 16 kHz, mono. */
const SECOND = 32_000;

/** The most that is sent in one frame when speech was kept for a while. */
const MOST_AT_ONCE = SECOND;

/**
 * Milliseconds between two such frames. A second each 20 ms is 50 times as fast as it was said: ten minutes are there again
 * after 12 s. All at once they would keep the whole process busy, and fill the way to Google with 25 MB.
 */
const BETWEEN = 20;

/** Bytes that may wait in the socket for a slow way to Google, before more of what was kept is sent after them. */
const MOST_WAITING = 1024 * 1024;

/** Milliseconds that they are waited for. A connection that takes nothing for longer is noticed once all is said on it. */
const PATIENCE = 10_000;

/** Who follows an utterance while it is being said. */
type Listener = { sound(pcm: Buffer): void; began(): void; ended(): void };

/** Who is told: nobody, or a connection that hears what was said `before`, or what is said `now`. */
type SpeechAudience = { is: 'nobody' } | { is: 'before' | 'now'; listener: Listener };

export type LiveSpeechOptions = {
  /** How what is kept of it is made sound again, if it is kept small. */
  unpacking?: UnpackerFactory | undefined;
  clock?: Clock;
};

/**
 * What one person says in one go, while they say it. It can be poured onto a connection at any time, from its beginning
 * on, and again onto the next one if that breaks.
 */
export class LiveSpeech {
  /** Settles when the person fell silent for the first time. */
  readonly said: Promise<void>;
  readonly #clock: Clock;
  readonly #reel: SpeechBuffer;
  #settle: () => void;
  #silence = Promise.withResolvers<number>();
  #told = Promise.withResolvers<void>();
  #state: 'speaking' | 'ended' = 'speaking';
  #telling: SpeechAudience = { is: 'nobody' };

  constructor({ unpacking, clock = systemClock }: LiveSpeechOptions = {}) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.said = promise;
    this.#settle = resolve;
    this.#clock = clock;
    this.#reel = new SpeechBuffer(unpacking);
  }

  /** Settles when a connection that stands was told all of it so far; a new one after each that breaks. */
  get waitUntilTold(): Promise<void> {
    return this.#told.promise;
  }

  /** Settles, once the person is silent, with when they fell silent for the last time, in milliseconds. */
  get silence(): Promise<number> {
    return this.#silence.promise;
  }

  /** Whether the person speaks. */
  get speaking(): boolean {
    return this.#state === 'speaking';
  }

  /** How long it is so far, in milliseconds. */
  get length(): number {
    return (this.#reel.bytes / SECOND) * 1_000;
  }

  /** Bytes of sound that are no longer kept. */
  get lostBytes(): number {
    return this.#reel.lost;
  }

  /** Bytes that it takes to keep it. */
  get keptBytes(): number {
    return this.#reel.size;
  }

  /**
   * Adds a piece of sound: signed 16-bit little-endian PCM, 16 kHz, mono. `pack` is the same, as small as it came, for what
   * was given as `unpacking`.
   */
  write(pcm: Buffer, pack?: Uint8Array): void {
    this.#reel.add(pcm, pack);
    if (this.#telling.is === 'now') this.#telling.listener.sound(pcm);
  }

  /** The person fell silent. */
  end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#settle();
    this.#silence.resolve(this.#clock.now());
    if (this.#telling.is === 'now') this.#telling.listener.ended();
  }

  /** The person goes on after all. */
  again(): void {
    if (this.#state === 'speaking') return;
    this.#state = 'speaking';
    this.#silence = Promise.withResolvers();
    if (this.#telling.is === 'now') this.#telling.listener.began();
  }

  /**
   * Says it, from its beginning and as it goes on. `marker` names the speaker first, if it may. Where Google decides what
   * speech is, silence is part of the sound, and only the stream's end is told.
   */
  words(marker: string | undefined, detection: 'ours' | 'server'): ClientMessages {
    return (session, saying) => {
      if (marker !== undefined) sendSpeaker(marker)(session);
      const listener = detection === 'ours' ? makeManualListener(session, saying) : makeStreamListener(session, saying);
      listener.began();
      this.#telling = { is: 'before', listener };
      saying.over.addEventListener('abort', () => this.#leave(listener));
      void this.#tell(listener, saying);
    };
  }

  /** Tells a connection what was said before it stood, at a pace that it can take; from then on it hears what is said. */
  async #tell(listener: Listener, saying: SpeechProgress): Promise<void> {
    const playback = await this.#reel.open();
    const isLate = () => this.#telling.is !== 'before' || this.#telling.listener !== listener;
    try {
      for (let patience = PATIENCE; !isLate(); await this.#clock.sleep(BETWEEN, saying.over)) {
        patience -= BETWEEN;
        if (saying.countWaiting() > MOST_WAITING && patience > 0) continue;
        patience = PATIENCE;
        const pcm = playback.next(MOST_AT_ONCE);
        if (pcm) listener.sound(pcm);
        if (!playback.more) return this.#listen(listener);
      }
    } catch {
      // The exchange is over, and with it the pause.
    } finally {
      playback.close();
    }
  }

  #listen(listener: Listener): void {
    this.#telling = { is: 'now', listener };
    if (!this.speaking) listener.ended();
    this.#told.resolve();
  }

  #leave(listener: Listener): void {
    if (this.#telling.is === 'nobody' || this.#telling.listener !== listener) return;
    // An activity that is never ended would swallow whatever is said next.
    if (this.speaking || this.#telling.is === 'before') listener.ended();
    this.#telling = { is: 'nobody' };
    this.#told = Promise.withResolvers();
  }
}

const makeManualListener = (session: Session, saying: SpeechProgress): Listener => ({
  sound: (pcm) => sendAudio(pcm)(session),
  began() {
    saying.onBegin();
    sendActivity('start')(session);
  },
  ended() {
    sendActivity('end')(session);
    saying.onEnd();
  },
});

const makeStreamListener = (session: Session, saying: SpeechProgress): Listener => ({
  sound(pcm) {
    sendAudio(pcm)(session);
    saying.goesOn();
  },
  began() {},
  ended: () => sendStreamEnd(session),
});
