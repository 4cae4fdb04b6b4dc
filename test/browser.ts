import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, type TestContext } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../rehearsal/pictures/chromium.ts';

/** Sound may be played and recorded without anybody's click, and a microphone is there without hardware. */
const FLAGS = [
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** What the microphone hears: a WAV file's path; by default Chromium's beeps. */
export type BrowserOptions = { microphone?: string };

/** A headless browser that is closed after the test. @throws an error that names the package if there is none. */
export const openBrowser = async (t: TestContext, { microphone }: BrowserOptions = {}): Promise<Browser> => {
  const heard = microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}%noloop`];
  const browser = await startChromium({ flags: [...FLAGS, ...heard] });
  t.after(() => browser.close());
  return browser;
};

let shared: Promise<Browser> | undefined;

after(async () => (await shared)?.close());

/** One that all tests of this process share that need no microphone of their own, because to start it takes longer than to open a page. */
const shareBrowser = (): Promise<Browser> => {
  shared ??= startChromium({ flags: FLAGS });
  return shared;
};

/** Opens pages in a browser that tests share. Each is in a context of its own, as in a new browser, which is closed after the test. */
export const openContext = async (t: TestContext, options: BrowserContextOptions = {}): Promise<BrowserContext> => {
  const context = await (await shareBrowser()).newContext(options);
  t.after(() => context.close());
  return context;
};

/** What a page must not do: requests to outside, and errors on its console. Look at it at the end of a test. */
export const watchPage = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!/^(?:data|blob):$/.test(protocol) && hostname !== '127.0.0.1') faults.push(`request: ${request.url()}`);
  });
  return faults;
};

/** The program of axe-core. A page that is looked at again still has it, because to compile it takes longer than to look. */
const AXE = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')}; undefined`;

/** What axe-core says of a finding: its rule, where it is, and what is wrong there. */
type Finding = { id: string; nodes: { target: unknown; failureSummary: string }[] };

/** What axe-core finds that keeps people out of a page. It's run outside of the page's policy, which would refuse it as foreign code. */
export const findBarriers = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate('Boolean(globalThis.axe)'))) await page.evaluate(AXE);
  const findings = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as Finding[];
  return findings.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
  );
};
