import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ChildExit, endChild, watchExit } from '../../base/child-exit.ts';
import type { Clock } from '../../base/clock.ts';
import { isSet, type Proxies } from '../../proxy/proxy-settings.ts';
import { Outbox } from './outbox.ts';
import type { FromProcess, ToProcess } from './protocol.ts';

/** How much sound may wait until a voice process reads it, in bytes: five and a half minutes. */
const CAPACITY = 16 * 1024 * 1024;

/** How long a process may take to end by itself before it's killed, in milliseconds. */
const END_WITHIN = 2_000;

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

/**
 * The garbage collector's young generation is kept small, as in the bot, because most objects here are small and live
 * briefly. A single thread collects it in half a millisecond; waking more threads would cost more than they save.
 */
const ARGUMENTS = ['--max-semi-space-size=4', '--single-threaded-gc'];

export type VoiceProcessOptions = {
  /** The process's environment; see `makeChildEnvironment`. */
  env: Record<string, string>;
  /** The proxies through which the process connects to voice servers. */
  proxies: Proxies;
  receive: (message: FromProcess) => void;
  clock: Pick<Clock, 'sleep'>;
};

/** One voice process. It starts to load at once. Messages that are sent before it's ready wait for it. */
export class VoiceProcess {
  /** Resolves when the process is gone, whatever the reason. */
  readonly exited: Promise<ChildExit>;
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
    this.exited = watchExit(this.#child);
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
  end(): Promise<void> {
    return endChild(this.#child, { exited: this.exited, patience: END_WITHIN, clock: this.#clock });
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
