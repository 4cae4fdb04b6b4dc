import { ActivityCollector, type SpokenActivity } from './activity-collector.ts';
import type { LocalConnection } from './connection.ts';
import { type Moment, moment, type SpokenQuestion } from './heard-log.ts';
import { manualActivity, sampleRate } from './input.ts';
import type { LiveWorld } from './live-world.ts';
import { at16k } from './model-sound.ts';
import type { MediaBlob, RealtimeInput, SetupMessage } from './wire.ts';

/** Silence that ends a turn by default (facts of the Live API, voice activity detection). */
const SILENCE_MS = 800;

/** Whoever wants to know about speech: that somebody begins, and what they said. */
export type SpeechListener = { began(): void; spoken(spoken: SpokenQuestion): void };

/** The listening half of a dialogue: sound, and where speech begins and ends in it. */
export class SpeechIntake {
  #world: LiveWorld;
  #connection: LocalConnection;
  #listener: SpeechListener;
  #manual: boolean;
  #ear: ActivityCollector;
  #marker: string | undefined;
  #pace = { since: 0, ms: 0 };
  #used = false;

  constructor(world: LiveWorld, connection: LocalConnection, listener: SpeechListener) {
    const setup: SetupMessage = connection.setup;
    const { silenceDurationMs, prefixPaddingMs } = setup.realtimeInputConfig?.automaticActivityDetection ?? {};
    this.#world = world;
    this.#connection = connection;
    this.#listener = listener;
    this.#manual = manualActivity(setup);
    this.#ear = new ActivityCollector({
      silenceMs: silenceDurationMs ?? SILENCE_MS,
      startMs: prefixPaddingMs ?? world.rules.startMs,
    });
  }

  /** Whether an activity was begun and not ended yet. */
  get speaking(): boolean {
    return this.#ear.open;
  }

  /** Whether the client has ever said by itself that somebody speaks. */
  get marksActivity(): boolean {
    return this.#used;
  }

  /** Takes what a user's `clientContent` said that asked for no answer. */
  marked(text: string): void {
    this.#marker = text;
    this.#connection.heard.arrived({ is: 'marker', text, ...this.#now() });
  }

  /** Takes sound and signs; text and pictures are nothing to be heard. */
  take({ activityStart, activityEnd, audioStreamEnd, mediaChunks = [], audio }: RealtimeInput): void {
    const when = this.#now();
    if (activityStart) this.#start(when);
    for (const piece of audio ? [...mediaChunks, audio] : mediaChunks) this.#sound(piece, when);
    if (audioStreamEnd) this.#streamEnded(when);
    if (!activityEnd) return;
    this.#connection.heard.arrived({ is: 'activityEnd', ...when });
    this.#said(this.#ear.end(), when);
  }

  #now(): Moment {
    return moment(this.#world.clock);
  }

  #start(when: Moment): void {
    this.#used = true;
    this.#connection.heard.arrived({ is: 'activityStart', ...when });
    if (this.#ear.open) this.#connection.unexpected('activityStart in an activity that was not ended');
    this.#ear.start(when);
    this.#listener.began();
  }

  #sound(media: MediaBlob, when: Moment) {
    const pcm = at16k(Buffer.from(media.data ?? '', 'base64'), sampleRate(media));
    this.#connection.heard.arrived({ is: 'audio', ...when, bytes: pcm.length });
    this.#keepPace(pcm.length / 32);
    if (this.#manual) return this.#ear.keep(pcm, when);
    for (const sign of this.#ear.listen(pcm, when)) {
      if (sign === 'started') this.#listener.began();
      else this.#said(sign, when);
    }
  }

  /** Finalises what is surely speech; with too little silence at its end, it is lost if the rules say so. */
  #streamEnded(when: Moment): void {
    this.#connection.heard.arrived({ is: 'audioStreamEnd', ...when });
    const { quietMs } = this.#ear;
    const said = this.#ear.end();
    if (quietMs !== undefined && quietMs >= this.#world.rules.streamEndSilenceMs) this.#said(said, when);
  }

  #said(said: SpokenActivity | undefined, ended: Moment): void {
    if (!said) return;
    const spoken = { connection: this.#connection, marker: this.#marker, ended, ...said };
    this.#connection.heard.asked(spoken);
    this.#world.understood(spoken);
    this.#listener.spoken(spoken);
  }

  #keepPace(ms: number): void {
    const now = this.#world.clock.now();
    // Audio that ran dry starts anew: nobody can send what was said before it was said.
    if (this.#pace.ms <= now - this.#pace.since) this.#pace = { since: now, ms: 0 };
    this.#pace.ms += ms;
    const ahead = this.#pace.ms - (now - this.#pace.since);
    if (ahead > this.#world.rules.aheadMs)
      this.#connection.unexpected(`audio is ${Math.round(ahead)} ms ahead of time`);
  }
}
