import type { ChildExit } from '../../base/child-exit.ts';
import type { Clock } from '../../base/clock.ts';
import { Heartbeat } from '../../base/heartbeat.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { Timer } from '../../base/timer.ts';
import type { Proxies } from '../../proxy/proxy-settings.ts';
import type { McpProcess, McpProcessOptions } from './mcp-process.ts';
import type { FromMcp, ToMcp } from './mcp-protocol.ts';

/** If more processes than this die within a minute, no other is started for the rest of it. */
const DEATHS = 3;
const MINUTE = 60_000;

/** Milliseconds between two pings. Reading what a server sent may take a second or two, so it isn't in a hurry. */
const PING_EVERY = 8_000;

/** The `words` of a process that was killed because it didn't answer. */
const HUNG = 'It did not answer any more.';

/** Who follows what becomes of the process: it says something, is replaced by another one, or isn't replaced for now. */
type Follower = { receive(message: FromMcp): void; restart(): void; fail(): void };

export type McpSupervisorOptions = {
  clock: Clock;
  env: Record<string, string>;
  proxies: Proxies;
  /** The process died unexpectedly. */
  died: (exit: ChildExit) => void;
  start: (options: McpProcessOptions) => Pick<McpProcess, 'send' | 'end' | 'kill' | 'exited'>;
};

type SupervisedProcess = ReturnType<McpSupervisorOptions['start']>;

/** The MCP process of a bot: started with the first message to it, replaced when it dies or hangs. */
export class McpSupervisor {
  readonly #options: McpSupervisorOptions;
  readonly #deaths: SlidingWindow;
  readonly #pause: Timer;
  readonly #over = new AbortController();
  #follower: Follower | undefined;
  #process: SupervisedProcess | undefined;

  constructor(options: McpSupervisorOptions) {
    this.#options = options;
    this.#deaths = new SlidingWindow(options.clock, MINUTE);
    this.#pause = new Timer(options.clock);
  }

  /** How many are running. */
  get running(): number {
    return this.#process ? 1 : 0;
  }

  /** Tells what becomes of the process. There's one follower. */
  follow(follower: Follower): void {
    this.#follower = follower;
  }

  /** Sends a message, for which the process is started if there's none. */
  send(message: ToMcp): void {
    if (this.#over.signal.aborted) return;
    if (!this.#process && !this.#pause.isSet) this.#start();
    if (this.#process) this.#process.send(message);
    else this.#follower?.fail();
  }

  /** Ends the process and all programs that it has started. No other follows. */
  async end(): Promise<void> {
    this.#over.abort('the bot ends');
    this.#pause.stop();
    const process = this.#process;
    this.#process = undefined;
    await process?.end();
  }

  #start(): void {
    const { clock, env, proxies, start, died } = this.#options;
    let pulse: Heartbeat | undefined;
    let words: string | undefined;
    const hangs = () => {
      words = HUNG;
      process.kill();
    };
    const receive = (message: FromMcp) => {
      // It can't answer pings before it has loaded everything.
      pulse ??= new Heartbeat({ clock, ask: () => process.send({ is: 'ping' }), hangs, every: PING_EVERY });
      pulse.feel();
      if (this.#process === process && message.is !== 'pong') this.#follower?.receive(message);
    };
    const process = start({ env, proxies, receive, clock });
    this.#process = process;
    void process.exited.then((exit) => {
      pulse?.end();
      if (this.#process !== process) return;
      this.#process = undefined;
      died({ ...exit, words: words ?? exit.words });
      this.#replace();
    });
    process.send({ is: 'ping' });
  }

  /** Another process takes the place of one that died, unless they die again and again; then that has to wait. */
  #replace(): void {
    this.#deaths.add();
    const until = this.#deaths.full(DEATHS + 1);
    if (until === undefined) this.#follower?.restart();
    else {
      this.#pause.set(until - this.#options.clock.now(), () => this.#follower?.restart());
      this.#follower?.fail();
    }
  }
}
