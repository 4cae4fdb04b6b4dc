import type { Connection } from './connection.ts';
import { Ear } from './ear.ts';
import { manualActivity, refusal, sampleRate } from './input.ts';
import type { Session } from './memory.ts';
import type { Model } from './models.ts';
import type { Asked } from './script.ts';
import type { Stage } from './stage.ts';
import { Turn } from './turn.ts';
import { type ClientFrame, type Media, type RealtimeInput, type Setup, words } from './wire.ts';
import type { World } from './world.ts';

type Running = { turn: Turn; controller: AbortController; done: Promise<void> };

/** The server's side of a session on one connection, from setupComplete on. */
export class Dialogue {
  #world: World;
  #connection: Connection;
  #model: Model;
  #setup: Setup;
  #session: Session;
  #ear: Ear;
  #seeding: boolean;
  #running: Running | undefined;
  #resting = new AbortController();
  /** From where on the memory belongs to the turn that comes next. */
  #asked = 0;
  #audio = { since: 0, ms: 0 };

  constructor(world: World, connection: Connection, { model, session }: { model: Model; session: Session }) {
    this.#world = world;
    this.#connection = connection;
    this.#model = model;
    this.#setup = connection.setup;
    this.#session = session;
    this.#asked = session.memory.length;
    this.#ear = new Ear(this.#setup.realtimeInputConfig?.automaticActivityDetection);
    this.#seeding = this.#setup.historyConfig?.initialHistoryInClientContent === true;
  }

  /** Takes a well-formed frame, or closes the connection over it. */
  receive(frame: ClientFrame) {
    const refused = refusal(frame, {
      model: this.#model,
      setup: this.#setup,
      rules: this.#world.rules,
      seeding: this.#seeding,
      speaking: this.#ear.open,
    });
    if (refused) return this.#connection.refuse(refused, frame);
    const { clientContent, realtimeInput, toolResponse, contextUpdate } = frame;
    if (clientContent) this.#content(clientContent);
    if (realtimeInput) this.#realtime(realtimeInput);
    if (toolResponse) this.#running?.turn.answered(toolResponse.functionResponses ?? []);
    if (contextUpdate) this.#setup = { ...this.#setup, ...contextUpdate };
  }

  /** Ends with the connection: what was being said is remembered, though no handle leads there. */
  ended(): void {
    this.#resting.abort();
    this.#stop();
  }

  #content({ turns = [], turnComplete = false }: NonNullable<ClientFrame['clientContent']>): void {
    const interrupted = this.#interrupt();
    this.#session.memory.push(...turns);
    if (this.#seeding) this.#seeding = !turnComplete;
    else if (turnComplete) this.#ask();
    else if (interrupted) this.#offerHandle();
  }

