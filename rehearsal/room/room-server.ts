import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { BrowserModules } from '../../src/ops/browser-modules.ts';
import type { RehearsalRoom } from './rehearsal-room.ts';
import { makeRoomApp } from './room-app.ts';

/** The only host on which a room listens, because whoever reaches it can do everything there. */
const HOST = '127.0.0.1';

/** The page's own code, and that of the project which it speaks with: sentences and formats, and the operator's page for turns. */
const FOLDERS = {
  page: new URL('page/', import.meta.url),
  text: new URL('../../src/text/', import.meta.url),
  operator: new URL('../../src/ops/page/', import.meta.url),
};

/** The packages whose code the page runs. */
const PACKAGES = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'];

/** A room's page, for browsers of this machine. */
export class RoomServer {
  /** The page's address. Who knows it can act in the room. */
  readonly url: string;
  readonly #server: HttpServer;

  private constructor(server: HttpServer, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** Serves a room on a port; 0 is a free one. @throws an error if it can't listen there */
  static async open(room: RehearsalRoom, { port = 0 }: { port?: number } = {}): Promise<RoomServer> {
    const secret = randomBytes(16).toString('base64url');
    const modules = new BrowserModules({ folders: FOLDERS, packages: PACKAGES });
    const at = { port };
    const app = makeRoomApp({ room, modules, secret, host: () => `${HOST}:${at.port}` });
    const server = createAdaptorServer({ fetch: app.fetch }) as HttpServer;
    server.listen(port, HOST);
    await once(server, 'listening').catch((cause) => {
      throw new Error(
        `The page can’t be at port ${port} (${cause.code}). Choose another one with --port, or leave that out for a free one.`,
        { cause },
      );
    });
    const address = server.address();
    if (typeof address === 'object' && address) at.port = address.port;
    return new RoomServer(server, `http://${HOST}:${at.port}/${secret}/`);
  }

  /** Lets all pages go; once it's closed, nothing happens. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
