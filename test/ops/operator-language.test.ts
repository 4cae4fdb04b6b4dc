import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { systemClock } from '../../src/base/clock.ts';
import { loadBoardWords } from '../../src/ops/page/board-words.ts';
import { findDirection, PAGE_LOCALES, type PageLocale } from '../../src/text/page-language.ts';
import { findBarriers, openContext, watchPage } from '../browser.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { logIn, openOperator, PASSWORD, TOKEN } from './operator-stage.ts';

const KEYS = { password: PASSWORD, token: TOKEN };

/** A turn with moments that have long names and details. */
const observeTurn = ({ monitor }: Awaited<ReturnType<typeof openOperator>>): void => {
  const moment = { is: 'moment', turn: 1, at: 1_000 } as const;
  monitor.observe({
    ...moment,
    what: 'asked',
    server: '1',
    channel: '2',
    way: 'typed',
    wall: Date.UTC(2026, 10, 29, 12),
  });
  monitor.observe({ ...moment, what: 'dialling' });
  monitor.observe({ ...moment, at: 1_400, what: 'undialled', detail: 1_011 });
  monitor.observe({ ...moment, at: 2_200, what: 'unclaimed' });
  monitor.observe({ ...moment, at: 3_000, what: 'go-away', detail: 10_000 });
  monitor.observe({ ...moment, at: 4_000, what: 'ended', detail: 'complete' });
};

const readRoot = (page: Page) =>
  page.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = Object(globalThis).document.documentElement;
    return { lang, dir, overflow: scrollWidth - clientWidth };
  });

/** Whether names of moments begin at the left edge, and end before the drawing begins. */
const measureNames = (page: Page) =>
  page.locator('#time-line .name').evaluateAll((names) =>
    names.map((name) => {
      const { x, width } = Object(name).getBBox();
      // Letters may reach a pixel beyond where they begin.
      return { begins: Math.abs(x) < 2, fits: x + width < 290 };
    }),
  );

const openPage = async (t: TestContext) => {
  const stage = await openOperator(t, systemClock);
  observeTurn(stage);
  const show = async (locale: string) => {
    const context = await openContext(t, { locale, viewport: { width: 1_200, height: 900 } });
    const page = await context.newPage();
    const faults = watchPage(page);
    const loaded: string[] = [];
    page.on('request', (request) => void loaded.push(new URL(request.url()).pathname));
    await page.goto(stage.origin);
    await page.locator('#turns button').first().click();
    return { page, faults, loaded, close: () => context.close() };
  };
  return { stage, show };
};

test('the page speaks its reader’s language, and looks as it should in each', async (t) => {
  const { show } = await openPage(t);
  for (const locale of PAGE_LOCALES)
    await t.test(locale, async () => {
      const words = await loadBoardWords(locale);
      const { page, faults, loaded, close } = await show(locale);
      const { lang, dir } = await readRoot(page);
      assert.deepEqual([lang, dir], [locale, findDirection(locale)]);
      assert.equal(await page.title(), words['page.title']);
      await page.getByText(words['status.ready'], { exact: true }).waitFor();
      const heads = await page.locator('#turns th').allInnerTexts();
      assert.deepEqual([heads[0], heads.at(-1)], [words['turns.asked'], words['turns.whole']]);
      const row = await page.locator('#turns tbody tr').first().innerText();
      for (const part of [words.ways.typed, words.outcomes.complete, words.amounts.took(3_000)])
        assert.ok(row.includes(part), `${row} has no ${part}`);
      const caps = await page.getByRole('region', { name: words['caps.label'] }).innerText();
      for (const part of [words.amounts.dollars(4.5), words.amounts.share(0.9)])
        assert.ok(caps.includes(part), `${caps} has no ${part}`);
      // One language is loaded, and no other.
      assert.equal(loaded.filter((path) => path.includes('/words/')).length, 2, loaded.join(' '));
      assert.deepEqual(
        (await measureNames(page)).filter(({ begins, fits }) => !begins || !fits),
        [],
      );
      for (const width of [1_200, 340]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal((await readRoot(page)).overflow, 0, `${width}`);
        if (width === 340) assert.deepEqual(await findBarriers(page), []);
      }
      await page.locator('#drain').click();
      await page.getByRole('dialog', { name: words['drain.title'] }).waitFor();
      assert.equal((await readRoot(page)).overflow, 0);
      assert.deepEqual(await findBarriers(page), []);
      assert.deepEqual(faults, []);
      await close();
    });
});

