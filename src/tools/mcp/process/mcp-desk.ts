import type { Clock } from '../../../base/clock.ts';
import type { Proxies } from '../../../proxy/proxy-settings.ts';
import { endGroup } from '../group-end.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import type { FromMcp, McpOutcome, McpWay, ToMcp } from '../mcp-protocol.ts';
import { openHttpWay } from './http-way.ts';
import { Inflow } from './inflow.ts';
import type { McpError } from './mcp-error.ts';
import { ServerLink, type ServerWay } from './server-link.ts';
import { StdioPipe } from './stdio-pipe.ts';

/** How much of what a server wrote to standard error is passed on, in characters. */
const MOST_WORDS = 1_000;

type OpenServer = { link: ServerLink; stop: AbortController };

/** What the bot asks of the MCP process, and the links that it's asked for. */
export class McpDesk {
  readonly #clock: Clock;
  readonly #tell: (message: FromMcp) => void;
  readonly #servers = new Map<string, OpenServer>();
  readonly #jobs = new Map<number, AbortController>();
  readonly #groups = new Set<number>();
  #proxies: Proxies = { except: '' };

  constructor(clock: Clock, tell: (message: FromMcp) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  take(message: ToMcp): void {
    if (message.is === 'ping') this.#tell({ is: 'pong' });
    else if (message.is === 'proxies') this.#proxies = message.proxies;
    else if (message.is === 'open') this.#open(message);
    else if (message.is === 'close') this.#close(message.server);
    else if (message.is === 'cancel') this.#jobs.get(message.job)?.abort('nobody waits for it');
    else void this.#ask(message);
  }

  /** Kills all that was started, because this process is about to end. */
  kill(): void {
    for (const pid of this.#groups) endGroup(pid, 'SIGKILL');
  }

  #open({ server, name, way, callMs }: Extract<ToMcp, { is: 'open' }>): void {
    this.#close(server);
    if (this.#servers.size >= MCP_LIMITS.servers) {
      this.#tell({ is: 'down', server, why: 'full', words: '' });
      return;
    }
    const stop = new AbortController();
    const tell = (message: FromMcp) => stop.signal.aborted || this.#tell(message);
    const link = new ServerLink({
      name,
      times: { clock: this.#clock, connectMs: MCP_LIMITS.connectMs, callMs },
      open: (fail) => this.#openWay(way, fail),
      up: (catalogue) => tell({ is: 'up', server, catalogue }),
      down: (why, words) => tell({ is: 'down', server, why, words: words.slice(-MOST_WORDS) }),
    });
    this.#servers.set(server, { link, stop });
    void link.run(stop.signal);
  }

  #openWay(way: McpWay, fail: (error: McpError) => void): ServerWay {
    const means = { inflow: new Inflow(this.#clock), clock: this.#clock, fail };
    if (way.is === 'http') {
      const transport = openHttpWay({ ...means, way, proxies: this.#proxies });
      return { transport, words: async () => '' };
    }
    const pipe = new StdioPipe({ ...means, way, group: (pid, state) => this.#noteGroup(pid, state) });
    return { transport: pipe, words: () => pipe.readLastWords() };
  }

  #noteGroup(pid: number, state: 'started' | 'ended'): void {
    if (state === 'started') this.#groups.add(pid);
    else this.#groups.delete(pid);
    this.#tell({ is: 'group', pid, state });
  }

  #close(server: string): void {
    this.#servers.get(server)?.stop.abort('closed');
    this.#servers.delete(server);
  }

  async #ask({ job, server, request }: Extract<ToMcp, { is: 'ask' }>): Promise<void> {
    const open = this.#servers.get(server);
    const over = new AbortController();
    this.#jobs.set(job, over);
    const outcome = await (open?.link.ask(request, over.signal) ?? GONE).catch(() => undefined);
    this.#jobs.delete(job);
    // Nobody waits for what was cancelled.
    if (outcome) this.#tell({ is: 'outcome', job, outcome });
  }
}

const GONE = Promise.resolve<McpOutcome>({ is: 'fault', why: 'gone' });
