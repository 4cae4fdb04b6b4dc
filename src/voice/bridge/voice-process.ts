import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isSet, type Proxies } from '../../proxy/proxy-settings.ts';
import { Outbox } from './outbox.ts';
import type { FromProcess, ToProcess } from './protocol.ts';

/** Bytes of sound that may wait for a voice process to take them: 5 minutes and a half of speech. */
const CAPACITY = 16 * 1024 * 1024;

/** How long a process that was told to end may take, in milliseconds. */
const END_WITHIN = 2_000;

/** How much of what a process says before it dies is kept. */
const LAST_WORDS = 4_000;

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

/**
 * The young generation is kept small, as in the bot: what lives briefly here is small, and there is little else. One thread
 * collects it in half a millisecond; to wake others for that would cost more than they do.
 */
const ARGUMENTS = ['--max-semi-space-size=4', '--single-threaded-gc'];

/** What a voice process may know of the bot's environment: where programs, certificates and temporary files are. */
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

/** The environment of a voice process: none of the bot's settings, and so none of its secrets. */
export const makeVoiceEnvironment = (all: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    KNOWN.flatMap((name) => {
      const value = all[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** How a voice process ended, and what it last wrote to its standard error. */
export type VoiceProcessExit = { code: number | null; signal: NodeJS.Signals | null; words: string };

export type VoiceProcessOptions = {
  /** Of the process, see {@link makeVoiceEnvironment}. */
  env: Record<string, string>;
  /** By which it dials. */
  proxies: Proxies;
  receive: (message: FromProcess) => void;
};

/** One voice process. It begins to load at once; what it is sent meanwhile waits for it. */
export class VoiceProcess {
  /** Resolves when it is gone, however that came. */
  readonly exited: Promise<VoiceProcessExit>;
  readonly #child: ChildProcess;
  readonly #outbox: Outbox<ToProcess>;

  constructor({ env, proxies, receive }: VoiceProcessOptions) {
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

  /** Sends a message, or nothing if the process is gone: {@link exited} tells of that. */
  send(message: ToProcess): void {
    this.#outbox.send(message);
  }

  /** Ends it: it leaves nothing behind and is gone in a moment; a process that does not listen is killed. */
  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    const patience = setTimeout(() => this.kill(), END_WITHIN);
    await this.exited;
    clearTimeout(patience);
  }

  /** Ends it without asking. */
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
  // Not by `close`, which never comes after the bot itself has disconnected.
  const said = new Promise<void>((resolve) => {
    if (child.stderr) child.stderr.once('close', resolve);
    else resolve();
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => said.then(() => resolve({ code, signal, words })));
    // It could not be started at all; or it could not be told something, and then its exit follows.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, words: String(error) });
    });
  });
};
