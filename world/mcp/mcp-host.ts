import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { FLOOD_LINE, type McpMessage, type McpScript, reactTo } from './mcp-script.ts';

/** One request that came. */
type McpArrival = { verb: string; headers: IncomingHttpHeaders; message: McpMessage | undefined };

/** A call of a tool that waits for its answer, and the stream of events that brings it. */
type HeldCall = { message: McpMessage; response: ServerResponse };

const EVENTS = { 'content-type': 'text/event-stream' };

/** An MCP server over HTTP on this machine (Streamable HTTP), which misbehaves as its script says. */
export class McpHost {
  script: McpScript;
  /** Where every request is sent on to, if it's sent on. */
  elsewhere: string | undefined;
  /** What answers wait for, by the method that is asked. */
  readonly gates = new Map<string, Promise<void>>();
  /** The key that requests need in `authorization`, if they need one. */
  key: string | undefined;
  /**
   * If it's set, calls of tools are answered on streams of events, and not before somebody says {@link finish}. Whoever comes back for a
   * `resumable` one that was cut is answered at once.
   */
  holds: 'once' | 'resumable' | undefined;
  readonly arrivals: McpArrival[] = [];
  /** Bytes that were sent without an end, until somebody broke that off. */
  flooded = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #streams = new Set<ServerResponse>();
  readonly #calls = new Map<string, HeldCall>();
  readonly #pings = new Map<string, () => void>();
  readonly #held = Promise.withResolvers<void>();

  constructor(script: McpScript = {}) {
    this.script = script;
  }

  /** Listens on 127.0.0.1 and a free port. */
  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  /** The messages of a method that came. */
  find(method: string): McpMessage[] {
    return this.arrivals.flatMap(({ message }) => (message?.method === method ? [message] : []));
  }

  /** Sends news without an end to everyone who listens for them. */
  flood(): void {
    for (const stream of this.#streams) {
      const { socket } = stream;
      stream.once('close', () => {
        this.flooded += socket?.bytesWritten ?? 0;
      });
      flood(stream);
    }
  }

  /** Says something to everyone who listens for news. */
  announce(message: object): void {
    for (const stream of this.#streams) stream.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  /** Resolves when the client reads the stream of a call that is held. */
  get held(): Promise<void> {
    return this.#held.promise;
  }

  /** Answers the calls that are held. */
  finish(): void {
    for (const { message, response } of this.#calls.values()) this.#finish(message, response);
  }

  /** Cuts the streams of the calls that are held. */
  cut(): void {
    for (const { response } of this.#calls.values()) response.destroy();
  }

  /** Cuts the streams of news. */
  cutNews(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  /** Waits until everyone who listens for news has read what was said. */
  async reach(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => this.#ping(stream)));
  }

  /** Ends as a process does that is killed: all connections break off, and nothing listens any more. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {});
    const { method: verb = '', headers } = request;
    const message = verb === 'POST' ? ((await json(request)) as McpMessage) : undefined;
    this.arrivals.push({ verb, headers, message });
    await this.gates.get(message?.method ?? '');
    if (this.elsewhere !== undefined) response.writeHead(307, { location: this.elsewhere }).end();
    else if (this.key !== undefined && headers.authorization !== this.key) response.writeHead(401).end();
    else if (verb === 'GET') this.#open(headers, response);
    else if (message?.method === undefined) this.#noteAnswer(message, response);
    else if (message.method === 'tools/call' && this.holds) this.#hold(message, response);
    else this.#react(message, response);
  }

  /** Opens the stream of a call that was cut, or else one of news. */
  #open(headers: IncomingHttpHeaders, response: ServerResponse): void {
    const call = this.#calls.get(String(headers['last-event-id']));
    if (call) this.#finish(call.message, response.writeHead(200, EVENTS));
    else this.#openNews(response);
  }

  #openNews(response: ServerResponse): void {
    response.writeHead(200, EVENTS).flushHeaders();
    if (this.script.faults?.news === 'flood') flood(response);
    else this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
  }

  /** The client answers what it was asked. Nothing else has no method. */
  #noteAnswer(message: McpMessage | undefined, response: ServerResponse): void {
    this.#pings.get(String(message?.id))?.();
    response.writeHead(message ? 202 : 405).end();
  }

  #hold(message: McpMessage, response: ServerResponse): void {
    const id = String(message.id);
    this.#calls.set(id, { message, response });
    response.writeHead(200, EVENTS);
    this.#ping(response, this.holds === 'resumable' ? `id: ${id}\n` : '').then(this.#held.resolve);
  }

  #finish(message: McpMessage, response: ServerResponse): void {
    const reaction = reactTo(this.script, message);
    if ('say' in reaction) response.end(`data: ${JSON.stringify(reaction.say[0])}\n\n`);
  }

  /** Asks on a stream whether the client is there. Once it answers, it has read what came before. */
  async #ping(stream: ServerResponse, fields = ''): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const id = `ping-${this.#pings.size}`;
    this.#pings.set(id, resolve);
    stream.write(`${fields}data: ${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n\n`);
    await promise;
  }

  #react(message: McpMessage, response: ServerResponse): void {
    const reaction = reactTo(this.script, message);
    if ('fault' in reaction) {
      if (reaction.fault === 'die') response.destroy();
      if (reaction.fault === 'flood') flood(response.writeHead(200, EVENTS));
      return;
    }
    const [first, ...news] = reaction.say;
    if (first) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(first));
    else response.writeHead(202).end();
    for (const one of news) this.announce(one);
  }
}

/** Sends events for as long as anybody reads them. */
const flood = (response: ServerResponse): void => {
  while (response.write(`data: ${FLOOD_LINE}\n`.repeat(100)));
  response.once('drain', () => flood(response));
};
