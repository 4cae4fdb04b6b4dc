import { type Clock, systemClock } from '../../src/base/clock.ts';
import { random } from '../discord/voice/path.ts';
import { Arrivals } from './arrivals.ts';
import { Bill } from './bill.ts';
import { type Complaint, LocalConnection } from './connection.ts';
import { Reception } from './connection-reception.ts';
import { DecisionEndpoint } from './decision-endpoint.ts';
import type { ConnectionFault } from './fault.ts';
import { type SpokenQuestion, SpokenQuestions } from './heard-log.ts';
import type { LiveWorld } from './live-world.ts';
import { currentModels, type LocalModel } from './local-models.ts';
import { type HttpReply, replyHttp } from './models-endpoint.ts';
import { type Rules, strictRules } from './rules.ts';
import type { Script } from './script.ts';
import { type IncomingSocket, ServerPort } from './server-port.ts';
import { Sessions } from './stored-sessions.ts';
import { TextEndpoint } from './text-endpoint.ts';
import type { TextFault, TextScript } from './text-script.ts';
import { type TranslationScript, translateAs } from './translation-script.ts';

/** Options of a server: its clock, how it answers turns, its key, its models, and what it refuses. */
export type LiveServerOptions = {
  clock?: Clock;
  model?: Script<LocalConnection>;
  key?: string;
  models?: readonly LocalModel[];
  rules?: Partial<Rules>;
};

