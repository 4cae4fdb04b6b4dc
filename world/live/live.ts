import { type Clock, systemClock } from '../../src/base/clock.ts';
import { Arrivals } from './arrivals.ts';
import { type Complaint, LocalConnection } from './connection.ts';
import { Reception } from './connection-reception.ts';
import { Door, type IncomingSocket } from './door.ts';
import type { ConnectionFault } from './fault.ts';
import { type SpokenQuestion, SpokenQuestions } from './heard-log.ts';
import { type HttpReply, replyHttp } from './http.ts';
import type { LiveWorld } from './live-world.ts';
import { currentModels, type LocalModel } from './local-models.ts';
import { Sessions } from './memory.ts';
import { type Rules, strictRules } from './rules.ts';
import type { Script } from './script.ts';

/** What a server may be given: its time, how turns are answered, its key, its models, and what it refuses. */
export type LiveServerOptions = {
  clock?: Clock;
  model?: Script<LocalConnection>;
  key?: string;
  models?: readonly LocalModel[];
  rules?: Partial<Rules>;
};

/** A local Live API on a port of its own. Everything about it is per instance, so that many can run in one process. */
export class Live implements LiveWorld {
  readonly clock: Clock;
  /** The API key that it accepts. */
  readonly key: string;
  readonly models: readonly LocalModel[];
  readonly sessions: Sessions;
  /** What is refused; may be changed at any time. */
  readonly rules: Rules;
  /** What clients sent that had to be refused; empty as long as they behave. Refused handles and quota are no faults of theirs. */
  readonly unexpected: Complaint[] = [];
  /** What happens to the coming connections, one each; those after it are normal. */
  readonly dialling: ConnectionFault[] = [];
  /** What every plain request is answered with, if it is not what is asked for. */
  instead: HttpReply | undefined;
  /** How turns are answered from now on. */
  script: Script<LocalConnection>;
  /** Whether turnComplete waits for the sound to be played, by the clock. */
  playback = false;
  /** How long the model thinks before each answer, by the clock. */
  thinkMs = 0;
  /** How long each frame is on its way, in either direction, by the clock; their order stays. */
  latencyMs = 0;
  /** How long after the end of a turn its handle comes, by the clock; infinite if it never does. */
  handleDelay = 0;
  /** How long a ping waits for its pong, by the clock (some 8 to 30 s were seen on connections that were fine). */
  pongDelay = 0;
  /** How long after the setup setupComplete comes, by the clock. */
  setupDelay = 0;
  /** Whether answers have any sound. */
  sound = true;
  /** Whether transcript and sound share a frame; the model's own habit if not set. */
  bundle: boolean | undefined;
  /** Whether frames to the client are binary, as the real ones, or text. */
  binary = true;
  /** More open connections than these are refused with 1011, as by quota. */
  maxConnections = Number.POSITIVE_INFINITY;
  /** Hears of each dial, and what happens to it. */
  dialled: (fault: ConnectionFault) => void = () => {};
  /** Hears of each frame as it leaves for a client. */
  sent: (connection: LocalConnection, frame: unknown) => void = () => {};
  /** Hears of each client that closes its connection, and answers by closing in turn, if and when it likes. */
  left: (connection: LocalConnection, answer: () => void) => void = (_, answer) => answer();
  #door = new Door({
    answer: (request) =>
      this.instead ?? replyHttp(request, { key: this.key, models: this.models, versions: this.rules.versions }),
    fault: (path) => {
      this.#dials.add(path);
      const fault = this.dialling.shift() ?? 'normal';
      this.dialled(fault);
      return fault;
    },
    open: (guest, fault) => this.#open(guest, fault),
    unknown: (route) => this.failed(new Error(`unknown route ${route}`)),
  });
  #connections = new Arrivals<LocalConnection>();
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
  }

  /** A server that is ready to be dialled, on 127.0.0.1 and a free port. */
  static async listen(options: LiveServerOptions = {}): Promise<Live> {
    const live = new Live(options);
    await live.#door.open();
    return live;
  }

  /** The base URL to give to a client, such as `http://127.0.0.1:40123`. */
  get url(): string {
    return this.#door.url;
  }

  /** Every connection so far, closed ones included, in order of their coming. */
  get connections(): readonly LocalConnection[] {
    return this.#connections.all;
  }

  /** How many connections were dialled, those included whose upgrade was refused. */
  get dials(): number {
    return this.#dials.count;
  }

  /** The n-th connection, the first being 0, once it has sent its setup; rejects after 5 s. */
  async connection(n: number): Promise<LocalConnection> {
    const connection = await this.#connections.at(n, `connection ${n}`);
    await connection.frameAt(0);
    return connection;
  }

  /** Every spoken question so far, of all connections, with its sound and its times. */
  get questions(): readonly SpokenQuestion[] {
    return this.#questions.all;
  }

  /** The n-th spoken question, the first being 0, once it has ended and its answer, if any, has begun; rejects after 5 s. */
  spoken(n: number): Promise<SpokenQuestion> {
    return this.#questions.spoken(n);
  }

  /** Waits until the n-th dial, the first being 0, whatever becomes of it; rejects after 5 s. */
  async dial(n: number): Promise<void> {
    await this.#dials.at(n, `dial ${n}`);
  }

  /** Says what happens to the coming connections, one each, after those already spoken for. */
  next(...faults: ConnectionFault[]): void {
    this.dialling.push(...faults);
  }

  /** Makes every handle given out so far unknown. */
  forget(): void {
    this.sessions.forget();
  }

  /** Has every handle given out so far lead to a session that knows nothing, without a word about it. */
  wipe(): void {
    this.sessions.wipe();
  }

  /** Adds a spoken question to `questions`. */
  understood(spoken: SpokenQuestion): void {
    this.#questions.add(spoken);
  }

  /** Has `close` reject, for a script that throws is a fault of the test. */
  failed(error: unknown): void {
    this.#failures.push(error);
  }

  /** Cuts what is open and stops listening. Rejects if a script threw, or a client asked for a path that nobody knows. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#connections.end('the server was closed');
    this.#dials.end('the server was closed');
    this.#questions.end('the server was closed');
    await Promise.all([this.#door.close(), ...this.connections.map(({ ended }) => ended)]);
    if (this.#failures.length === 0) return;
    throw new AggregateError(
      this.#failures,
      `the local Live API met what it does not know: ${this.#failures.join('; ')}`,
    );
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
