import { type Clock, within } from '../base/clock.ts';
import { MediaFault } from './bridge/media-fault.ts';

/** Bytes that a question's files take up. */
export type Stay = {
  /** They take more or less than was thought. More is never refused, because they're there already. */
  resize(bytes: number): void;
  /** They're gone. It may be called again. */
  leave(): void;
};

type ReadingRoomOptions = {
  /** How many bytes there's room for. */
  most: number;
  /** How long a question waits for room, in milliseconds. */
  wait: number;
  clock: Pick<Clock, 'sleep'>;
};

type Visitor = { bytes: number; enter: () => void };

/** The bytes of files in the whole process: who comes when there's no room waits in line. */
export class ReadingRoom {
  readonly #options: ReadingRoomOptions;
  /** Those that wait, in the order in which they came. */
  #line: Visitor[] = [];
  #taken = 0;

  constructor(options: ReadingRoomOptions) {
    this.#options = options;
  }

  get taken(): number {
    return this.#taken;
  }

  /**
   * Takes up bytes as soon as there's room for them and for all who came before.
   *
   * @throws MediaFault `busy` if there's none in time; the signal's reason.
   */
  async enter(bytes: number, signal: AbortSignal): Promise<Stay> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const visitor: Visitor = { bytes, enter: resolve };
    this.#line.push(visitor);
    this.#admit();
    try {
      const { clock, wait } = this.#options;
      if ((await within(clock, wait, promise, signal)) === 'late') throw new MediaFault('busy');
      return this.#makeStay(bytes);
    } catch (error) {
      this.#giveUp(visitor);
      throw error;
    }
  }

  #makeStay(bytes: number): Stay {
    let held = bytes;
    const resize = (now: number) => {
      this.#taken += now - held;
      held = now;
      this.#admit();
    };
    return { resize, leave: () => resize(0) };
  }

  #giveUp(visitor: Visitor): void {
    if (this.#line.includes(visitor)) this.#line = this.#line.filter((each) => each !== visitor);
    else this.#taken -= visitor.bytes;
    this.#admit();
  }

  /** Lets those in for whom there's room. An empty room has room for everyone. */
  #admit(): void {
    for (const visitor of [...this.#line]) {
      if (this.#taken > 0 && this.#taken + visitor.bytes > this.#options.most) return;
      this.#line.shift();
      this.#taken += visitor.bytes;
      visitor.enter();
    }
  }
}
