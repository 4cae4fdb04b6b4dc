import { type Clock, unlessAborted, within } from '../../base/clock.ts';
import type { McpFault } from '../../base/events.ts';
import { Timer } from '../../base/timer.ts';
import { MCP_LIMITS } from './mcp-limits.ts';
import type { FromMcp, McpCatalogue, McpOutcome, McpRequest, McpWay } from './mcp-protocol.ts';
import type { McpSupervisor } from './mcp-supervisor.ts';

/**
 * One MCP server as it's set. `key` is the same for the same server reached in the same way, and `name` begins the names of its
 * tools. `isKept`: it stays connected, because the operator has set it. Others are connected when somebody uses them.
 */
export type McpServer = { key: string; name: string; way: McpWay; callMs: number; isKept: boolean };

/** What is known of a server. A server that's lost still has its tools, so that nobody's session begins anew because of it. */
export type McpState = { is: 'dialling' } | { is: 'up' } | { is: 'down'; why: McpFault };

/** A server that is wanted. `settled` resolves when it's known whether it can be used. */
type WantedServer = {
  server: McpServer;
  state: McpState;
  catalogue: McpCatalogue;
  settled: PromiseWithResolvers<void>;
  idle: Timer;
};

/** What happens to servers, for those who log and measure it. */
export type McpNews =
  | { is: 'up'; server: McpServer; catalogue: McpCatalogue; before: McpCatalogue }
  | { is: 'down'; server: McpServer; why: McpFault; words: string };

const NOTHING: McpCatalogue = { tools: [], resources: [], prompts: [], leftOut: 0 };

type McpServersOptions = {
  clock: Clock;
  supervisor: McpSupervisor;
  tell: (news: McpNews) => void;
};

/** The MCP servers of this bot, as far as the MCP process tells of them. */
export class McpServers {
  readonly #options: McpServersOptions;
  readonly #wanted = new Map<string, WantedServer>();
  readonly #jobs = new Map<number, { server: string; resolve: (outcome: McpOutcome) => void }>();
  #asked = 0;

  constructor(options: McpServersOptions) {
    this.#options = options;
    options.supervisor.follow({
      receive: (message) => this.#receive(message),
      restart: () => this.#restart(),
      fail: () => this.#loseAll('failing'),
    });
  }

  /** Wants a server from now on. Without anybody who uses it, it's given up after a while unless it's kept. */
  want(server: McpServer): void {
    this.#rest(this.#wanted.get(server.key) ?? this.#add(server));
  }

  /** What is known of a server; nothing if it isn't wanted. */
  find(key: string): Pick<WantedServer, 'state' | 'catalogue'> | undefined {
    return this.#wanted.get(key);
  }

  /** Waits until it's known of these servers whether they can be used, but no longer than `ms` milliseconds. */
  async settle(keys: readonly string[], ms: number): Promise<void> {
    const all = keys.map((key) => this.#wanted.get(key)?.settled.promise);
    await within(this.#options.clock, ms, Promise.all(all));
  }

  /** Asks a server something. @throws the signal's reason */
  async ask(server: McpServer, request: McpRequest, signal: AbortSignal): Promise<McpOutcome> {
    this.want(server);
    this.#asked += 1;
    const job = this.#asked;
    const { promise, resolve } = Promise.withResolvers<McpOutcome>();
    this.#jobs.set(job, { server: server.key, resolve });
    this.#options.supervisor.send({ is: 'ask', job, server: server.key, request });
    try {
      return await unlessAborted(promise, signal);
    } finally {
      if (this.#jobs.delete(job)) this.#options.supervisor.send({ is: 'cancel', job });
    }
  }

  #add(server: McpServer): WantedServer {
    const settled = Promise.withResolvers<void>();
    const idle = new Timer(this.#options.clock);
    const wanted: WantedServer = { server, state: { is: 'dialling' }, catalogue: NOTHING, settled, idle };
    this.#wanted.set(server.key, wanted);
    this.#open(wanted);
    return wanted;
  }

  #receive(message: FromMcp): void {
    if (message.is === 'outcome') {
      const job = this.#jobs.get(message.job);
      this.#jobs.delete(message.job);
      job?.resolve(message.outcome);
    }
    if (message.is !== 'up' && message.is !== 'down') return;
    const wanted = this.#wanted.get(message.server);
    if (!wanted) return;
    const { server, catalogue: before } = wanted;
    if (message.is === 'up') {
      wanted.catalogue = message.catalogue;
      wanted.state = { is: 'up' };
      this.#options.tell({ is: 'up', server, catalogue: message.catalogue, before });
    } else this.#lose(wanted, message.why, message.words);
    wanted.settled.resolve();
  }

  /** The process died, and another one takes its place. What was asked of the first one has no answer. */
  #restart(): void {
    this.#dropJobs('gone');
    for (const wanted of this.#wanted.values()) this.#open(wanted);
  }

  #loseAll(why: McpFault): void {
    this.#dropJobs(why);
    for (const wanted of this.#wanted.values()) {
      this.#lose(wanted, why, '');
      wanted.settled.resolve();
    }
  }

  #dropJobs(why: McpFault): void {
    for (const { resolve } of this.#jobs.values()) resolve({ is: 'fault', why });
    this.#jobs.clear();
  }

  #lose(wanted: WantedServer, why: McpFault, words: string): void {
    if (wanted.state.is === 'down' && wanted.state.why === why) return;
    wanted.state = { is: 'down', why };
    this.#options.tell({ is: 'down', server: wanted.server, why, words });
  }

  #open({ server: { key, name, way, callMs } }: WantedServer): void {
    this.#options.supervisor.send({ is: 'open', server: key, name, way, callMs });
  }

  /** Counts the time in which nobody uses it from now on. */
  #rest({ server: { key, isKept }, idle }: WantedServer): void {
    if (isKept) return;
    idle.set(MCP_LIMITS.idleMs, () => {
      this.#wanted.delete(key);
      this.#options.supervisor.send({ is: 'close', server: key });
    });
  }
}
