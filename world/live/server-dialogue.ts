import type { LocalConnection } from './connection.ts';
import { compress, joinSizes, sizeOfAll, sizeOfSetup, soundLengths } from './context-window.ts';
import { coversVideo, manualActivity, refuseFrame } from './frame-verdict.ts';
import type { SpokenQuestion } from './heard-log.ts';
import type { LiveWorld } from './live-world.ts';
import type { LocalModel } from './local-models.ts';
import { ModelTurn } from './model-turn.ts';
import type { ScriptQuestion } from './script.ts';
import { listSeenPictures, unseenFrames } from './seen-pictures.ts';
import { SpeechIntake } from './speech-intake.ts';
import type { StoredSession } from './stored-sessions.ts';
import { AnswerUsage } from './token-usage.ts';
import { stageOf } from './turn-stage.ts';
import {
  type ClientFrame,
  type Content,
  type FunctionResponse,
  type MediaBlob,
  type SetupMessage,
  words,
} from './wire.ts';

/** What a dialogue is between, and what the model remembers of it. */
type DialogueOptions = { world: LiveWorld; connection: LocalConnection; model: LocalModel; session: StoredSession };

type RunningTurn = { turn: ModelTurn; controller: AbortController };

/** The server's side of a session on one connection, from setupComplete on. */
export class ServerDialogue {
  readonly #options: DialogueOptions;
  readonly #hearing: SpeechIntake;
  readonly #life = new AbortController();
  #setup: SetupMessage;
  #seeding: boolean;
  #running: RunningTurn | undefined;
  /** What was said without interrupting the running answer. It's answered after that. */
  #waiting: SpokenQuestion[] = [];
  #resting = new AbortController();
  /** Where in the memory the next turn begins. */
  #asked: number;

