import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { BrowserModules } from '../../src/ops/browser-modules.ts';
import { findBarriers, openBrowser, watchPage } from '../browser.ts';

const MODULES = new BrowserModules({
  folders: {
    look: new URL('../../rehearsal/room/page/look/', import.meta.url),
    words: new URL('../../rehearsal/room/page/words/', import.meta.url),
    text: new URL('../../src/text/', import.meta.url),
  },
  packages: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'],
});

/** What the room's server sends, too: nothing but the page's own, no inline script and no inline style. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'";

/**
 * The page's own code: it makes elements of what a test hands over, and remembers what they say. The scene's functions can't
 * be handed over, so they are made here; files are loaded from this server only.
 */
const PAGE_CODE = `
import { COLORS } from '/code/look/theme.ts';
import { LOOK_EVENTS } from '/code/look/elements.ts';
import { englishLook } from '/code/words/english-look.ts';
const sheet = new CSSStyleSheet();
sheet.replaceSync(':root {' + COLORS.cssText + '} body { margin: 0; background: var(--page); color: var(--text); font: 16px var(--font); }');
document.adoptedStyleSheets = [sheet];
globalThis.said = [];
const locate = (url) => url.startsWith('/') || url.startsWith(location.origin) ? url : undefined;
// A file can't be handed over to a test: its name and size can.
const plain = (value) => JSON.parse(JSON.stringify(value, (_, one) => one instanceof File ? { name: one.name, size: one.size } : one));
const drawn = () => new Promise((resolve) => setTimeout(resolve));
globalThis.put = (tag, properties) => {
  const { scene, ...rest } = properties;
  const element = document.createElement(tag);
  Object.assign(element, scene ? { scene: { ...scene, now: () => scene.at, locate, words: englishLook } } : {}, rest);
  for (const name of LOOK_EVENTS) element.addEventListener(name, ({ detail }) => globalThis.said.push([name, plain(detail)]));
  document.querySelector('main > div').append(element);
  return drawn();
};
globalThis.change = (tag, properties) => {
  Object.assign(document.querySelector(tag), properties);
  return drawn();
};
globalThis.ready = true;
`;

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><script type="module" src="/gallery.js"></script></head>
<body><main><h1>Gallery</h1><h2>#general</h2><div></div></main></body></html>`;

/** A page that draws payloads, and what was done with them. */
export class LookGallery {
  readonly page: Page;
  /** Errors, and requests to outside. */
  readonly faults: string[];

  constructor(page: Page) {
    this.page = page;
    this.faults = watchPage(page);
  }

  /** Adds an element with these properties; a scene has its time as `at`. */
  async put(tag: string, properties: Record<string, unknown>): Promise<void> {
    await this.page.evaluate(([name, given]) => (globalThis as unknown as Puts).put(name, given), [
      tag,
      properties,
    ] as const);
  }

  /** What people did, as the elements said it, since this was asked last. */
  async said(): Promise<[string, unknown][]> {
    return this.page.evaluate('globalThis.said.splice(0)');
  }

  /** Takes everything away. */
  async clear(): Promise<void> {
    await this.page.evaluate('document.querySelector("main > div").replaceChildren(); globalThis.said.length = 0;');
  }

  /** Sets properties of the first element of a tag. */
  async change(tag: string, properties: Record<string, unknown>): Promise<void> {
    await this.page.evaluate(([name, given]) => (globalThis as unknown as Puts).change(name, given), [
      tag,
      properties,
    ] as const);
  }

  /** What axe-core finds wrong, in light and in dark. */
  async examine(): Promise<string[]> {
    const all: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      all.push(...(await findBarriers(this.page)).map((barrier) => `${colorScheme} ${barrier}`));
    }
    return all;
  }
}

type Puts = Record<'put' | 'change', (name: string, given: unknown) => Promise<void>>;

/** Files that payloads name, by their path on the page's own server. */
export type GalleryFiles = Readonly<Record<string, { type: string; body: Buffer | string }>>;

/** Opens the gallery in a browser of its own. */
export const openGallery = async (t: TestContext, files: GalleryFiles = {}): Promise<LookGallery> => {
  const origin = await serveGallery(t, files);
  const browser: Browser = await openBrowser(t);
  const page = await browser.newPage({ viewport: { width: 1_000, height: 800 }, timezoneId: 'UTC' });
  const gallery = new LookGallery(page);
  await page.goto(origin);
  await page.waitForFunction('globalThis.ready');
  return gallery;
};

const serveGallery = async (t: TestContext, files: GalleryFiles): Promise<string> => {
  const read = async (path: string) => {
    if (path === '/') return { type: 'text/html; charset=utf-8', body: HTML };
    if (path === '/gallery.js') return { type: 'text/javascript', body: PAGE_CODE };
    return Object.hasOwn(files, path) ? files[path] : MODULES.read(path);
  };
  const server = createServer(async (request, response) => {
    const found = await read(request.url ?? '');
    // A browser asks for this one of its own accord.
    const status = found ? 200 : request.url === '/favicon.ico' ? 204 : 404;
    response.writeHead(status, { 'content-security-policy': CSP, 'content-type': found?.type ?? 'text/plain' });
    response.end(found?.body ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address?.port}/`;
};
