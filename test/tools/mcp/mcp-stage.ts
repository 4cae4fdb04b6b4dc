import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import type { FromMcp, McpOutcome, McpRequest, McpWay } from '../../../src/tools/mcp/mcp-protocol.ts';
import { McpDesk } from '../../../src/tools/mcp/process/mcp-desk.ts';
import type { McpScript } from '../../../world/mcp/mcp-script.ts';

/** The file of a server that is a program. */
export const PROGRAM = fileURLToPath(new URL('../../../world/mcp/mcp-program.ts', import.meta.url));

/** A server that is a program with this script. */
export const programWay = (script: McpScript, record?: string): Extract<McpWay, { is: 'stdio' }> => ({
  is: 'stdio',
  command: process.execPath,
  args: ['--disable-warning=ExperimentalWarning', PROGRAM, JSON.stringify(script), ...(record ? [record] : [])],
  env: { PATH: process.env.PATH ?? '' },
});

/** A server at an address, as an operator names it. */
export const hostWay = (url: string, given: Partial<Extract<McpWay, { is: 'http' }>> = {}): McpWay => ({
  is: 'http',
  url,
  headers: {},
  isOpen: true,
  ...given,
});

export const callOf = (tool: string, args: Record<string, unknown> = {}): McpRequest => ({ is: 'call', tool, args });

/** A tool as a server lists it. */
export const toolOf = (name: string, properties: object = {}): object => ({
  name,
  description: `Does ${name}.`,
  inputSchema: { type: 'object', properties },
});

/** The desk of an MCP process in this process, for one server, and what it tells. */
export class DeskStage {
  readonly told: FromMcp[] = [];
  readonly desk: McpDesk;
  #jobs = 0;
  #waiting: { is: (message: FromMcp) => boolean; resolve: (message: FromMcp) => void }[] = [];

  constructor(clock: Clock = systemClock) {
    this.desk = new McpDesk(clock, (message) => {
      this.told.push(message);
      const [due, others] = [true, false].map((is) => this.#waiting.filter((one) => one.is(message) === is));
      this.#waiting = others ?? [];
      for (const { resolve } of due ?? []) resolve(message);
    });
  }

  open(way: McpWay, { callMs = 10_000 } = {}): this {
    this.desk.take({ is: 'open', server: 's', name: 'world', way, callMs });
    return this;
  }

  /** The next message of a kind that it tells. */
  next<Is extends FromMcp['is']>(is: Is): Promise<Extract<FromMcp, { is: Is }>> {
    const { promise, resolve } = Promise.withResolvers<FromMcp>();
    this.#waiting.push({ is: (message) => message.is === is, resolve });
    return promise as Promise<Extract<FromMcp, { is: Is }>>;
  }

  async ask(request: McpRequest): Promise<McpOutcome> {
    this.#jobs += 1;
    const job = this.#jobs;
    const { promise, resolve } = Promise.withResolvers<FromMcp>();
    this.#waiting.push({ is: (message) => message.is === 'outcome' && message.job === job, resolve });
    this.desk.take({ is: 'ask', job, server: 's', request });
    return ((await promise) as Extract<FromMcp, { is: 'outcome' }>).outcome;
  }

  /** Gives the server up, and waits until its program is gone, if it's one. */
  async close(): Promise<void> {
    const running = new Set<number>();
    for (const message of this.told)
      if (message.is === 'group') message.state === 'started' ? running.add(message.pid) : running.delete(message.pid);
    const ended = running.size > 0 ? this.next('group') : undefined;
    this.desk.take({ is: 'close', server: 's' });
    await ended;
  }
}
