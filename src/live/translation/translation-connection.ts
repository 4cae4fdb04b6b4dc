import type { GoogleGenAI } from '@google/genai/web';
import type { Clock } from '../../base/clock.ts';
import { dial, type RawConnection } from '../connection/dial.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { Ending } from '../failures/connection-ending.ts';
import { sendAudio, sendStreamEnd } from '../protocol/client-message.ts';
import { parseTimeLeft, readUsage, type ServerMessage } from '../protocol/server-message.ts';
import { NO_USAGE, type TokenUsage } from '../protocol/token-kinds.ts';
import { makeTranslationConfig } from '../protocol/translation.ts';

/** What to open a connection with. `model` translates into `target`. */
type TranslationDial = {
  google: GoogleGenAI;
  model: string;
  target: string;
  clock: Clock;
  /** Called when Google has announced the connection's end. */
  onRetire(): void;
};

/** A connection is left this many milliseconds before its announced end, whatever is running on it. */
const MARGIN = 5_000;

/** How many bytes may wait for a slow network, in the socket, before it counts as dead: some 20 s of sound. */
const MOST_WAITING = 1024 * 1024;

/** A connection on which sound is translated as it comes, without turns. */
export class TranslationConnection {
  readonly #connection: RawConnection;
  readonly #clock: Clock;
  readonly #onRetire: () => void;
  readonly #opened: number;
  readonly #gone = new AbortController();
  #isRetired = false;
  #counted: TokenUsage = NO_USAGE;
  #follow: (message: ServerMessage) => void = () => {};

  private constructor(connection: RawConnection, { clock, onRetire }: Pick<TranslationDial, 'clock' | 'onRetire'>) {
    this.#connection = connection;
    this.#clock = clock;
    this.#onRetire = onRetire;
    this.#opened = clock.now();
    connection.ended.then(() => this.#gone.abort('the connection is gone'));
  }

  /** Dials, with the errors of `dial`. What comes before the connection is open concerns nobody, except for its end. */
  static async open(options: TranslationDial, signal: AbortSignal): Promise<TranslationConnection> {
    const { google, model, target, clock } = options;
    let opened: TranslationConnection | undefined;
    let early: ServerMessage | undefined;
    const receive = (message: ServerMessage) => {
      if (opened) opened.#receive(message);
      else if (message.goAway) early = message;
    };
    const connection = await dial(google, { model, config: makeTranslationConfig(target), receive, clock, signal });
    opened = new TranslationConnection(connection, options);
    if (early) opened.#receive(early);
    return opened;
  }

  /** Aborts when it's gone. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Settles when it's gone, with how it ended. */
  get ended(): Promise<Ending> {
    return this.#connection.ended;
  }

  /** How long it has been open, in milliseconds. */
  get age(): number {
    return this.#clock.now() - this.#opened;
  }

  /** Whether its end was announced, so that nobody new speaks on it. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** Google's newest count on it. */
  get counted(): TokenUsage {
    return this.#counted;
  }

  /** From now on tells this one what comes. */
  follow(receive: (message: ServerMessage) => void): void {
    this.#follow = receive;
  }

  /** Sends sound: signed 16-bit little-endian PCM, 16 kHz, mono. */
  feed(pcm: Buffer): void {
    if (this.#connection.countWaiting() > MOST_WAITING) this.cut(`${OWN_CLOSE_REASONS.silent} from the network`);
    else sendAudio(pcm)(this.#connection.session);
  }

  /** No sound comes for a while, so Google needn't wait for more of it. */
  rest(): void {
    sendStreamEnd(this.#connection.session);
  }

  /** Whether the other side is still there; see `LiveSocket.isAlive`. */
  isAlive(): Promise<boolean> {
    return this.#connection.isAlive();
  }

  /** Closes it, and resolves when it's gone. */
  async close(): Promise<void> {
    this.#connection.close();
    await this.#connection.ended;
  }

  /** Cuts it at once. */
  cut(reason: string): void {
    this.#connection.cut(reason);
  }

  #receive(message: ServerMessage): void {
    this.#counted = readUsage(message) ?? this.#counted;
    if (message.goAway) this.#noteGoAway(parseTimeLeft(message.goAway.timeLeft));
    this.#follow(message);
  }

  /** By our own timer, because Google was seen to fall silent after such an announcement (tau2-bench PR 461). */
  #noteGoAway(left: number): void {
    this.#isRetired = true;
    this.#onRetire();
    this.#clock.sleep(Math.max(left - MARGIN, left / 2), this.gone).then(
      () => this.cut(OWN_CLOSE_REASONS.goAway),
      () => {},
    );
  }
}
