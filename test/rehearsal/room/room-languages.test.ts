import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { arabicRoom } from '../../../rehearsal/room/page/words/arabic-room.ts';
import { englishRoom, type RoomWords } from '../../../rehearsal/room/page/words/english-room.ts';
import { germanRoom } from '../../../rehearsal/room/page/words/german-room.ts';
import { japaneseRoom } from '../../../rehearsal/room/page/words/japanese-room.ts';
import { germanTurns } from '../../../src/ops/page/words/german-turns.ts';
import { languages } from '../../../src/text/catalogues.ts';
import { makeLanguages } from '../../../src/text/languages.ts';
import { findBarriers, openBrowser, watchPage } from '../../browser.ts';
import { openRoom } from './room-client.ts';

/** What a reader's browser asks for, and what's then expected. */
type Reader = { locale: string; tag: string; words: RoomWords; dir: string; ask: string; reset: string };

const READERS: readonly Reader[] = [
  { locale: 'de', tag: 'de-AT', words: germanRoom, dir: 'ltr', ask: '/fragen', reset: '/vergessen' },
  { locale: 'ja', tag: 'ja-JP', words: japaneseRoom, dir: 'ltr', ask: '/質問', reset: '/リセット' },
  // Discord's apps have no Arabic, so commands have no names in it.
  { locale: 'ar', tag: 'ar-EG', words: arabicRoom, dir: 'rtl', ask: '/ask', reset: '/reset' },
];

const { to } = makeLanguages(languages, 'en');

/** A page as somebody with this language sees it, and what goes wrong in it. */
const openPage = async (browser: Browser, url: string, locale: string): Promise<{ page: Page; faults: string[] }> => {
  const context = await browser.newContext({ locale, viewport: { width: 1_280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = watchPage(page);
  await page.goto(url);
  return { page, faults };
};

const findBox = (page: Page, words: RoomWords, where = '#general') =>
  page.getByRole('textbox', { name: words['box.message']({ where: words['box.as']({ where, name: 'Mia' }) }) });

/** No part of the page is wider than a phone, and axe-core finds nothing in any. */
const checkNarrow = async (page: Page, words: RoomWords): Promise<void> => {
  await page.setViewportSize({ width: 360, height: 740 });
  const parts = page.getByRole('navigation', { name: words['page.parts'] });
  for (const part of ['page.channels', 'page.members', 'page.messages'] as const) {
    await parts.getByRole('button', { name: words[part] }).click();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, part);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      assert.deepEqual(await findBarriers(page), [], `${part} ${colorScheme}`);
    }
  }
};

test('the page of a room speaks its reader’s language, and so does Parley there', { timeout: 240_000 }, async (t) => {
  const { client } = await openRoom(t);
  const browser = await openBrowser(t);
  for (const { locale, tag, words, dir, ask, reset } of READERS)
    await t.test(locale, async () => {
      const { page, faults } = await openPage(browser, client.url, tag);
      const box = findBox(page, words);
      await box.waitFor();
      assert.deepEqual(
        await page.evaluate('[document.documentElement.lang, document.documentElement.dir, document.title]'),
        [locale, dir, words['page.title']],
      );
      await page.getByText(words['page.free']).waitFor();
      await page.getByRole('heading', { name: words['faults.title'] }).waitFor();
      assert.deepEqual(await findBarriers(page), []);
      await box.fill('/');
      await page.getByRole('option', { name: new RegExp(`^${ask}(?!\\S)`) }).waitFor();
      // English names are known, too.
      await box.fill('/rese');
      await page.getByRole('option', { name: new RegExp(`^${reset}(?!\\S)`) }).waitFor();
      assert.deepEqual(await findBarriers(page), [], 'commands');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: words['box.send'], exact: true }).click();
      const asked = page.locator('look-message').filter({ hasText: to(locale)({ code: 'reset.confirm' }) });
      await asked.last().getByText(words['message.only-you']).waitFor();
      await checkNarrow(page, words);
      const loaded = (await page.evaluate(
        'performance.getEntriesByType("resource").map(({ name }) => name)',
      )) as string[];
      const rooms = loaded.filter((name) => name.endsWith('-room.ts'));
      assert.equal(rooms.length, 1, `only one language is loaded: ${rooms}`);
      assert.deepEqual(faults, []);
      await page.context().close();
    });

  await t.test('another language is chosen on the page, for this tab', async () => {
    const { page, faults } = await openPage(browser, client.url, 'pl');
    await findBox(page, englishRoom).waitFor();
    await page.getByRole('combobox', { name: englishRoom['page.language'] }).selectOption('de');
    await findBox(page, germanRoom).waitFor();
    assert.equal(await page.evaluate('document.documentElement.lang'), 'de');
    await findBox(page, germanRoom).fill('@Parley count to 5');
    await page.keyboard.press('Enter');
    await page.locator('look-message').filter({ hasText: /3 4 5/ }).last().waitFor();
    await page
      .getByRole('region', { name: germanRoom['turns.title'] })
      .getByText(germanTurns.moments.sent)
      .first()
      .waitFor();
    await page.reload();
    await findBox(page, germanRoom).waitFor();
    const refused = await client.act({ is: 'come', name: ' ' });
    assert.match(JSON.stringify(refused), /A name has 1 to 32 characters/);
    await page.getByRole('textbox', { name: germanRoom['people.new'] }).fill('  ');
    await page.keyboard.press('Enter');
    await page.getByText(germanRoom['refusal.name-length']({ most: 32 })).waitFor();
    assert.deepEqual(faults, []);
  });

  await t.test('a draft stays in its channel, also over a reload', async () => {
    const { page } = await openPage(browser, client.url, 'en-US');
    await findBox(page, englishRoom).fill('half a thought');
    const channels = page.getByRole('navigation', { name: 'Channels' });
    await channels.getByRole('button', { name: 'random' }).click();
    assert.equal(await findBox(page, englishRoom, '#random').inputValue(), '');
    await findBox(page, englishRoom, '#random').fill('another one');
    await page.reload();
    await findBox(page, englishRoom, '#random').waitFor();
    assert.equal(await findBox(page, englishRoom, '#random').inputValue(), 'another one');
    await channels.getByRole('button', { name: 'general' }).click();
    assert.equal(await findBox(page, englishRoom).inputValue(), 'half a thought');
    await page.keyboard.press('Enter');
    await page.reload();
    await findBox(page, englishRoom).waitFor();
  });

  await t.test('that Parley has to be called by name is said only while it has to be', async () => {
    await client.follow();
    const [mia, ada] = [client.person('Mia'), client.person('Ada')];
    const [lounge, channelId] = [client.channel('Lounge'), client.channel('general')];
    const join = (listen: string) =>
      client.must({ is: 'slash', as: mia, channelId, command: 'join', options: { listen } });
    for (const as of [mia, ada]) await client.must({ is: 'enter', as, channelId: lounge });
    await join('auto');
    await client.until(({ needsName }) => needsName);
    await join('everyone');
    await client.until(({ needsName }) => !needsName);
    await client.must({ is: 'language', locale: 'de' });
    await join('addressed');
    await client.until(({ needsName }) => needsName);
    await client.must({ is: 'slash', as: mia, channelId, command: 'leave', options: {} });
    await client.until(({ needsName }) => !needsName);
  });
});
