import { ActivityCollector, type SpokenActivity } from './activity-collector.ts';
import type { LocalConnection } from './connection.ts';
import { manualActivity, sampleRate } from './frame-verdict.ts';
import { type Moment, moment, type SpokenQuestion } from './heard-log.ts';
import type { LiveWorld } from './live-world.ts';
import { at16k } from './model-sound.ts';
import type { MediaBlob, RealtimeInput, SetupMessage } from './wire.ts';

/** Milliseconds of silence that end a turn by default (Live API, voice activity detection). */
const SILENCE_MS = 800;

/** What speech is reported to: that a person begins to speak, and what they said. */
export type SpeechListener = { began(): void; spoken(spoken: SpokenQuestion): void };

/** The listening half of a dialogue: it takes sound, and finds where speech begins and ends in it. */
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

  /** Whether an activity is open. */
  get speaking(): boolean {
    return this.#ear.open;
  }

  /** Whether the client has ever announced an activity itself. */
  get marksActivity(): boolean {
    return this.#used;
  }

  /** Takes a marker: the text of a user's `clientContent` that asks for no answer. */
  marked(text: string): void {
    this.#marker = text;
    this.#connection.heard.arrived({ is: 'marker', text, ...this.#now() });
  }

  /** Takes sound and the signs of activity. Text and pictures are ignored. */
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

  /** Finalises detected speech. If the rules demand silence at its end and there was too little, it's lost. */
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
    // If the audio ran dry, its time starts over: a pause doesn't allow a client to run ahead afterwards.
    if (this.#pace.ms <= now - this.#pace.since) this.#pace = { since: now, ms: 0 };
    this.#pace.ms += ms;
    const ahead = this.#pace.ms - (now - this.#pace.since);
    if (ahead > this.#world.rules.aheadMs)
      this.#connection.unexpected(`audio is ${Math.round(ahead)} ms ahead of time`);
  }
}
