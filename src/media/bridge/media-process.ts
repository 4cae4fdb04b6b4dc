import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChildExit, endChild, watchExit } from '../../base/child-exit.ts';
import { type Clock, within } from '../../base/clock.ts';
import type { MediaFaultKind } from '../../base/events.ts';
import { makeHumble } from '../../base/humble-child.ts';
import { MediaFault } from './media-fault.ts';
import { MEDIA_LIMITS } from './media-limits.ts';
import type { FileOutcome, FromMedia, ToMedia, Wants } from './media-protocol.ts';

const ENTRY = new URL('../decoding/index.ts', import.meta.url);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Where the packages are. Usually that's in the project, but they may also be installed above it or behind a link, and the
 * permission counts for the folder that they're really in.
 */
const PACKAGES = fileURLToPath(import.meta.resolve('sharp')).replace(/([\\/]node_modules)[\\/].*$/, '$1');

/** How often its memory is read while it works, in milliseconds. */
const LOOK_EVERY = 100;

/** How long it may take to end by itself before it's killed, in milliseconds. */
const END_WITHIN = 1_000;

/** Bytes of a page, in which the kernel counts memory. */
const PAGE = 4_096;

/** Milliseconds of a tick, in which the kernel counts processor time: `USER_HZ` is 100 on all that Node runs on (time(7)). */
const TICK = 10;

/**
 * `--permission` is a seat belt, not a wall (Node docs, "Permission Model"): it keeps our own mistakes and the decoders' from
 * writing files and starting programs. The codec and the picture library are native code. The latter reads `ldd` to learn
 * which C library there is.
 */
const ARGUMENTS = [
  '--permission',
  // Not the whole folder, because the operator's settings with their keys and often the store lie in it, too.
  ...['src', 'package.json', 'node_modules'].map((part) => `--allow-fs-read=${join(ROOT, part)}`),
  `--allow-fs-read=${PACKAGES}`,
  '--allow-fs-read=/usr/bin/ldd',
  '--allow-addons',
  '--disable-warning=SecurityWarning',
  '--disable-warning=ExperimentalWarning',
  '--max-old-space-size=256',
  '--single-threaded-gc',
];

/**
 * Libraries that would start a thread for each core get one, and memory that is freed goes back to the system. What the
 * operator has Node load into the bot isn't loaded here, where it may not be read.
 */
const FRUGAL = { UV_THREADPOOL_SIZE: '1', MALLOC_ARENA_MAX: '2', NODE_OPTIONS: '' };

export type MediaProcessOptions = {
  /** The process's environment; see `makeChildEnvironment`. */
  env: Record<string, string>;
  /** The machine's own clock, because a process takes real time. */
  clock: Pick<Clock, 'sleep'>;
  /** The program that it runs; another one in tests. */
  entry?: URL;
  /** Processor time that a file may take, in milliseconds; less in tests. */
  decodeMs?: number;
  /** Whether calls go before it, which is so unless nobody can be in a call. */
  isHumble?: boolean;
};

/** The process's answer, or why there is none: it's gone, or it has had its processor time. */
type Outcome = FromMedia | 'died' | 'late';

/**
 * One media process, which reads files that strangers made. It's never asked to give up: if a file takes too long or too
 * much memory, it's killed.
 */
export class MediaProcess {
  /** Resolves when the process is gone, whatever the reason. */
  readonly exited: Promise<ChildExit>;
  readonly #child: ChildProcess;
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #decodeMs: number;
  #isGone = false;
  /** How many files it was given. */
  #jobs = 0;
  /** Takes what becomes of the file that is being read. The process outlives it, so nothing of the file may hang on the process. */
  #take: ((answer: Outcome) => void) | undefined;

