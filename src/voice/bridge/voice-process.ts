import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Clock, within } from '../../base/clock.ts';
import { isSet, type Proxies } from '../../proxy/proxy-settings.ts';
import { Outbox } from './outbox.ts';
import type { FromProcess, ToProcess } from './protocol.ts';

/** How much sound may wait until a voice process reads it, in bytes: five and a half minutes. */
const CAPACITY = 16 * 1024 * 1024;

/** How long a process may take to end by itself before it's killed, in milliseconds. */
const END_WITHIN = 2_000;

/** How much of a process's standard error is kept, in characters: the end of it, which says why the process died. */
const LAST_WORDS = 4_000;

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

/**
 * The garbage collector's young generation is kept small, as in the bot, because most objects here are small and live
 * briefly. A single thread collects it in half a millisecond; waking more threads would cost more than they save.
 */
const ARGUMENTS = ['--max-semi-space-size=4', '--single-threaded-gc'];

/** The environment variables that a voice process gets: where programs, certificates and temporary files are. */
const KNOWN = [
  'PATH',
  'TMPDIR',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SystemRoot',
];

/** The environment of a voice process. It has none of the bot's settings, so it has none of its secrets. */
export const makeVoiceEnvironment = (all: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    KNOWN.flatMap((name) => {
      const value = all[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** How a voice process ended, and the end of its standard error (`words`). */
export type VoiceProcessExit = { code: number | null; signal: NodeJS.Signals | null; words: string };

export type VoiceProcessOptions = {
  /** The process's environment; see {@link makeVoiceEnvironment}. */
  env: Record<string, string>;
  /** The proxies through which the process connects to voice servers. */
  proxies: Proxies;
  receive: (message: FromProcess) => void;
  clock: Pick<Clock, 'sleep'>;
};

/** One voice process. It starts to load at once. Messages that are sent before it's ready wait for it. */
export class VoiceProcess {
  /** Resolves when the process is gone, whatever the reason. */
  readonly exited: Promise<VoiceProcessExit>;
  readonly #child: ChildProcess;
  readonly #outbox: Outbox<ToProcess>;
  readonly #clock: Pick<Clock, 'sleep'>;

  constructor({ env, proxies, receive, clock }: VoiceProcessOptions) {
    this.#clock = clock;
    this.#child = fork(ENTRY, [], {
      serialization: 'advanced',
      env,
      execArgv: ARGUMENTS,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.on('message', (messages) => {
      for (const message of messages as FromProcess[]) receive(message);
    });
    this.exited = exitOf(this.#child);
    this.#outbox = new Outbox({
      capacity: CAPACITY,
      write: (messages, done) => this.#write(messages, done),
      lost: (call, bytes) => receive({ is: 'loss', call, what: 'sound', bytes }),
    });
    if (isSet(proxies)) this.send({ is: 'proxies', proxies });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Sends a message. Does nothing if the process is gone; {@link exited} says so. */
  send(message: ToProcess): void {
    this.#outbox.send(message);
  }

  /** Ends the process and waits until it's gone. If it doesn't end by itself, it's killed. */
  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    if ((await within(this.#clock, END_WITHIN, this.exited)) === 'late') this.kill();
    await this.exited;
  }

  /** Kills the process. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #write(messages: ToProcess[], done: () => void): void {
    if (this.#child.connected) this.#child.send(messages, () => done());
    else done();
  }
}

const exitOf = (child: ChildProcess): Promise<VoiceProcessExit> => {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  // The child's own `close` event isn't used, because it never comes after the bot has disconnected.
  const said = new Promise<void>((resolve) => {
    if (child.stderr) child.stderr.once('close', resolve);
    else resolve();
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => said.then(() => resolve({ code, signal, words })));
    // Without a pid the process never started, and no exit will follow. Other errors are about messages to it.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, words: String(error) });
    });
  });
};
