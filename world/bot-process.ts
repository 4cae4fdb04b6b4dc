import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TEST_PATIENCE } from './patience.ts';

/** Where a bot lives: the two servers of a world, the store's URL, and settings that differ from the defaults. */
export type BotSurroundings = {
  /** `caFile` holds the certificate authority of its voice server, if it has one. */
  discord: { api: string; token: string; caFile?: string | undefined };
  live: { url: string; key: string };
  /** `STORE_URL`; a file's path must be absolute, because the bot does not run in the project's directory. */
  store: string;
  env?: Record<string, string>;
  /** The program and its arguments, and before it flags of Node; what `npm start` runs by default. */
  program?: readonly string[];
};

/** How a process ended: with a code, or by a signal. */
export type BotExit = { code: number | null; signal: NodeJS.Signals | null };

/** Lines kept of what a bot logs; it is all that is left to tell why it died. */
const MOST_LOGS = 5_000;

/** Lines of the log that an error quotes. */
const QUOTED = 15;

/** How long a bot may take until it is ready, and until it is gone after SIGTERM (it has 10 s for that). */
const DEADLINE = { ready: TEST_PATIENCE, stop: 15_000 };

const ROOT = new URL('../', import.meta.url);

/** How `npm start` starts it: flags of Node, then the program. */
const [, ...START] = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).scripts.start.split(' ');
const ARGUMENTS = [...START.slice(0, -1), fileURLToPath(new URL(START.at(-1), ROOT))];

const TETHER = fileURLToPath(new URL('tether.ts', import.meta.url));

/** The same arguments, for a program that ends when this process is killed: see `tether.ts`. */
const tether = (program: readonly string[]): string[] => {
  const flags = program.findIndex((argument) => !argument.startsWith('-'));
  return program.toSpliced(flags, 0, TETHER);
};

/** Every bot that runs, so that none is left when this process ends by itself. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The real bot as a process of its own, told by its environment that a world is Discord and Google. */
export class BotProcess {
  /** Resolves when the bot is logged in and its commands are registered; rejects, quoting its log, if that fails. */
  readonly ready: Promise<void>;
  /** Settles when the process is gone and everything it logged is here. It never rejects. */
  readonly exited: Promise<BotExit>;
  /** The newest lines that it wrote to standard output and standard error. */
  readonly logs: string[] = [];

  #child: ChildProcess;
  #timer: NodeJS.Timeout;
  #ready = Promise.withResolvers<void>();
  #listeners = new Set<(line: string) => void>();

  constructor({ discord, live, store, env, program = ARGUMENTS }: BotSurroundings) {
    const child = spawn(process.execPath, tether(program), {
      // A `.env` of the project's owner must not reach this bot.
      cwd: import.meta.dirname,
      // A Ctrl-C in a terminal reaches all of its foreground group; when this bot stops is for its owner to say.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.api,
        GEMINI_API_KEY: live.key,
        GEMINI_BASE_URL: live.url,
        STORE_URL: store,
        HTTP_PORT: '0',
        ...(discord.caFile && { NODE_EXTRA_CA_CERTS: discord.caFile }),
        ...env,
      },
    });
    this.#child = child;
    running.add(child);
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => this.#take(`the process could not be started: ${error.message}`));
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    for (const stream of [child.stdout, child.stderr]) if (stream) this.#read(stream);
    this.ready = this.#ready.promise;
    // Whoever waits for it hears of it; nobody has to wait.
    this.ready.catch(() => {});
    const late = () => this.#ready.reject(this.#error(`is not ready after ${DEADLINE.ready} ms`));
    this.#timer = setTimeout(late, DEADLINE.ready);
    this.exited.then((exit) => {
      clearTimeout(this.#timer);
      running.delete(child);
      this.#ready.reject(this.#error(`ended before it was ready (${formatExit(exit)})`));
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Has `take` told every line from now on; the result ends that. */
  listen(take: (line: string) => void): () => void {
    this.#listeners.add(take);
    return () => void this.#listeners.delete(take);
  }

  /** Sends SIGTERM and resolves with the exit code. Rejects, after killing it, if the bot does not go in time. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#child.kill('SIGKILL');
    }, DEADLINE.stop);
    const exit = await this.exited;
    clearTimeout(timer);
    if (late) throw this.#error(`did not stop within ${DEADLINE.stop} ms`);
    return exit.code;
  }

  /** Kills it without a warning (SIGKILL), as a crash of the machine would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Lets it stand still (SIGSTOP), as a machine does that swaps or is moved. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Lets it go on. */
  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** Resident memory in bytes; on Linux only. */
  async rss(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
    return Number(kilobytes) * 1_024;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  /** What it logged last, for a message to a person. */
  quote(): string {
    return this.logs.slice(-QUOTED).join('\n') || '(it logged nothing)';
  }

  #read(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => this.#take(line));
  }

  #take(line: string): void {
    this.logs.push(line);
    if (this.logs.length > MOST_LOGS) this.logs.shift();
    for (const listener of this.#listeners) listener(line);
    if (messageOf(line) !== 'ready') return;
    clearTimeout(this.#timer);
    this.#ready.resolve();
  }

  #error(what: string): Error {
    return new Error(`The bot ${what}. Its last log lines:\n${this.quote()}`);
  }
}

/** Starts the bot; await its `ready`. */
export const spawnBot = (surroundings: BotSurroundings): BotProcess => new BotProcess(surroundings);

/** An exit in words. */
export const formatExit = ({ code, signal }: BotExit): string => (signal ? `killed by ${signal}` : `exit code ${code}`);

const messageOf = (line: string): unknown => {
  try {
    return JSON.parse(line)?.msg;
  } catch {
    return undefined;
  }
};
