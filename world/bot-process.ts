import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TEST_PATIENCE } from './patience.ts';

/** Where a bot runs: the two servers of a world, the store's URL, and settings that differ from the defaults. */
export type BotSurroundings = {
  /** `caFile` contains the certificate authority of its voice server, if it has one. */
  discord: { api: string; token: string; cdn?: { origin: string }; caFile?: string | undefined };
  live: { url: string; key: string };
  /** `STORE_URL`. A file's path must be absolute, because the bot doesn't run in the project's directory. */
  store: string;
  env?: Record<string, string>;
  /** Flags of Node, the program, and its arguments; by default what `npm start` runs. */
  program?: readonly string[];
};

/** How a process ended: with a code, or by a signal. */
export type BotExit = { code: number | null; signal: NodeJS.Signals | null };

/** How many lines of a bot's log are kept. They may be all that shows why it died. */
const MOST_LOGS = 5_000;

/** How many lines of the log an error quotes. */
const QUOTED = 15;

/** How long a bot may take to be ready, and to be gone after SIGTERM (it has 10 s for that), in milliseconds. */
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

/** Every running bot, so that none is left when this process ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The real bot in its own process. By its environment, a world is Discord and Google. */
export class BotProcess {
  /** Resolves when the bot is logged in and its commands are registered; rejects, quoting its log, if that fails. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone and all of its log has arrived. It never rejects. */
  readonly exited: Promise<BotExit>;
  /** The newest lines that it wrote to standard output and standard error. */
  readonly logs: string[] = [];

  #child: ChildProcess;
  #timer: NodeJS.Timeout;
  #ready = Promise.withResolvers<void>();
  #listeners = new Set<(line: string) => void>();

  constructor({ discord, live, store, env, program = ARGUMENTS }: BotSurroundings) {
    const child = spawn(process.execPath, tether(program), {
      // A `.env` in the project's directory mustn't reach this bot.
      cwd: import.meta.dirname,
      // A Ctrl-C in a terminal reaches its whole foreground group, but only the test decides when this bot stops.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.api,
        ...(discord.cdn && { DISCORD_CDN_URL: discord.cdn.origin }),
        GEMINI_API_KEY: live.key,
        GEMINI_BASE_URL: live.url,
        STORE_URL: store,
        HTTP_PORT: '0',
        // The notice beside everybody's first answer is what its own tests are about.
        CONSENT: 'off',
        ...(discord.caFile && { NODE_EXTRA_CA_CERTS: discord.caFile }),
        // Most of what a start costs is to compile what it loads.
        ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
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
    // This is reported to callers that await it, and nobody has to.
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

  /** Whether the process is gone. */
  get isGone(): boolean {
    return !running.has(this.#child);
  }

  /** From now on calls `take` with every line. The result ends that. */
  listen(take: (line: string) => void): () => void {
    this.#listeners.add(take);
    return () => void this.#listeners.delete(take);
  }

  /** Sends SIGTERM and resolves to the exit code. If the bot isn't gone within so many milliseconds, kills it and rejects. */
  async stop(deadline = DEADLINE.stop): Promise<number | null> {
    this.#child.kill('SIGTERM');
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#child.kill('SIGKILL');
    }, deadline);
    const exit = await this.exited;
    clearTimeout(timer);
    if (late) throw this.#error(`did not stop within ${deadline} ms`);
    return exit.code;
  }

  /** Kills it without a warning (SIGKILL), as a crash of the machine would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Freezes it (SIGSTOP), as a machine does that swaps or is migrated. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Lets it go on after a freeze. */
  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** Resident memory in bytes, on Linux only. */
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
