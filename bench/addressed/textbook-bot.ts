import { GoogleGenAI, type LiveServerMessage, Modality, type Session } from '@google/genai';
import { countBytes, EAR_FRAME, FRAME_MS, MODEL_FRAME, MODEL_RATE } from '../../src/audio/pcm.ts';
import type { Clock } from '../../src/base/clock.ts';
import { Timer } from '../../src/base/timer.ts';
import type { HeardAnswer, StartBot } from './evening-bot.ts';
import { readMarks } from './marks.ts';

/** What a textbook bot does with what isn't for it: it answers it, or says only answers to questions that have its name in them. */
export type Way = 'answers all' | 'looks for its name';

/** How much silence is fed when nobody speaks, in frames of 20 ms: what the server takes for an end, and more. */
const SILENCES = 60;

const SILENCE = Buffer.alloc(EAR_FRAME);

const NAME = /parley/i;

/**
 * The bot of `bench/textbook/voice.ts` in virtual time: it sends everything that anybody says into one session, and feeds silence
 * while nobody speaks. It stops feeding it once it makes no difference any more, which the real one doesn't.
 */
export const startTextbookBot =
  (way: Way): StartBot =>
  async ({ clock, key, url }) => {
    const ai = new GoogleGenAI({ apiKey: key, apiVersion: 'v1beta', httpOptions: { baseUrl: url } });
    const player = new Player(clock, way);
    const session = await ai.live.connect({
      model: 'gemini-3.8-live',
      config: {
        responseModalities: [Modality.AUDIO],
        contextWindowCompression: { slidingWindow: {} },
        ...(way === 'looks for its name' && { inputAudioTranscription: {} }),
      },
      callbacks: { onmessage: (message) => player.take(message) },
    });
    const feeder = new Feeder(clock, session);
    return {
      hear(_, sound) {
        if (sound !== 'silence') feeder.send(sound);
      },
      heard: player.heard,
      async close() {
        feeder.stop();
        session.close();
      },
    };
  };

/** Sends sound, and silence as soon as a packet is late. */
class Feeder {
  readonly #session: Session;
  readonly #timer: Timer;
  #left = 0;

  constructor(clock: Clock, session: Session) {
    this.#session = session;
    this.#timer = new Timer(clock);
  }

  send(pcm: Buffer): void {
    this.#left = SILENCES;
    this.#tell(pcm);
    this.#timer.set(2 * FRAME_MS, () => this.#feed());
  }

  stop(): void {
    this.#timer.stop();
  }

  #feed(): void {
    this.#tell(SILENCE);
    this.#left -= 1;
    if (this.#left > 0) this.#timer.set(FRAME_MS, () => this.#feed());
  }

  #tell(pcm: Buffer): void {
    this.#session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } });
  }
}

/** Plays answers one after another, and knows which of them anybody has heard. */
class Player {
  readonly heard: HeardAnswer[] = [];
  readonly #clock: Clock;
  readonly #way: Way;
  /** When all that it has will have been played. */
  #until = 0;
  /** What waits until the name is in the transcript. */
  #waiting: Buffer[] = [];
  #transcript = '';
  #answering: number | undefined;
  readonly #first: Timer;

  constructor(clock: Clock, way: Way) {
    this.#clock = clock;
    this.#way = way;
    this.#first = new Timer(clock);
  }

  take({ serverContent }: LiveServerMessage): void {
    this.#transcript += serverContent?.inputTranscription?.text ?? '';
    for (const { inlineData } of serverContent?.modelTurn?.parts ?? [])
      if (inlineData?.data) this.#waiting.push(Buffer.from(inlineData.data, 'base64'));
    if (this.#way === 'answers all' || NAME.test(this.#transcript))
      for (const pcm of this.#waiting.splice(0)) this.#play(pcm);
    if (serverContent?.interrupted) this.#stop();
    if (serverContent?.turnComplete) this.#end();
  }

  #play(pcm: Buffer): void {
    const now = this.#clock.now();
    this.#until = Math.max(this.#until, now);
    const [mark] = readMarks(pcm, MODEL_FRAME);
    if (mark && mark.number !== this.#answering) {
      this.#answering = mark.number;
      this.#first.set(this.#until - now, () => this.heard.push({ at: this.#clock.now(), asked: mark.number }));
    }
    this.#until += pcm.length / countBytes(1, MODEL_RATE);
  }

  /** Somebody spoke: what hasn't been played won't be. */
  #stop(): void {
    this.#first.stop();
    this.#until = 0;
    this.#end();
  }

  #end(): void {
    this.#waiting = [];
    this.#transcript = '';
  }
}