test('in Arabic the page is read from the right, and time goes from the left all the same', async (t) => {
  const { show } = await openPage(t);
  const { page } = await show('ar');
  const findX = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x ?? assert.fail();
  assert.ok((await findX('#turns th:first-child')) > (await findX('#turns th:last-child')));
  assert.ok((await findX('h1')) > (await findX('#drain')));
  const times = await page
    .locator('#time-line .mark')
    .evaluateAll((marks) => marks.map((mark) => Object(mark).getBoundingClientRect().x as number));
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  );
  const directions = await page
    .locator('.chart, .scroll:has(#time-line)')
    .evaluateAll((all) => all.map((one) => Object(globalThis).getComputedStyle(one).direction));
  assert.deepEqual([...new Set(directions)], ['ltr']);
});

test('what the process refuses is said in the reader’s language', async (t) => {
  const { stage, show } = await openPage(t);
  const { page } = await show('ja');
  const words = await loadBoardWords('ja');
  await page.locator('#calls').click();
  await page.getByText(words['said.refusing']).waitFor();
  await page.evaluate(() => Object(globalThis).document.querySelector('meta[name=parley-token]').remove());
  await page.locator('#calls').click();
  await page.getByText(words.refusals['old-page']).waitFor();
  const file = { name: 'turn.json', mimeType: 'application/json', buffer: Buffer.from('{"parley-turn":9}') };
  await page.locator('#open').setInputFiles(file);
  await page.getByText(words['file.version']({ needed: 1 })).waitFor();
  await stage.monitor.close();
  await page.getByText(words['status.lost']).waitFor();
});

/** What a page that a server made says of itself. */
const readHead = (body: string) => ({
  lang: /<html lang="([^"]*)"/.exec(body)?.[1],
  dir: /<html [^>]*dir="([^"]*)"/.exec(body)?.[1],
  title: /<title>([^<]*)</.exec(body)?.[1],
});

test('the page on which one logs in speaks the language that a request accepts', async (t) => {
  const stage = await openOperator(t, new VirtualClock(), { keys: KEYS });
  for (const [accepted, locale] of [
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['en;q=0.2, ar-EG;q=0.9', 'ar'],
    ['fr;q=0, ja', 'ja'],
    ['nl, pt;q=0.7', 'pt-BR'],
    ['x;;q=,,\\"é', 'en'],
  ] as [string | undefined, PageLocale][]) {
    const words = await loadBoardWords(locale);
    const headers: Record<string, string> = accepted === undefined ? {} : { 'accept-language': accepted };
    const { body } = await stage.ask('/login', { headers });
    assert.deepEqual(
      readHead(body),
      { lang: locale, dir: findDirection(locale), title: words['login.title'] },
      accepted,
    );
    assert.ok(body.includes(words['login.password']) && body.includes(words['login.enter']), body);
  }
  const { cookie } = await logIn(stage);
  const { body } = await stage.ask('/', { headers: { cookie, 'accept-language': 'ar' } });
  assert.deepEqual(readHead(body), { lang: 'ar', dir: 'rtl', title: (await loadBoardWords('ar'))['page.title'] });
});

test('a wrong password, too many of them, and a page that isn’t served are told in it, too', async (t) => {
  const stage = await openOperator(t, new VirtualClock(), { keys: KEYS });
  const words = await loadBoardWords('ru');
  const headers = {
    origin: stage.origin,
    'content-type': 'application/x-www-form-urlencoded',
    'accept-language': 'ru',
  };
  const guess = () => stage.ask('/login', { method: 'POST', headers, body: 'password=guess' });
  assert.ok((await guess()).body.includes(words['login.wrong']));
  for (let count = 0; count < 4; count++) await guess();
  const { status, body } = await guess();
  assert.deepEqual([status, body.includes(words['login.late']({ minutes: 15 }))], [429, true]);
  const closed = await openOperator(t, new VirtualClock(), { host: '0.0.0.0' });
  const refused = await closed.ask('/', { headers: { 'accept-language': 'ar' } });
  const arabic = await loadBoardWords('ar');
  assert.deepEqual([refused.status, refused.body], [403, `${arabic['page.closed']}\n`]);
  assert.equal(refused.headers['content-language'], 'ar');
});

test('the page on which one logs in keeps nobody out, in a language that is read from either side', async (t) => {
  const stage = await openOperator(t, systemClock, { keys: KEYS });
  for (const locale of ['ar', 'de'] as const) {
    const words = await loadBoardWords(locale);
    const context = await openContext(t, { locale, viewport: { width: 340, height: 700 } });
    const page = await context.newPage();
    await page.goto(stage.origin);
    await page.waitForURL('**/login');
    assert.equal(await page.title(), words['login.title']);
    assert.deepEqual(await findBarriers(page), []);
    assert.equal((await readRoot(page)).overflow, 0);
    await page.getByLabel(words['login.password']).fill(PASSWORD);
    await page.getByRole('button', { name: words['login.enter'] }).click();
    await page.getByText(words['status.ready'], { exact: true }).waitFor();
    assert.equal((await readRoot(page)).dir, findDirection(locale));
    await context.close();
  }
});
