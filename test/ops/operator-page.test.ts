import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { systemClock } from '../../src/base/clock.ts';
import type { Event } from '../../src/base/events.ts';
import { findBarriers, openContext, watchPage } from '../browser.ts';
import { logIn, openOperator, PASSWORD, TOKEN } from './operator-stage.ts';

/** The moments of a typed turn that was answered in three seconds, with a call of a function and a connection that broke. */
const makeTurn = (turn: number, wall: number): Event[] => {
  const moment = (at: number, what: string, detail?: string | number) =>
    ({ is: 'moment', turn, at: 1_000 + at, what, ...(detail !== undefined && { detail }) }) as Event;
  return [
    { is: 'moment', turn, at: 1_000, what: 'asked', server: '1', channel: '2', way: 'typed', wall },
    moment(20, 'claimed'),
    moment(60, 'begun'),
    moment(70, 'dialling'),
    moment(400, 'dialled', 'fresh'),
    moment(410, 'sent', 'live'),
    moment(800, 'calling', 'write'),
    moment(900, 'called', 'write done'),
    moment(1_200, 'worded'),
    moment(1_250, 'shown'),
    moment(2_250, 'shown'),
    moment(2_300, 'closed', 1011),
    moment(3_000, 'ended', 'complete'),
    moment(3_050, 'recorded'),
  ];
};

const open = async (t: TestContext) => {
  const free = await openOperator(t, systemClock);
  const locked = await openOperator(t, systemClock, { keys: { password: PASSWORD, token: TOKEN } });
  const show = async (origin: string, options: Parameters<typeof openContext>[1] = {}) => {
    const context = await openContext(t, { ...options, acceptDownloads: true });
    const page = await context.newPage();
    const faults = watchPage(page);
    await page.goto(origin);
    return { page, faults };
  };
  return { free, locked, show };
};

const numberOf = (page: Page, name: string) => page.locator('#numbers div', { hasText: name }).locator('dd');