  constructor(options: DialogueOptions) {
    const { world, connection, session } = options;
    this.#options = options;
    this.#setup = connection.setup;
    this.#asked = session.memory.length;
    this.#hearing = new SpeechIntake(world, connection, {
      began: () => this.#barge(),
      spoken: (spoken) => this.#spoken(spoken),
    });
    this.#seeding = this.#setup.historyConfig?.initialHistoryInClientContent === true;
  }

  /** Takes a well-formed frame, or closes the connection because of it. */
  receive(frame: ClientFrame) {
    const refused = refuseFrame(frame, {
      model: this.#options.model,
      setup: this.#setup,
      rules: this.#options.world.rules,
      seeding: this.#seeding,
      speaking: this.#hearing.speaking,
    });
    if (refused) return this.#options.connection.refuse(refused, frame);
    const { clientContent, realtimeInput, toolResponse, contextUpdate } = frame;
    if (clientContent) this.#content(clientContent);
    if (realtimeInput?.video) this.#watch(realtimeInput.video);
    if (realtimeInput) this.#hearing.take(realtimeInput);
    if (realtimeInput?.text !== undefined) this.#typed(realtimeInput.text);
    if (toolResponse) this.#answered(toolResponse.functionResponses ?? []);
    if (contextUpdate) this.#setup = { ...this.#setup, ...contextUpdate };
  }

  /** The connection has ended. What was being said is remembered, although no handle leads there. */
  ended(): void {
    this.#resting.abort();
    this.#life.abort();
    const { world, connection } = this.#options;
    const { forgotten } = connection.calls;
    if (world.rules.strictToolIds && forgotten.length > 0)
      world.failed(new Error(`calls were never answered: ${forgotten.join(', ')}`));
    this.#stop();
  }

  /** Takes the results of functions, also those of an earlier answer. */
  #answered(responses: FunctionResponse[]): void {
    const { world, connection } = this.#options;
    const wrong = connection.calls.answer(responses);
    if (world.rules.strictToolIds) for (const each of wrong) connection.unexpected(each, { responses });
    this.#running?.turn.answered(responses);
  }

  #content({ turns = [], turnComplete = false }: NonNullable<ClientFrame['clientContent']>): void {
    const interrupted = this.#interrupt();
    this.#options.session.memory.push(...turns);
    if (listSeenPictures(turns).length > 0) this.#spoil();
    if (this.#seeding) this.#seeding = !turnComplete;
    else if (turnComplete) this.#ask();
    else {
      this.#marked(turns);
      if (interrupted) this.#offerHandle();
    }
  }

  /** Ends a connection some time after a picture, if the rules say that its model can't bear one. */
  #spoil(): void {
    const { world, connection, model } = this.#options;
    const ms = world.rules.imageKillsAfterMs[model.name];
    if (ms === undefined) return;
    const die = () => connection.close(1007, 'Request contains an invalid argument.');
    if (ms === 0) die();
    else world.clock.sleep(ms, this.#life.signal).then(die, () => {});
  }

  #marked(turns: Content[]): void {
    const last = turns.at(-1);
    if (!last || last.role === 'model') return;
    this.#hearing.marked(words([last]));
    const ms = this.#options.world.rules.markerKillsAfterMs[this.#options.model.name];
    if (ms === undefined || !manualActivity(this.#setup)) return;
    const die = () => {
      if (this.#hearing.marksActivity) this.#options.connection.close(1007, 'Request contains an invalid argument.');
    };
    this.#options.world.clock.sleep(ms, this.#life.signal).then(die, () => {});
  }

  #typed(text: string): void {
    this.#interrupt();
    this.#options.session.memory.push({ role: 'user', parts: [{ text }] });
    this.#ask();
  }

  /** Takes a frame of video. It belongs to the next question, if that covers it. */
  #watch(video: MediaBlob): void {
    const frame: Content = { role: 'user', parts: [{ inlineData: video }] };
    if (!coversVideo(this.#setup, this.#hearing.speaking)) unseenFrames.add(frame);
    this.#options.session.memory.push(frame);
  }

  #barge(): void {
    if (this.#setup.realtimeInputConfig?.activityHandling !== 'NO_INTERRUPTION') this.#interrupt();
  }

  #spoken(spoken: SpokenQuestion): void {
    if (this.#running) this.#waiting.push(spoken);
    else this.#answer(spoken);
  }

  #answer(spoken: SpokenQuestion): void {
    if (!this.#options.connection.open) return;
    this.#options.session.memory.push(sound(spoken));
    this.#ask(spoken.audio);
  }

  #ask(audio: Buffer = Buffer.alloc(0)): void {
    const { world, connection, model, session } = this.#options;
    const { memory } = session;
    const start = Math.max(this.#asked, memory.findLastIndex(({ role }) => role === 'model') + 1);
    this.#asked = memory.length;
    session.from = compress(memory, { from: session.from, asked: start }, this.#setup);
    connection.calls.ask();
    this.#resting.abort();
    const controller = new AbortController();
    const asked: ScriptQuestion<LocalConnection> = {
      text: words(memory.slice(start)),
      audio,
      images: listSeenPictures(memory.slice(start)),
      memory: memory.slice(session.from, start),
      setup: this.#setup,
      connection,
      signal: controller.signal,
      responses: [],
    };
    const stage = stageOf(world, connection, { model, setup: this.#setup });
    const turn = new ModelTurn(asked, stage, { question: memory.at(-1), usage: this.#measure() });
    if (this.#setup.sessionResumption) {
      this.#options.connection.send({ sessionResumptionUpdate: { resumable: false, newHandle: '' } });
    }
    this.#running = { turn, controller };
    void this.#run(turn, asked);
  }

  /** What the context holds now, and how this turn is counted. */
  #measure(): AnswerUsage {
    const { world, session } = this.#options;
    const size = joinSizes(sizeOfSetup(this.#setup), sizeOfAll(session.memory.slice(session.from)));
    const number = world.bill.answers.length + 1;
    const { plainCounts } = world.rules;
    return new AnswerUsage(size, { chance: world.chance(), isDetailed: plainCounts === 0 || number % plainCounts > 0 });
  }

  /** Remembers what was said, and bills it. */
  #keep(turn: ModelTurn): void {
    const { world, model, session } = this.#options;
    world.bill.add({
      model: model.name,
      at: world.clock.now(),
      aloud: turn.asked.audio.length > 0,
      kinds: turn.billed,
    });
    session.memory.push(...turn.take(world.rules.billsOwnSound));
  }

  async #run(turn: ModelTurn, asked: ScriptQuestion<LocalConnection>): Promise<void> {
    try {
      // A test may change the script for the next turn meanwhile; this turn keeps the one it began with.
      const { script } = this.#options.world;
      const end = await turn.run(() => script(asked));
      if (this.#running?.turn !== turn) return;
      this.#running = undefined;
      this.#keep(turn);
      if (end === 'over') this.#offerHandle();
      const next = this.#waiting.shift();
      if (next) this.#answer(next);
    } catch (error) {
      this.#options.world.failed(error);
      this.#options.connection.close(1011, 'Internal error encountered.');
    }
  }

  #interrupt(): boolean {
    this.#running?.turn.interrupt();
    return this.#stop();
  }

  /** Stops the running answer, and remembers it together with what has waited for its end. */
  #stop(): boolean {
    const running = this.#running;
    if (!running) return false;
    this.#running = undefined;
    running.controller.abort(new Error('the turn was interrupted, or its connection has ended'));
    this.#keep(running.turn);
    this.#options.session.memory.push(...this.#waiting.splice(0).map(sound));
    return true;
  }

  /** Sends the handle after the turn, so a client that leaves at once loses it (python-genai issue 2527). */
  #offerHandle(): void {
    if (!this.#setup.sessionResumption) return;
    this.#resting = new AbortController();
    const { clock, sessions, handleDelay } = this.#options.world;
    const offer = () => {
      const newHandle = sessions.issue(this.#options.session);
      this.#options.connection.send({ sessionResumptionUpdate: { newHandle, resumable: true } });
    };
    if (handleDelay === Number.POSITIVE_INFINITY) return;
    if (handleDelay > 0) clock.sleep(handleDelay, this.#resting.signal).then(offer, () => {});
    else offer();
  }
}

/** How a session remembers a spoken turn. Its words are added when they're transcribed. */
const sound = ({ audio }: SpokenQuestion): Content => {
  const content: Content = { role: 'user', parts: [{ inlineData: { mimeType: 'audio/pcm' } }] };
  soundLengths.set(content, audio.length / 32);
  return content;
};
