import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { FLOOD_LINE, type McpMessage, type McpScript, reactTo } from './mcp-script.ts';

/** One request that came. */
type McpArrival = { verb: string; headers: IncomingHttpHeaders; message: McpMessage | undefined };

/** An MCP server over HTTP on this machine (Streamable HTTP), which misbehaves as its script says. */
export class McpHost {
  script: McpScript;
  /** Where every request is sent on to, if it's sent on. */
  elsewhere: string | undefined;
  /** What answers wait for, by the method that is asked. */
  readonly gates = new Map<string, Promise<void>>();
  /** The key that requests need in `authorization`, if they need one. */
  key: string | undefined;
  readonly arrivals: McpArrival[] = [];
  /** Bytes that were sent without an end, until somebody broke that off. */
  flooded = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #streams = new Set<ServerResponse>();

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

  async stop(): Promise<void> {
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
    else if (verb === 'GET') this.#openNews(response);
    else if (message) this.#react(message, response);
    else response.writeHead(405).end();
  }

  #openNews(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    if (this.script.faults?.news === 'flood') flood(response);
    else this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
  }

  #react(message: McpMessage, response: ServerResponse): void {
    const reaction = reactTo(this.script, message);
    if ('fault' in reaction) {
      if (reaction.fault === 'die') response.destroy();
      if (reaction.fault === 'flood') flood(response.writeHead(200, { 'content-type': 'text/event-stream' }));
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