test('the operator sees in a browser how the process is, and decides what it does', async (t) => {
  const { free, locked, show } = await open(t);
  const { monitor, now } = free;
  const folder = await mkdtemp(join(tmpdir(), 'operator-'));
  t.after(() => rm(folder, { recursive: true }));
  const { page, faults } = await show(free.origin, { colorScheme: 'light', viewport: { width: 1_200, height: 900 } });

  await t.test('numbers and charts are live', async () => {
    await page.getByText('Ready.').waitFor();
    await numberOf(page, 'Open sessions').getByText('3 of 40').waitFor();
    now.sessions = 12;
    monitor.observe({ is: 'tokens', by: 'live', prompt: 1_000, answer: 0, thoughts: 0, searches: 0, nano: 12_000_000 });
    await numberOf(page, 'Open sessions').getByText('12 of 40').waitFor();
    await numberOf(page, 'Dollars since').getByText('$0.012').waitFor();
    assert.equal(await page.locator('.chart canvas').count(), 5);
    const drawn = await page
      .locator('.chart canvas')
      .first()
      .evaluate((canvas) => {
        const { width, height } = canvas as unknown as { width: number; height: number };
        const pixels: Uint8Array = Object(canvas).getContext('2d').getImageData(0, 0, width, height).data;
        return pixels.some((value) => value > 0);
      });
    assert.ok(drawn);
    monitor.observe({ is: 'discord', state: 'away' });
    await page.getByText('Not ready: not connected to Discord.').waitFor();
    monitor.observe({ is: 'discord', state: 'connected' });
  });

  await t.test('conversations, caps, shards and warnings are named', async () => {
    const region = (name: string) => page.getByRole('region', { name, exact: true });
    await region('Table of awake conversations').getByText('Workshop, #general').first().waitFor();
    await region('Table of awake conversations').getByText('a direct message').first().waitFor();
    assert.match(
      await page.locator('table', { hasText: 'Begins again' }).innerText(),
      /Everything, a day.*\$4.50 of \$5.00[\s\S]*90%[\s\S]*#garden, a month.*900 tokens/,
    );
    await page.getByText('Shard 0: ready, 41 ms').waitFor();
    assert.match(await page.locator('table', { hasText: 'How often' }).innerText(), /turn\.failed\s+warn\s+1/);
  });

  await t.test('a turn is drawn as a time line, saved, and opened again', async () => {
    const events = makeTurn(1, Date.UTC(2026, 10, 29, 12));
    for (const event of events.slice(0, 7)) monitor.observe(event);
    const row = page.locator('#turns tbody tr');
    await row.first().getByText('running').waitFor();
    await row.first().getByRole('button').press('Enter');
    const line = page.locator('#time-line');
    await line.waitFor();
    assert.equal(await line.locator('.mark').count(), 7);
    // It goes on while it's being looked at.
    for (const event of events.slice(7)) monitor.observe(event);
    await line.getByText('Recorded').waitFor();
    assert.equal(await line.locator('.mark').count(), 14);
    assert.match(await row.first().innerText(), /Workshop, #2\s+typed\s+live\s+complete\s+1\.2\ss\s+3\.0\ss/);
    assert.equal(await line.locator('rect.mark.trouble').count(), 1);
    const x = (name: string) =>
      line
        .locator('g', { hasText: name })
        .first()
        .locator('.mark')
        .evaluate((mark) => Number(mark.getAttribute('cx') ?? mark.getAttribute('x')));
    assert.ok((await x('Dialling')) < (await x('Connected')) && (await x('First word')) < (await x('Recorded')));
    const words = await page
      .locator('#moments')
      .innerText()
      .catch(() => '');
    assert.equal(words, '');
    await page.getByText('In words').click();
    assert.match(
      await page.locator('#moments').innerText(),
      /1\.2\ss: First word\n1\.3\ss: Shown[\s\S]*2\.3\ss: Edited last \(1\)/,
    );
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    const saved = await readFile(file, 'utf8');
    assert.match(saved, /"parley-turn": 1/);
    assert.doesNotMatch(saved, /Workshop/);
    await page.locator('#open').setInputFiles(file);
    await page.getByText('From a file: typed').waitFor();
    assert.equal(await line.locator('.mark').count(), 14);
    const wrong = join(folder, 'wrong.json');
    await writeFile(wrong, '{"parley-turn": 1, "id": "<script>"}');
    await page.locator('#open').setInputFiles(wrong);
    await page.getByText(/can’t be opened/).waitFor();
  });

  await t.test('what was before is still there after a reload', async () => {
    await page.reload();
    await page.getByText('Ready.').waitFor();
    assert.match(await page.locator('#turns tbody tr').first().innerText(), /complete/);
  });

  await t.test('nothing is in anybody’s way, in light and dark, wide and narrow', async () => {
    await page.locator('#turns tbody tr').first().getByRole('button').click();
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1_200, 340]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await findBarriers(page), [], `${colorScheme} ${width}`);
        const overflow = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = Object(globalThis).document.documentElement;
          return scrollWidth - clientWidth;
        });
        assert.equal(overflow, 0, `${width}`);
      }
  });

  await t.test('new calls are refused and taken again', async () => {
    await page.getByRole('button', { name: 'Refuse new calls' }).press('Enter');
    await page.getByRole('button', { name: 'Take calls again' }).waitFor();
    assert.equal(free.parts.takesCalls, false);
    await numberOf(page, 'Calls').getByText('no new ones').waitFor();
    await page.getByRole('button', { name: 'Take calls again' }).click();
    await page.getByRole('button', { name: 'Refuse new calls' }).waitFor();
    assert.equal(free.parts.takesCalls, true);
  });

  await t.test('a drain asks first, and then drains until the process is gone', async () => {
    const question = page.getByRole('dialog', { name: 'Drain this process?' });
    await page.getByRole('button', { name: 'Drain this process' }).click();
    await question.waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Drain this process' }).press('Enter');
    await question.getByRole('button', { name: 'Cancel' }).press('Enter');
    await question.waitFor({ state: 'hidden' });
    assert.equal(free.drained, 0);
    await page.getByRole('button', { name: 'Drain this process' }).click();
    await question.getByRole('button', { name: 'Drain it' }).click();
    await page.getByText('Not ready: it’s being drained.').waitFor();
    assert.equal(free.drained, 1);
    assert.deepEqual(faults, []);
    await free.monitor.close();
    await page.getByText('This process has ended.').waitFor();
  });

  await t.test('one logs in with the password, and out again', async () => {
    const { page: other, faults: wrong } = await show(locked.origin, { colorScheme: 'dark' });
    await other.waitForURL('**/login');
    assert.deepEqual(await findBarriers(other), []);
    await other.keyboard.type('a wrong password');
    await other.keyboard.press('Enter');
    await other.getByRole('alert').getByText('That password is wrong.').waitFor();
    assert.deepEqual(await findBarriers(other), []);
    await other.getByLabel('Operator’s password').fill(PASSWORD);
    await other.getByRole('button', { name: 'Log in' }).click();
    await other.getByText('Ready.').waitFor();
    await other.getByRole('button', { name: 'Log out' }).click();
    await other.waitForURL('**/login');
    for (let guess = 0; guess < 4; guess++) await logIn(locked, 'guess');
    await other.getByLabel('Operator’s password').fill(PASSWORD);
    await other.getByRole('button', { name: 'Log in' }).click();
    await other.getByRole('alert').getByText('too many wrong passwords').waitFor();
    // The browser reports the refusals itself.
    assert.deepEqual(
      wrong.filter((fault) => !/status of (?:401|429)/.test(fault)),
      [],
    );
  });
});
