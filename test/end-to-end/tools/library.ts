import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** One look-up that waits for its answer: when it came, in milliseconds of `performance.now()`, and whether it was given up. */
export type LookUp = { what: string; at: number; answer(text: string): void; gone: Promise<unknown> };

/** Where the bot with a slow tool looks things up. A test answers each when it likes. */
export const openLibrary = async (t: TestContext) => {
  const lookUps: LookUp[] = [];
  const waiting: (() => void)[] = [];
  const add = (what: string, response: ServerResponse) => {
    const at = performance.now();
    lookUps.push({ what, at, answer: (text) => response.end(text), gone: once(response, 'close') });
    for (const look of waiting.splice(0)) look();
  };
  const server = createServer(({ url = '/' }, response) => add(url.slice(1), response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  /** The look-up with this number, once it has come. */
  const find = async (number: number): Promise<LookUp> => {
    for (;;) {
      const found = lookUps[number];
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { url: `http://127.0.0.1:${port}`, find, lookUps };
};
