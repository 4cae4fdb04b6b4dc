import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import { type Body, readBody } from './body.ts';
import type { Discord } from './discord.ts';
import { shareConformance } from './openapi/conformance.ts';
import { USED } from './openapi/used-routes.ts';
import { paramsOf, type Route, type RouteResponse } from './route.ts';
import { applicationRoutes } from './routes-application.ts';
import { channelRoutes } from './routes-channel.ts';
import { interactionRoutes } from './routes-interaction.ts';
import { messageRoutes } from './routes-message.ts';

const ROUTES: readonly Route[] = [...applicationRoutes, ...interactionRoutes, ...messageRoutes, ...channelRoutes];

/** One request to the REST API as the world remembers it. */
export type RestRequest = {
  method: string;
  /** Decoded, without `/api/v10` and what stands before it. */
  path: string;
  /** What stands before `/api`, such as `ada`; so that one can tell several processes of a bot from each other. */
  via: string;
  query: string;
  body: unknown;
  /** Names of the files that came along. */
  files: readonly string[];
  /** Milliseconds of the world's clock. */
  at: number;
  /** Undefined until it is answered. */
  status: number | undefined;
};

/** The requests remembered; older ones are forgotten. */
const REMEMBERED = 5_000;

/** What is remembered of a request whose sender did not wait for the answer. */
const GONE = 499;

type Outcome = RouteResponse & { headers?: Record<string, string> };

/** What a bucket with plenty of room says (Discord docs, topics/rate-limits, "Header format"). */
const roomy = (method: string, template: string) => ({
  'X-RateLimit-Limit': '1000',
  'X-RateLimit-Remaining': '999',
  'X-RateLimit-Reset': `${Date.now() / 1000 + 1}`,
  'X-RateLimit-Reset-After': '1.000',
  'X-RateLimit-Bucket': createHash('md5').update(`${method} ${template}`).digest('hex'),
});

/** A path without percent signs (discord.js writes `@original` with one); as it came if it is no valid encoding. */
const decodePath = (path: string) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** The words of a message, or of an interaction's answer. */
const contentOf = (json: unknown): string => {
  const { content, data } = Object(json);
  return String(content ?? Object(data).content ?? '');
};

/** The REST API: log, faults, routing, errors. */
export class Rest {
  readonly requests: RestRequest[] = [];
  readonly #world: Discord;

  constructor(world: Discord) {
    this.#world = world;
  }

  /** Answers one request. */
  async serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.#world.origin);
    const path = decodePath(url.pathname);
    const entry = this.#remember(request.method ?? 'GET', path, url.search);
    const outcome = await this.#outcome(entry, request, url.searchParams);
    entry.status = this.#answer(response, outcome);
    // As it went over the wire: what it was made of changes.
    const answer = JSON.stringify(outcome.body);
    this.#world.judge(() => this.#judge(entry, url.searchParams, answer));
    this.#world.changes.happened();
  }

  #remember(method: string, whole: string, query: string): RestRequest {
    const at = this.#world.clock.now();
    const [, via = '', path = whole] = /^(?:\/(\w+))?\/api\/v10(.*)$/.exec(whole) ?? [];
    const entry: RestRequest = { method, path, via, query, body: undefined, files: [], at, status: undefined };
    this.requests.push(entry);
    if (this.requests.length > REMEMBERED) this.requests.shift();
    return entry;
  }

  async #outcome(entry: RestRequest, request: IncomingMessage, query: URLSearchParams): Promise<Outcome> {
    try {
      const body = await readBody(request);
      entry.body = body.json;
      entry.files = body.files.map(({ name }) => name);
      this.#world.changes.happened();
      return await this.#routed(entry, { body, query, authorization: request.headers.authorization });
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body() };
      if (request.destroyed && !request.complete) return { status: GONE };
      this.#world.complain(
        `${entry.method} ${entry.path} broke the world: ${error instanceof Error ? error.stack : error}`,
      );
      return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
    }
  }

  async #routed(
    { method, path, via }: RestRequest,
    { body, query, authorization }: { body: Body; query: URLSearchParams; authorization: string | undefined },
  ): Promise<Outcome> {
    const world = this.#world;
    const subject = `${method} ${path}`;
    if (world.latency > 0) await world.clock.sleep(world.latency);
    await world.faults.pass(subject);
    const fault = world.faults.next(subject, { content: contentOf(body.json), files: body.files.length });
    if (fault && !fault.late) return fault;
    const match = this.#match(method, path);
    if (!match) return this.#unknown(subject);
    const { route, params } = match;
    if (!route.open && authorization !== `Bot ${world.token}`) return this.#unauthorized(subject);
    const param = (name: string) => params.get(name) ?? '';
    const answer = await route.run({ world, param, via, query, body: body.json, files: body.files });
    return fault ?? { ...answer, headers: { ...roomy(method, route.path), ...world.faults.room(subject) } };
  }

  /** Holds a request and its answer against Discord's own description. */
  #judge({ method, path, body, status = 0 }: RestRequest, query: URLSearchParams, answer: string | undefined) {
    if (status === GONE || !this.#match(method, path)) return;
    const description = shareConformance();
    const faults = description.exchange({ method, path, query, body }, { status, body: answer && JSON.parse(answer) });
    for (const fault of faults) this.#world.objectTo(fault);
    const route = description.routeOf(method, path);
    if (this.#world.visitor === 'parley' && route && !(route in USED))
      this.#world.complain(`${route} is not among the routes that Parley uses (openapi/used.ts).`);
  }

  #match(method: string, path: string) {
    for (const route of ROUTES) {
      const params = route.method === method ? paramsOf(route.path, path) : undefined;
      if (params) return { route, params };
    }
    return undefined;
  }

  #unknown(subject: string): Outcome {
    this.#world.complain(`${subject} is no route of this world.`);
    return { status: 404, body: { message: '404: Not Found', code: 0 } };
  }

  #unauthorized(subject: string): Outcome {
    this.#world.complain(`${subject} came without the bot's token.`);
    return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  }

  /** A 204 must not claim to be JSON: discord.js would try to read it. */
  #answer(response: ServerResponse, { status, body, headers }: Outcome): number {
    const code = status ?? (body === undefined ? 204 : 200);
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    response.writeHead(code, { ...headers, ...type });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    return code;
  }
}
