import { Client, type RequestOptions, type Transport } from '@modelcontextprotocol/client';
import { type Clock, startDeadline, unlessAborted } from '../../../base/clock.ts';
import { toServerArguments } from '../mcp-arguments.ts';
import { readPrompt, readResource, readToolResult } from '../mcp-content.ts';
import type { McpAnswer, McpCatalogue, McpOutcome, McpRequest } from '../mcp-protocol.ts';
import { ANYTHING } from './any-schema.ts';
import { readCatalogue, type ToolInside } from './catalogue-reading.ts';
import { McpError } from './mcp-error.ts';

/** What Parley calls itself. It offers servers nothing: no files, no model, nobody to ask. */
const SELF = { name: 'parley', version: '1' };

/** How long a server may think about a question that only newer ones know, in milliseconds. */
const PROBE = 5_000;

/** The client's own timer, in milliseconds. It never rings: deadlines are ours, because they count for several requests. */
const NEVER = 2 ** 30;

/** What says that a list has changed (MCP, "List changed notification"). */
const NEWS = [
  'notifications/tools/list_changed',
  'notifications/resources/list_changed',
  'notifications/prompts/list_changed',
] as const;

/** How long things may take, in milliseconds, and by which clock. */
export type ServerTimes = { clock: Clock; connectMs: number; callMs: number };

/** Whether a server is asked first for what only newer ones know, or greeted as it has always been. */
export type Greeting = 'newest' | 'old';

export type ServerConnectionOptions = {
  name: string;
  transport: Transport;
  times: ServerTimes;
  greeting: Greeting;
  /** The server says that what it has has changed. */
  changed: () => void;
};

/** One connection to a server, from the first word to the last. */
export class ServerConnection {
  readonly #options: ServerConnectionOptions;
  readonly #client: Client;
  #inside: ReadonlyMap<string, ToolInside> = new Map();
  #isListening = false;

  constructor(options: ServerConnectionOptions) {
    this.#options = options;
    this.#client = new Client(SELF, {
      versionNegotiation: { mode: 'auto', probe: { timeoutMs: PROBE } },
      // A server that would ask people something is told that nobody answers.
      inputRequired: { autoFulfill: false },
      // Results are texts that nobody relies on, so what a server says of their shape isn't compiled.
      jsonSchemaValidator: {
        getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
      },
    });
    for (const news of NEWS) this.#client.setNotificationHandler(news, () => options.changed());
  }

  /** Connects. @throws the client's errors, McpError `silent` */
  async open(signal: AbortSignal): Promise<void> {
    const { transport, times, greeting } = this.#options;
    const prior = greeting === 'old' && { prior: { kind: 'legacy' } as const };
    await this.#run(signal, times.connectMs, (how) => this.#client.connect(transport, { ...how, ...prior }));
  }

  /** Lists what the server has. @throws the client's errors, McpError `silent` */
  async list(signal: AbortSignal): Promise<McpCatalogue> {
    const { name, times } = this.#options;
    const { catalogue, inside } = await this.#run(signal, times.connectMs, (how) =>
      readCatalogue(this.#client, name, how),
    );
    this.#inside = inside;
    this.#listen(signal);
    return catalogue;
  }

  /** Asks the server something. @throws the client's errors, McpError `silent` */
  ask(request: McpRequest, signal: AbortSignal): Promise<McpOutcome> {
    return this.#run(signal, this.#options.times.callMs, (how) => this.#ask(request, how));
  }

  /** Ends it. Never rejects. */
  async close(): Promise<void> {
    await this.#client.close().catch(() => {});
    await this.#options.transport.close().catch(() => {});
  }

  async #ask(request: McpRequest, how: RequestOptions): Promise<McpOutcome> {
    if (request.is === 'call') return this.#call(request, how);
    if (request.is === 'read') return readResource(await this.#request('resources/read', { uri: request.uri }, how));
    const { prompt, argument } = request;
    const given = argument && { arguments: { [argument.name]: argument.value } };
    return readPrompt(await this.#request('prompts/get', { name: prompt, ...given }, how));
  }

  async #call(
    { tool, args, print }: Extract<McpRequest, { is: 'call' }>,
    how: RequestOptions,
  ): Promise<McpAnswer | Extract<McpOutcome, { is: 'fault' }>> {
    const inside = this.#inside.get(tool);
    if (!inside || (print !== undefined && print !== inside.print)) return { is: 'fault', why: 'unknown' };
    const { shape, inputSchema } = inside;
    const given = toServerArguments(args, shape) as Record<string, unknown>;
    const toolDefinition = { name: tool, inputSchema };
    return readToolResult(await this.#client.callTool({ name: tool, arguments: given }, { ...how, toolDefinition }));
  }

  #request(method: string, params: Record<string, unknown>, how: RequestOptions): Promise<unknown> {
    return this.#client.request({ method, params }, ANYTHING, how);
  }

  /** Newer servers tell nothing unless they're asked to. Without their news they're as good as before. */
  #listen(signal: AbortSignal): void {
    if (this.#isListening || this.#client.getProtocolEra() !== 'modern') return;
    this.#isListening = true;
    const wanted = { toolsListChanged: true, resourcesListChanged: true, promptsListChanged: true };
    this.#client
      .listen(wanted, { signal, timeout: this.#options.times.connectMs })
      .then(({ closed }) => closed)
      .catch(() => {})
      .finally(() => {
        this.#isListening = false;
      });
  }

  /** Runs requests that have to be answered within a time together. */
  async #run<T>(signal: AbortSignal, ms: number, work: (how: RequestOptions) => Promise<T>): Promise<T> {
    using deadline = startDeadline(this.#options.times.clock, { ms, reason: new McpError('silent'), signal });
    return await unlessAborted(work({ signal: deadline.signal, timeout: NEVER }), deadline.signal);
  }
}
