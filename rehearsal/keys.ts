import { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';

/** How much type-ahead is kept, in bytes. More is lost, and a bell rings, as on any terminal. */
const MOST_AHEAD = 65_536;

const CTRL_C = 0x03;
const [LINE_FEED, RETURN] = [0x0a, 0x0d];

/**
 * The keys of a terminal, passed on one line at a time. What is typed while a line is being handled waits, invisible,
 * until the next line may be typed, so that it doesn't appear in the middle of the output. Only Ctrl-C doesn't wait.
 */
export class Keys extends Readable {
  readonly #terminal: ReadStream;
  readonly #on: { interrupt(): void; full(): void };
  #ahead = Buffer.alloc(0);
  #gives: 'nothing' | 'one line' = 'nothing';

  /**
   * From now on the terminal doesn't echo keys itself. `interrupt` is called for a Ctrl-C while a line is being handled,
   * and `full` when a key is lost.
   */
  constructor(terminal: ReadStream, on: { interrupt(): void; full(): void }) {
    super({ read() {} });
    this.#terminal = terminal;
    this.#on = on;
    this.setRawMode(true);
    terminal.on('data', (typed: Buffer) => this.#take(typed)).once('end', () => this.push(null));
  }

  /** As on the terminal: with `true`, keys come one by one and aren't echoed. */
  setRawMode(isRaw: boolean): this {
    this.#terminal.setRawMode(isRaw);
    return this;
  }

  /** Lets the next line be typed, or takes it from the type-ahead. */
  next(): void {
    this.#gives = 'one line';
    this.#give();
  }

  #take(typed: Buffer): void {
    if (this.#gives === 'nothing' && typed.includes(CTRL_C)) this.#on.interrupt();
    const ahead = Buffer.concat([this.#ahead, typed]);
    this.#ahead = ahead.subarray(0, MOST_AHEAD);
    if (ahead.length > MOST_AHEAD) this.#on.full();
    if (this.#gives === 'one line') this.#give();
  }

  #give(): void {
    const end = this.#ahead.findIndex((byte) => byte === LINE_FEED || byte === RETURN) + 1;
    if (end > 0) this.#gives = 'nothing';
    const given = this.#ahead.subarray(0, end || undefined);
    this.#ahead = this.#ahead.subarray(given.length);
    if (given.length > 0) this.push(given);
  }
}