  #realtime({ text, activityStart, activityEnd, audioStreamEnd, ...media }: RealtimeInput): void {
    if (activityStart) this.#started();
    for (const piece of [...(media.mediaChunks ?? []), ...(media.audio ? [media.audio] : [])]) this.#hear(piece);
    if (activityEnd || (audioStreamEnd && this.#ear.open)) this.#spoken();
    if (text === undefined) return;
    this.#interrupt();
    this.#session.memory.push({ role: 'user', parts: [{ text }] });
    this.#ask();
  }

  #hear(media: Media) {
    const pcm = Buffer.from(media.data ?? '', 'base64');
    this.#pace((pcm.length / 2 / sampleRate(media)) * 1000);
    if (manualActivity(this.#setup)) return this.#ear.keep(pcm);
    const heard = this.#ear.listen(pcm, media);
    if (heard === 'started') this.#barge();
    if (heard === 'ended') this.#spoken();
  }

  #pace(ms: number): void {
    const now = this.#world.clock.now();
    const elapsed = now - this.#audio.since;
    // Audio that ran dry starts anew: nobody can send what was said before it was said.
    if (this.#audio.ms <= elapsed) this.#audio = { since: now, ms: 0 };
    this.#audio.ms += ms;
    const ahead = this.#audio.ms - (now - this.#audio.since);
    if (ahead > this.#world.rules.aheadMs)
      this.#connection.unexpected(`audio is ${Math.round(ahead)} ms ahead of time`);
  }

  #started(): void {
    this.#ear.start();
    this.#barge();
  }

  #barge(): void {
    if (this.#interrupts) this.#interrupt();
  }

  get #interrupts(): boolean {
    return this.#setup.realtimeInputConfig?.activityHandling !== 'NO_INTERRUPTION';
  }

  #spoken(): void {
    const audio = this.#ear.end();
    const ask = () => {
      if (!this.#connection.open) return;
      this.#session.memory.push({ role: 'user', parts: [{ inlineData: { mimeType: 'audio/pcm' } }] });
      this.#ask(audio);
    };
    if (this.#running) void this.#running.done.then(ask);
    else ask();
  }

  #ask(audio: Buffer = Buffer.alloc(0)): void {
    const { memory } = this.#session;
    const start = Math.max(this.#asked, memory.findLastIndex(({ role }) => role === 'model') + 1);
    this.#asked = memory.length;
    this.#resting.abort();
    const controller = new AbortController();
    const asked: Asked<Connection> = {
      text: words(memory.slice(start)),
      audio,
      memory: memory.slice(0, start),
      setup: this.#setup,
      connection: this.#connection,
      signal: controller.signal,
      responses: [],
    };
    const turn = new Turn(asked, this.#stage(), memory);
    if (this.#setup.sessionResumption) {
      this.#connection.send({ sessionResumptionUpdate: { resumable: false, newHandle: '' } });
    }
    this.#running = { turn, controller, done: this.#run(turn, asked) };
  }

  async #run(turn: Turn, asked: Asked<Connection>): Promise<void> {
    try {
      // The script of this moment, even if the test has the next turn answered by another.
      const { script } = this.#world;
      const end = await turn.run(() => script(asked));
      if (this.#running?.turn !== turn) return;
      this.#running = undefined;
      this.#session.memory.push(...turn.take());
      if (end === 'over') this.#offerHandle();
    } catch (error) {
      this.#world.failed(error);
      this.#connection.close(1011, 'Internal error encountered.');
    }
  }

  #stage(): Stage {
    const { clock, playback, sound, bundle = this.#model.bundles } = this.#world;
    const text = this.#setup.generationConfig?.responseModalities?.includes('TEXT');
    const transcribed = this.#model.transcribes === 'always' || this.#setup.outputAudioTranscription !== undefined;
    return {
      clock,
      playback,
      bundle,
      sounding: sound,
      status: this.#model.status,
      modality: text ? 'text' : transcribed ? 'transcribed sound' : 'sound',
      send: (frame) => this.#connection.send(frame),
      close: (code, reason) => this.#connection.close(code, reason),
      drop: () => this.#connection.drop(),
    };
  }

  #interrupt(): boolean {
    this.#running?.turn.interrupt();
    return this.#stop();
  }

  #stop(): boolean {
    const running = this.#running;
    if (!running) return false;
    this.#running = undefined;
    running.controller.abort(new Error('the turn was interrupted, or its connection has ended'));
    this.#session.memory.push(...running.turn.take());
    return true;
  }

  /** The handle arrives after the turn, so that a client that leaves at once loses it (python-genai issue 2527). */
  #offerHandle(): void {
    if (!this.#setup.sessionResumption) return;
    this.#resting = new AbortController();
    const { clock, sessions, handleDelay } = this.#world;
    const offer = () => {
      const newHandle = sessions.issue(this.#session);
      this.#connection.send({ sessionResumptionUpdate: { newHandle, resumable: true } });
    };
    if (handleDelay > 0) clock.sleep(handleDelay, this.#resting.signal).then(offer, () => {});
    else offer();
  }
}
