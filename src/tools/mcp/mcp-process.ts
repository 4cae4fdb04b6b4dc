import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ChildExit, endChild, watchExit } from '../../base/child-exit.ts';
import type { Clock } from '../../base/clock.ts';
import { makeHumble } from '../../base/humble-child.ts';
import { isSet, type Proxies } from '../../proxy/proxy-settings.ts';
import { endGroup } from './group-end.ts';
import type { FromMcp, ToMcp } from './mcp-protocol.ts';

const ENTRY = new URL('process/index.ts', import.meta.url);

/** How long it may take to end by itself before it's killed, in milliseconds. */
const END_WITHIN = 2_000;

/** What servers send is bounded, so this is enough for all of them together. */
const ARGUMENTS = ['--max-old-space-size=256', '--max-semi-space-size=4', '--single-threaded-gc'];

export type McpProcessOptions = {
  /** The process's environment; see `makeChildEnvironment`. */
  env: Record<string, string>;
  proxies: Proxies;
  receive: (message: FromMcp) => void;
  clock: Pick<Clock, 'sleep'>;
  /** The program that it runs; another one in tests. */
  entry?: URL;
};

/**
 * The MCP process, which talks with MCP servers and reads what they send. It's a process of its own, less urgent than the bot and
 * its calls, so that a server that sends too much, or something that takes long to read, disturbs nobody who speaks.
 */
export class McpProcess {
  /** Resolves when the process is gone, whatever the reason, and with it all programs that it had started. */
  readonly exited: Promise<ChildExit>;
  readonly #child: ChildProcess;
  readonly #clock: Pick<Clock, 'sleep'>;
  /** The groups of processes that it has started, which outlive it if it's killed. */
  readonly #groups = new Set<number>();

  constructor({ env, proxies, receive, clock, entry = ENTRY }: McpProcessOptions) {
    this.#clock = clock;
    this.#child = fork(fileURLToPath(entry), [], {
      serialization: 'advanced',
      env,
      execArgv: ARGUMENTS,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.on('message', (message) => {
      const told = message as FromMcp;
      if (told.is === 'group') this.#noteGroup(told.pid, told.state);
      else receive(told);
    });
    this.exited = watchExit(this.#child).finally(() => {
      for (const pid of this.#groups) endGroup(pid, 'SIGKILL');
    });
    makeHumble(this.#child.pid);
    if (isSet(proxies)) this.send({ is: 'proxies', proxies });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Sends a message. Does nothing if the process is gone; {@link exited} says so. */
  send(message: ToMcp): void {
    // An error of sending is the end of the process, which is told when it's gone.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** Ends the process and waits until it's gone. If it doesn't end by itself, it's killed. */
  end(): Promise<void> {
    return endChild(this.#child, { exited: this.exited, patience: END_WITHIN, clock: this.#clock });
  }

  /** Kills the process. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #noteGroup(pid: number, state: 'started' | 'ended'): void {
    if (state === 'started') this.#groups.add(pid);
    else this.#groups.delete(pid);
  }
}