/** A local Live API on a port of its own. Nothing is shared, so many can run in one process. */
export class Live implements LiveWorld {
  readonly clock: Clock;
  /** The API key that it accepts. */
  readonly key: string;
  readonly models: readonly LocalModel[];
  readonly sessions: Sessions;
  /** What's refused. It may be changed at any time. */
  readonly rules: Rules;
  /**
   * What clients sent that had to be refused; empty as long as they behave. A refused handle or a quota isn't their fault,
   * so it isn't in here.
   */
  readonly unexpected: Complaint[] = [];
  /** What happens to the next connections, one fault each. Those after them are normal. */
  readonly dialling: ConnectionFault[] = [];
  /** What Google would bill so far. */
  readonly bill = new Bill();
  /** What's random: the part of a prompt that no count accounts for. */
  readonly chance = random(1);
  /** If set, the answer to every plain request. */
  instead: HttpReply | undefined;
  /** How turns are answered from now on. */
  script: Script<LocalConnection>;
  /** How speech is translated from now on, by a model that does that. */
  translating: TranslationScript<LocalConnection> = translateAs(
    () => ({ text: 'Somebody said something.', language: 'en' }),
    (text, target) => `${text} (${target})`,
  );
  /** How requests for text are answered from now on. */
  writing: TextScript = () => 'All right.';
  /** What happens to the next requests for text, one fault each. Those after them are normal. */
  readonly texting: (TextFault | 'normal')[] = [];
  /** The text models. */
  readonly texts = new TextEndpoint(this);
  /** The Decisions API, with all that tests may change about it. */
  readonly decisions: DecisionEndpoint;
  /** Whether turnComplete waits for the sound to be played, by the clock. */
  playback = false;
  /** How long the model thinks before each answer, by the clock. */
  thinkMs = 0;
  /** How long each frame takes in either direction, in milliseconds of the clock. Frames stay in order. */
  latencyMs = 0;
  /** How long after the end of a turn its handle comes, in milliseconds of the clock; infinite if it never does. */
  handleDelay = 0;
  /** How long a ping waits for its pong, in milliseconds of the clock. 8 to 30 s were seen on working connections. */
  pongDelay = 0;
  /** How long setupComplete takes after the setup, in milliseconds of the clock. */
  setupDelay = 0;
  /** Whether answers have any sound. */
  sound = true;
  /** Whether transcript and sound share a frame. If not set, the model decides. */
  bundle: boolean | undefined;
  /** Whether frames to the client are binary, as the real ones are, or text. */
  binary = true;
  /** How many connections may be open. More are refused with 1011, as for quota. */
  maxConnections = Number.POSITIVE_INFINITY;
  /** Called for each dial, with what happens to it. */
  dialled: (fault: ConnectionFault) => void = () => {};
  /** Called for each frame as it leaves for a client. */
  sent: (connection: LocalConnection, frame: unknown) => void = () => {};
  /** Called when a client closes its connection. `answer` closes in return, at any time or never. */
  left: (connection: LocalConnection, answer: () => void) => void = (_, answer) => answer();
  #port = new ServerPort({
    answer: (request) =>
      this.instead ?? replyHttp(request, { key: this.key, models: this.models, versions: this.rules.versions }),
    write: (request) => {
      if (this.instead) return undefined;
      const endpoint = [this.texts, this.decisions].find((each) => each.serves(request));
      return endpoint && ((body, response) => void endpoint.answer(request, body, response));
    },
    fault: (path) => {
      this.#dials.add(path);
      const fault = this.dialling.shift() ?? 'normal';
      this.dialled(fault);
      return fault;
    },
    open: (incoming, fault) => this.#open(incoming, fault),
    unknown: (route) => this.failed(new Error(`unknown route ${route}`)),
  });
  #connections = new Arrivals<LocalConnection>();
  /** Those of tests before. */
  #forgotten = new WeakSet<LocalConnection>();
  #dials = new Arrivals<string>();
  #questions = new SpokenQuestions();
  #failures: unknown[] = [];
  #closed: Promise<void> | undefined;

  private constructor({ clock = systemClock, model = () => 'All right.', key, models, rules }: LiveServerOptions) {
    this.clock = clock;
    this.script = model;
    this.key = key ?? 'key-of-the-local-world';
    this.models = models ?? currentModels;
    this.rules = { ...strictRules, ...rules };
    this.sessions = new Sessions(clock);
    this.decisions = new DecisionEndpoint(this);
  }

  /** Starts a server on 127.0.0.1 and a free port; resolves once it can be dialled. */
  static async listen(options: LiveServerOptions = {}): Promise<Live> {
    const live = new Live(options);
    await live.#port.open();
    return live;
  }

  /** The base URL to give to a client, such as `http://127.0.0.1:40123`. */
  get url(): string {
    return this.#port.url;
  }

  /** Every connection so far, including closed ones, in order of arrival. */
  get connections(): readonly LocalConnection[] {
    return this.#connections.all;
  }

  /** How many connections were dialled, including those whose upgrade was refused. */
  get dials(): number {
    return this.#dials.count;
  }

  /** The n-th connection, counted from 0, once it has sent its setup. Rejects after `TEST_PATIENCE`. */
  async connection(n: number): Promise<LocalConnection> {
    const connection = await this.#connections.at(n, `connection ${n}`);
    await connection.frameAt(0);
    return connection;
  }

  /** Every spoken question of all connections so far, with its sound and its times. */
  get questions(): readonly SpokenQuestion[] {
    return this.#questions.all;
  }

  /** The n-th spoken question, counted from 0, once it has ended and any answer has begun. Rejects after `TEST_PATIENCE`. */
  spoken(n: number): Promise<SpokenQuestion> {
    return this.#questions.spoken(n);
  }

  /** Waits for the n-th dial, counted from 0, whatever becomes of it. Rejects after `TEST_PATIENCE`. */
  async dial(n: number): Promise<void> {
    await this.#dials.at(n, `dial ${n}`);
  }

  /** Adds what happens to the next connections, one fault each, after those already added. */
  next(...faults: ConnectionFault[]): void {
    this.dialling.push(...faults);
  }

  /** Makes every handle issued so far unknown. */
  forget(): void {
    this.sessions.forget();
  }

  /** Makes every handle issued so far lead to a session that knows nothing, without telling the client. */
  wipe(): void {
    this.sessions.wipe();
  }

  /** Adds a spoken question to `questions`. */
  understood(spoken: SpokenQuestion): void {
    if (!this.#forgotten.has(spoken.connection)) this.#questions.add(spoken);
  }

  /** Adds a refused request for text to `unexpected`. */
  refusedText(reason: string, request: unknown): void {
    this.unexpected.push({ reason, frame: request });
  }

  /** Makes `close` reject, because a script that throws is a fault of the test. */
  failed(error: unknown): void {
    this.#failures.push(error);
  }

  /** Cuts what's open and stops listening. Rejects if a script threw, or if a client asked for an unknown path. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Counts connections, dials and questions anew. What is open stays open, and doesn't count. Rejects as `close` does. */
  async forgetAll(): Promise<void> {
    for (const connection of this.connections) this.#forgotten.add(connection);
    for (const arrivals of [this.#connections, this.#dials, this.#questions]) arrivals.forget();
    this.unexpected.length = 0;
    this.bill.forget();
    this.#confess();
  }

  async #close(): Promise<void> {
    this.#connections.end('the server was closed');
    this.#dials.end('the server was closed');
    this.#questions.end('the server was closed');
    this.texts.end('the server was closed');
    this.decisions.end('the server was closed');
    await Promise.all([this.#port.close(), ...this.connections.map(({ ended }) => ended)]);
    this.#confess();
  }

  #confess(): void {
    const failures = this.#failures.splice(0);
    if (failures.length === 0) return;
    throw new AggregateError(failures, `the local Live API met what it does not know: ${failures.join('; ')}`);
  }

  #open({ socket, ...line }: IncomingSocket, fault: ConnectionFault): void {
    const connection = new LocalConnection(socket, {
      ...line,
      binary: this.binary,
      clock: this.clock,
      latency: () => this.latencyMs,
      pongDelay: () => this.pongDelay,
      unexpected: (note) => this.unexpected.push(note),
      sent: (from, frame) => this.sent(from, frame),
      left: (connection, answer) => this.left(connection, answer),
    });
    if (fault !== 'normal' && 'serve' in fault) {
      connection.trust();
      fault.serve(connection).catch((error) => connection.open && this.failed(error));
    } else {
      const reception = new Reception(this, connection, fault);
      connection.receiver((frame) => reception.receive(frame));
    }
    this.#connections.add(connection);
  }
}
