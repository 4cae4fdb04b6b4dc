import type { IncomingMessage, ServerResponse } from 'node:http';
import { judgeAccess, type OperatorKeys } from './operator-access.ts';
import type { OperatorApp, OperatorAppOptions } from './operator-app.ts';
import { type OperatorSources, OperatorView } from './operator-view.ts';

export type OperatorPageOptions = Pick<OperatorAppOptions, 'parts' | 'drain' | 'log'> & {
  /** The host that the process listens on. */
  host: string;
  keys: OperatorKeys;
  sources: OperatorSources;
};

/** The paths of the page; what's below `/code/`, `/packages/` and `/api/` belongs to it, too. */
const PATH = /^\/(?:$|(?:login|logout)$|(?:code|packages|api)\/)/;

/** Serves the operator's page. What it's made of is loaded when somebody asks for it, because a bot needs none of that. */
export class OperatorPage {
  readonly #options: OperatorPageOptions;
  #app: Promise<OperatorApp> | undefined;

  constructor(options: OperatorPageOptions) {
    this.#options = options;
    const { host, log } = options;
    if (this.#access === 'nobody')
      log.info({ event: 'page.closed', host }, 'the operator’s page is not served, because it has no password');
  }

  /** Whether a path is the page's. */
  owns(path: string): boolean {
    return PATH.test(path);
  }

  /** Answers a request. It never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#access === 'nobody') {
      await refuseAll(request, response).catch(() => response.destroy());
      return;
    }
    try {
      const { listener } = await this.#open();
      await listener(request, response);
    } catch (error) {
      this.#options.log.error({ event: 'page.broke', err: error }, 'a page for the operator could not be made');
      response.destroy();
    }
  }

  /** Ends what is still being sent. */
  async close(): Promise<void> {
    (await this.#app?.catch(() => undefined))?.close();
  }

  get #access() {
    return judgeAccess(this.#options.host, this.#options.keys);
  }

  /** If it can't be loaded, as when no file can be opened any more, the next who asks has it tried again. */
  #open(): Promise<OperatorApp> {
    this.#app ??= this.#load().catch((error) => {
      this.#app = undefined;
      throw error;
    });
    return this.#app;
  }

  async #load(): Promise<OperatorApp> {
    const { makeOperatorApp } = await import('./operator-app.ts');
    const { keys, parts, drain, log, sources } = this.#options;
    const view = new OperatorView(sources);
    return makeOperatorApp({ access: this.#access, keys, view, parts, drain, log, clock: sources.clock });
  }
}

/** Says why there's no page, in a line of plain text: whoever is refused gets no file, so it would have no style. */
const refuseAll = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { findOperatorLanguage } = await import('./operator-language.ts');
  const { locale, words } = await findOperatorLanguage(request.headers['accept-language']);
  const type = { 'content-type': 'text/plain; charset=utf-8', 'content-language': locale };
  response.writeHead(403, { ...type, 'cache-control': 'no-store' });
  response.end(`${words['page.closed']}\n`);
};