  constructor({ env, clock, entry = ENTRY, decodeMs = MEDIA_LIMITS.decodeMs, isHumble = true }: MediaProcessOptions) {
    this.#clock = clock;
    this.#decodeMs = decodeMs;
    this.#child = fork(fileURLToPath(entry), [], {
      serialization: 'advanced',
      env: { ...env, ...FRUGAL },
      execArgv: ARGUMENTS,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // Nothing waits for it: only an open file keeps the bot from ending, and the bot's end is its end.
    this.exited = watchExit(this.#child).finally(() => {
      this.#isGone = true;
      this.#take?.('died');
    });
    this.#child.on('message', (message) => {
      const answer = message as FromMedia;
      if (answer.job === this.#jobs) this.#take?.(answer);
    });
    if (isHumble) makeHumble(this.#child.pid);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get jobs(): number {
    return this.#jobs;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Bytes of memory that it takes, or 0 where the system doesn't tell (Linux does). */
  measureMemory(): Promise<number> {
    return measureRss(this.pid);
  }

  /**
   * Reads a file. Only one at a time. The process is killed if that takes more than 10 s of processor time or more than its
   * memory, or when the signal aborts; there's no other way to make it stop. A file isn't slow because the machine is busy,
   * so its own time counts; but nobody waits longer than 30 s.
   *
   * @throws MediaFault: why it can't be read; `slow` if it takes too long, `broken` if the process died of it, both fatal. The
   *   signal's reason.
   */
  async read(bytes: Uint8Array, wants: Wants, signal: AbortSignal): Promise<FileOutcome> {
    signal.throwIfAborted();
    this.#jobs += 1;
    const over = new AbortController();
    const kill = () => this.kill();
    signal.addEventListener('abort', kill, { once: true });
    try {
      const answer = this.#answerTo({ is: 'read', job: this.#jobs, bytes, wants });
      void this.#watch(over.signal);
      const message = await within(this.#clock, MEDIA_LIMITS.stallMs, answer, signal);
      if (message === 'late') throw this.#fail('slow');
      if (message === 'died') throw this.#fail('broken');
      if (message.is === 'refused') throw new MediaFault(message.why);
      return message.outcome;
    } finally {
      signal.removeEventListener('abort', kill);
      over.abort('read');
    }
  }

  /** Ends the process and waits until it's gone. If it doesn't end by itself, it's killed. */
  end(): Promise<void> {
    return endChild(this.#child, { exited: this.exited, patience: END_WITHIN, clock: this.#clock });
  }

  /** Kills the process. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #fail(why: MediaFaultKind): MediaFault {
    this.kill();
    return new MediaFault(why, { isFatal: true });
  }

  #answerTo(message: ToMedia): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    if (this.#isGone) resolve('died');
    else this.#take = resolve;
    // An error of sending is the end of the process, which is told when it's gone.
    if (this.#child.connected) this.#child.send(message, () => {});
    return promise.finally(() => {
      this.#take = undefined;
    });
  }

  /**
   * Kills the process as soon as it takes too much memory: a decoder that allocates doesn't come to answer a question. Tells
   * when it has had its processor time.
   */
  async #watch(signal: AbortSignal): Promise<void> {
    const before = await measureProcessorTime(this.pid);
    try {
      while ((await measureProcessorTime(this.pid)) - before < this.#decodeMs) {
        await this.#clock.sleep(LOOK_EVERY, signal);
        if ((await this.measureMemory()) > MEDIA_LIMITS.rss) this.kill();
      }
      if (!signal.aborted) this.#take?.('late');
    } catch {
      // The file is read.
    }
  }
}

const measureRss = async (pid: number | undefined): Promise<number> => {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(text.split(' ')[1] ?? 0) * PAGE;
};

/** Milliseconds of a processor that a process has had, or 0 where the system doesn't tell (Linux does: proc_pid_stat(5)). */
const measureProcessorTime = async (pid: number | undefined): Promise<number> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program stands in brackets and may have blanks; the 14th and 15th fields are counted from the first.
  const [user = 0, system = 0] = text
    .slice(text.lastIndexOf(')') + 1)
    .split(' ')
    .slice(12, 14)
    .map(Number);
  return (user + system) * TICK;
};
