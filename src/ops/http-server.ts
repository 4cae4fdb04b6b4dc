import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ConfigError, StartError } from '../base/errors.ts';

/** The response of a page. */
export type Page = { status: number; type: string; body: string };

/** The pages, by path. */
type Pages = Record<string, () => Page | Promise<Page>>;

/** What answers other paths. */
export type OtherPages = {
  owns(path: string): boolean;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** A server that listens, and the port that it got. */
export type Server = { port: number; close(): Promise<void> };

/** A monitoring probe asks for one short page, so these limits are tight. Times are in milliseconds. */
const LIMITS = {
  requestTimeout: 5_000,
  headersTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8 * 1_024,
};

/** A client that doesn't read its response is cut off after this long, in milliseconds. */
const SILENCE = 10_000;

const MOST_CONNECTIONS = 64;

/**
 * Serves pages over HTTP to the operator, and others if there are. Port 0 picks a free port.
 *
 * @throws an error that names HTTP_HOST and HTTP_PORT if it can't listen there: {@link AlreadyRunningError} if another
 *   Parley does, {@link ConfigError} if another start wouldn't help.
 */
export const serve = async (
  { host, port }: { host: string; port: number },
  pages: Pages,
  others?: OtherPages,
): Promise<Server> => {
  const server = createServer(LIMITS, (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    void (others?.owns(path) ? others.answer(request, response) : respond(pages, request, response));
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(SILENCE);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw await explain(error, host, port);
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

const respond = async (pages: Pages, { method, url }: IncomingMessage, response: ServerResponse): Promise<void> => {
  const [path = ''] = (url ?? '').split('?', 1);
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  const { status, type, body } = await contents(page, method);
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    ...(status === 405 && { allow: 'GET' }),
  });
  response.end(body);
};

const contents = async (page: Pages[string] | undefined, method: string | undefined): Promise<Page> => {
  if (!page) return makePlainPage(404, 'There is no such page.');
  if (method !== 'GET') return makePlainPage(405, 'This page can only be read.');
  try {
    return await page();
  } catch {
    // The client isn't told what went wrong, because an error may contain anything.
    return makePlainPage(500, 'This page could not be made.');
  }
};

/** A page of one line. */
export const makePlainPage = (status: number, line: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${line}\n`,
});

/** Another Parley listens on this port. */
export class AlreadyRunningError extends StartError {
  override name = 'AlreadyRunningError';
}

/** How long another Parley may take to identify itself, in milliseconds. */
const INTRODUCTION = 2_000;

/** Explains why the server can't listen. If the address isn't this machine's, another start would end the same way. */
const explain = async (cause: unknown, host: string, port: number): Promise<Error> => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const off = 'or set HTTP_PORT to "off".';
  switch (code) {
    case 'EADDRINUSE':
      if (await isParley(host, port))
        return new AlreadyRunningError(
          `Another Parley is running already: it has port ${port} of ${host}. Stop it first. If this one has another token, set HTTP_PORT to a free port.`,
          { cause },
        );
      return new StartError(
        `Port ${port} of ${host} is taken by another program. Set HTTP_PORT to a free port, to 0 for any, or to "off".`,
        { cause },
      );
    case 'EADDRNOTAVAIL':
      return new ConfigError(
        `${host}, which HTTP_HOST names, is not an address of this machine. Set HTTP_HOST to 127.0.0.1, to an address of this machine, or to 0.0.0.0 for all of them, ${off}`,
        { cause },
      );
    case 'ENOTFOUND':
      return new ConfigError(
        `This machine can’t find the host “${host}”, which HTTP_HOST names. Set HTTP_HOST to 127.0.0.1, to an address of this machine, or to 0.0.0.0 for all of them, ${off}`,
        { cause },
      );
    case 'EACCES':
      return new ConfigError(
        `The user that runs Parley may not listen on port ${port} of ${host}. Set HTTP_PORT to a free port above 1023, ${off}`,
        { cause },
      );
    default:
      return new StartError(
        `Cannot listen on port ${port} of ${host} (${code}). Check HTTP_HOST and HTTP_PORT, ${off}`,
        {
          cause,
        },
      );
  }
};

/** Whether the program that listens there already is a Parley. */
const isParley = async (host: string, port: number): Promise<boolean> => {
  // A server that listens on all addresses is asked on the loopback address.
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  try {
    const signal = AbortSignal.timeout(INTRODUCTION);
    const answer = await fetch(`http://${own.includes(':') ? `[${own}]` : own}:${port}/readyz`, { signal });
    const { ready, troubles } = Object(await answer.json());
    return typeof ready === 'boolean' && Array.isArray(troubles);
  } catch {
    return false;
  }
};
