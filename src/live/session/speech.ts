import type { Session } from '@google/genai/web';
import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import {
  type ClientMessages,
  type SpeechProgress,
  sendActivity,
  sendAudio,
  sendLead,
  sendStreamEnd,
} from '../protocol/client-message.ts';
import type { QuestionParts } from '../protocol/question-parts.ts';
import { SpeechBuffer, type UnpackerFactory } from './speech-buffer.ts';

/** Bytes of one second of what people say. */
const SECOND = countBytes(1_000, EAR_RATE);

/** How many bytes of kept speech are sent in one frame at most. */
const MOST_AT_ONCE = SECOND;

/**
 * Milliseconds between two such frames, after the first ones. A second every 20 ms is 50 times as fast as it was said: ten
 * minutes take 12 s. All at once, they would keep the whole process busy and fill the connection with 25 MB.
 */
const BETWEEN = 20;

/** So many of these frames go at once: most questions aren't longer, and whoever waits for an answer waits for each pause. */
const AT_ONCE = 10;

/** How many bytes may wait in the socket for a slow network, before more kept speech is sent. */
const MOST_WAITING = 1024 * 1024;

/**
 * How long to wait for that, in milliseconds. If a connection accepts nothing for longer, everything is sent all the
 * same; that it's dead is noticed once everything has been said.
 */
const PATIENCE = 10_000;

/** A listener that follows an utterance while it's being said. */
type Listener = { sound(pcm: Buffer): void; began(): void; ended(): void };

/**
 * Who is listening: nobody, or a connection that is catching up on what was said `before`, or one that hears what is
 * said `now`.
 */
type SpeechAudience = { is: 'nobody' } | { is: 'before' | 'now'; listener: Listener };

type LiveSpeechOptions = {
  /** How kept sound is decoded, if it's packed. */
  unpacking?: UnpackerFactory | undefined;
  clock: Clock;
};

/**
 * What one person says in one go, while they say it. It can be said to a connection at any time, from the beginning, and
 * if that breaks, to the next one.
 */
export class LiveSpeech {
  /** Settles when the person has stopped speaking for the first time. */
  readonly said: Promise<void>;
  readonly #clock: Clock;
  readonly #buffer: SpeechBuffer;
  #settle: () => void;
  #silence = Promise.withResolvers<number>();
  #told = Promise.withResolvers<void>();
  #state: 'speaking' | 'ended' = 'speaking';
  #audience: SpeechAudience = { is: 'nobody' };

  constructor({ unpacking, clock }: LiveSpeechOptions) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.said = promise;
    this.#settle = resolve;
    this.#clock = clock;
    this.#buffer = new SpeechBuffer(unpacking);
  }

  /** Resolves once an open connection has been told everything so far. After each break it returns a new promise. */
  waitUntilTold(): Promise<void> {
    return this.#told.promise;
  }

  /** Settles, once the person is silent, to when they last stopped speaking, in milliseconds. */
  get silence(): Promise<number> {
    return this.#silence.promise;
  }

  /** Whether the person speaks. */
  get speaking(): boolean {
    return this.#state === 'speaking';
  }

  /** How long it is so far, in milliseconds. */
  get length(): number {
    return (this.#buffer.bytes / SECOND) * 1_000;
  }

  /** Bytes of sound that were dropped. */
  get lostBytes(): number {
    return this.#buffer.lost;
  }

  /** Bytes of memory that it takes. */
  get keptBytes(): number {
    return this.#buffer.size;
  }

  /**
   * Adds a piece of sound: signed 16-bit little-endian PCM, 16 kHz, mono. `pack` is the same piece in the form in which
   * it came, which `unpacking` decodes.
   */
  write(pcm: Buffer, pack?: Uint8Array): void {
    this.#buffer.add(pcm, pack);
    if (this.#audience.is === 'now') this.#audience.listener.sound(pcm);
  }

  /** The person fell silent. */
  end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#settle();
    this.#silence.resolve(this.#clock.now());
    if (this.#audience.is === 'now') this.#audience.listener.ended();
  }

  /** The person goes on after all. */
  again(): void {
    if (this.#state === 'speaking') return;
    this.#state = 'speaking';
    this.#silence = Promise.withResolvers();
    if (this.#audience.is === 'now') this.#audience.listener.began();
  }

  /**
   * Says it, from the beginning and as it goes on. `lead` comes first and names the speaker, if that's allowed. If Google
   * decides what speech is, silence is part of the sound, and only the stream's end is reported.
   */
  words(lead: QuestionParts | undefined, detection: 'ours' | 'server'): ClientMessages {
    return (session, saying) => {
      if (lead !== undefined) sendLead(lead)(session);
      const listener = detection === 'ours' ? makeManualListener(session, saying) : makeStreamListener(session, saying);
      listener.began();
      this.#audience = { is: 'before', listener };
      saying.over.addEventListener('abort', () => this.#leave(listener));
      void this.#tell(listener, saying);
    };
  }

  /**
   * Tells a connection what was said before it was open, at a pace that it can take. From then on it hears what is being
   * said.
   */
  async #tell(listener: Listener, saying: SpeechProgress): Promise<void> {
    const playback = await this.#buffer.open();
    const isLate = () => this.#audience.is !== 'before' || this.#audience.listener !== listener;
    try {
      for (let sent = 0; !isLate(); sent += 1) {
        if (sent >= AT_ONCE) await this.#clock.sleep(BETWEEN, saying.over);
        await this.#waitForRoom(saying);
        if (isLate()) return;
        const pcm = playback.next(MOST_AT_ONCE);
        if (pcm) listener.sound(pcm);
        if (!playback.more) return this.#listen(listener);
      }
    } catch {
      // The generation is over, and with it the pause.
    } finally {
      playback.close();
    }
  }

  /** Waits while a slow network has enough to do, but not for ever. */
  async #waitForRoom({ countWaiting, over }: SpeechProgress): Promise<void> {
    for (let patience = PATIENCE; countWaiting() > MOST_WAITING && patience > 0; patience -= BETWEEN)
      await this.#clock.sleep(BETWEEN, over);
  }

  #listen(listener: Listener): void {
    this.#audience = { is: 'now', listener };
    if (!this.speaking) listener.ended();
    this.#told.resolve();
  }

  #leave(listener: Listener): void {
    if (this.#audience.is === 'nobody' || this.#audience.listener !== listener) return;
    // Google would take whatever is said next for a part of an activity that has no end.
    if (this.speaking || this.#audience.is === 'before') listener.ended();
    this.#audience = { is: 'nobody' };
    this.#told = Promise.withResolvers();
  }
}

/** Sends sound, and reports how long it is. */
const makeSender = (session: Session, saying: SpeechProgress) => (pcm: Buffer) => {
  sendAudio(pcm)(session);
  saying.onSound((pcm.length / SECOND) * 1_000);
};

const makeManualListener = (session: Session, saying: SpeechProgress): Listener => ({
  sound: makeSender(session, saying),
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
  sound: makeSender(session, saying),
  began() {},
  ended: () => sendStreamEnd(session),
});
