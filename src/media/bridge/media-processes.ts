import type { ChildExit } from '../../base/child-exit.ts';
import type { Clock } from '../../base/clock.ts';
import { Mutex } from '../../base/mutex.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { Timer } from '../../base/timer.ts';
import { MediaFault } from './media-fault.ts';
import type { MediaProcess, MediaProcessOptions } from './media-process.ts';
import type { FileOutcome, Wants } from './media-protocol.ts';

/** How long a process without a file to read keeps running, in milliseconds. */
const LINGER = 60_000;

/** After so many files a process is replaced, and after one that leaves it with so many bytes of memory. */
const JOBS = 50;
const SWOLLEN = 250 * 1024 * 1024;

/** If a process dies so often within a minute, no file is read for the rest of that minute. */
const DEATHS = 3;
const MINUTE = 60_000;

/** What is needed of a media process, so that tests can bring their own. */
type Reader = Pick<MediaProcess, 'read' | 'end' | 'kill' | 'exited' | 'jobs' | 'isGone' | 'measureMemory'>;

export type MediaProcessesOptions = MediaProcessOptions & {
  clock: Clock;
  /** A process died of a file, or was killed because of one. */
  died: (exit: ChildExit) => void;
  start: (options: MediaProcessOptions) => Reader;
};

/** The media process of a bot: started with the first file, replaced when it dies, ended when there's nothing to read. */
export class MediaProcesses {
  readonly #options: MediaProcessesOptions;
  readonly #deaths: SlidingWindow;
  readonly #lingering: Timer;
  readonly #over = new AbortController();
  readonly #mutex = new Mutex();
  #process: Reader | undefined;

  constructor(options: MediaProcessesOptions) {
    this.#options = options;
    this.#deaths = new SlidingWindow(options.clock, MINUTE);
    this.#lingering = new Timer(options.clock);
  }

  /** How many are running. */
  get running(): number {
    return this.#process ? 1 : 0;
  }

  /** Whether files are refused because reading them has failed too often. */
  get isFailing(): boolean {
    return this.#deaths.count >= DEATHS;
  }

  /**
   * Reads a file when those before it have been read.
   *
   * @throws MediaFault: why it can't be read, `failing` if that has gone wrong too often. The signal's reason.
   */
  read(bytes: Uint8Array, wants: Wants, signal: AbortSignal): Promise<FileOutcome> {
    return this.#mutex.run(() => this.#readNow(bytes, wants, signal), signal);
  }

  /** Kills the process, even while it reads a file. No other follows. */
  async end(): Promise<void> {
    this.#over.abort(new MediaFault('failing'));
    this.#lingering.stop();
    const process = this.#process;
    this.#process = undefined;
    process?.kill();
    await process?.exited;
  }

  async #readNow(bytes: Uint8Array, wants: Wants, signal: AbortSignal): Promise<FileOutcome> {
    if (this.#over.signal.aborted || this.isFailing) throw new MediaFault('failing');
    this.#lingering.stop();
    const process = this.#start();
    // It's killed for a question that is over, which says nothing about files, so it isn't a death.
    const drop = () => {
      this.#drop(process);
      // It may have answered already, and then nobody else kills it.
      process.kill();
    };
    signal.addEventListener('abort', drop, { once: true });
    try {
      return await process.read(bytes, wants, signal);
    } finally {
      signal.removeEventListener('abort', drop);
      await this.#settle(process);
    }
  }

  #drop(process: Reader): void {
    if (this.#process === process) this.#process = undefined;
  }

  #start(): Reader {
    if (this.#process && !this.#process.isGone) return this.#process;
    const { env, clock, entry, start } = this.#options;
    const process = start({ env, clock, ...(entry && { entry }) });
    this.#process = process;
    void process.exited.then((exit) => this.#noteExit(process, exit));
    return process;
  }

  /** Decides what becomes of a process after a file. */
  async #settle(process: Reader): Promise<void> {
    if (this.#process !== process || process.isGone) return;
    if (process.jobs >= JOBS || (await process.measureMemory()) > SWOLLEN) await this.#retire(process);
    else this.#lingering.set(LINGER, () => void this.#retire(process));
  }

  async #retire(process: Reader): Promise<void> {
    this.#drop(process);
    await process.end();
  }

  #noteExit(process: Reader, exit: ChildExit): void {
    if (this.#process !== process) return;
    this.#process = undefined;
    this.#lingering.stop();
    this.#deaths.add();
    this.#options.died(exit);
  }
}
