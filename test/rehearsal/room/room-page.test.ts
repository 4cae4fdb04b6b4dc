import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { findBarriers, openBrowser } from '../../browser.ts';
import { LookGallery } from '../look-gallery.ts';
import { openRoom } from './room-client.ts';

/** The message box. */
const box = (page: Page) => page.getByRole('textbox', { name: /^Message / });

/** Writes in the message box and sends it. */
const say = async (page: Page, text: string): Promise<void> => {
  await box(page).fill(text);
  await page.keyboard.press('Enter');
};

/** Resolves once a message shows these words. */
const shows = (page: Page, words: RegExp | string) =>
  page.locator('look-message').filter({ hasText: words }).last().waitFor();

/** Does something with the newest message of these words, by its own buttons. */
const doWith = async (page: Page, words: RegExp, action: string): Promise<void> => {
  const message = page.locator('look-message').filter({ hasText: words }).last();
  await message.hover();
  await message.getByRole('button', { name: action, exact: true }).click();
};

test('the page of a room shows a server, and people act in it', { timeout: 180_000 }, async (t) => {
  const { client, server } = await openRoom(t);
  const browser = await openBrowser(t);
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  page.setDefaultTimeout(30_000);
  const gallery = new LookGallery(page);
  await page.goto(client.url);

  await t.test('a server with its channels, members and direct messages', async () => {
    const channels = page.getByRole('navigation', { name: 'Channels' });
    await channels.getByRole('button', { name: 'general' }).waitFor();
    for (const name of ['random', 'ideas', 'Lounge', 'Parley'])
      assert.equal(await channels.getByRole('button', { name, exact: false }).first().isVisible(), true, name);
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '#general');
    assert.equal(await page.getByRole('button', { name: /^Mia/ }).getAttribute('aria-current'), 'true');
  });

  await t.test('a mention is completed by keyboard, and answered', async () => {
    await box(page).click();
    await page.keyboard.type('@par');
    await page.getByRole('option', { name: '@Parley App' }).waitFor();
    assert.deepEqual(await findBarriers(page), [], 'suggestions for a mention');
    await page.keyboard.press('Enter');
    await page.keyboard.type('what is the capital of Brazil?');
    await page.keyboard.press('Enter');
    await shows(page, 'The capital of Brazil is Brasília.');
    await say(page, 'nobody in particular');
    await page.getByText('can’t read this message').waitFor();
    // What was said of the last message is over as soon as somebody writes the next one.
    await page.keyboard.type('and');
    await page.getByText('can’t read this message').waitFor({ state: 'detached' });
  });

  await t.test('the slash-command box: commands, options, suggestions', async () => {
    await box(page).fill('');
    await page.keyboard.type('/as');
    await page.getByRole('option', { name: /^\/ask/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: /^question/ }).fill('say tulip');
    await page.keyboard.press('Enter');
    await shows(page, /tulip/);
    await box(page).fill('/settings sh');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '+ setting' }).press('Enter');
    await page.getByRole('combobox', { name: /^setting/ }).fill('greet');
    await page.getByRole('option', { name: 'Greeting' }).waitFor();
    assert.deepEqual(await findBarriers(page), [], 'suggestions for an option');
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Message #general as Mia' }).waitFor();
  });

  await t.test('of two suggestions, those for what was typed last are shown, in whatever order they come', async () => {
    const [held, isHeld] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route('**/deeds', async (route) => {
      if (!/"typed":"j"/.test(route.request().postData() ?? '')) return route.fallback();
      isHeld.resolve();
      await held.promise;
      await route.fallback();
    });
    await box(page).fill('/interpret on');
    await page.keyboard.press('Enter');
    const language = page.getByRole('combobox', { name: /^in/ });
    await language.fill('j');
    await isHeld.promise;
    await language.fill('japan');
    await page.getByRole('option', { name: 'Japanese' }).waitFor();
    const late = page.waitForResponse((response) => /"typed":"j"/.test(response.request().postData() ?? ''));
    held.resolve();
    await (await late).finished();
    // What the page makes of it is over once it has drawn twice.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    assert.deepEqual(await page.locator('look-option').getByRole('option').allTextContents(), ['Japanese']);
    await page.unroute('**/deeds');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Message #general as Mia' }).waitFor();
  });

  await t.test('what one member sees, somebody else does not; buttons and forms', async () => {
    await box(page).fill('/reset');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await shows(page, /Do you want me to forget everything/);
    await page.getByRole('button', { name: /^Ada/ }).click();
    await page
      .locator('look-message')
      .filter({ hasText: /forget everything/ })
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Mia/ }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await shows(page, /leave everything as it is/);
    await box(page).fill('/settings panel');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('combobox', { name: 'Pick a group' }).last().click();
    const last = page.getByRole('listbox', { name: 'Pick a group' }).getByRole('option').last();
    await last.waitFor();
    assert.deepEqual(await findBarriers(page), [], 'an open menu');
    await page.keyboard.press('Escape');
    await doWith(page, /nobody in particular/, 'Ask about this');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').first().fill('say what it means');
    assert.deepEqual(await findBarriers(page), [], 'an open form');
    await form.getByRole('button', { name: 'Submit' }).click();
    await shows(page, /what it means/);
    await form.waitFor({ state: 'detached' });
  });

  await t.test('a reply with a file, sent by somebody else', async () => {
    await page.getByRole('button', { name: /^Bob/ }).click();
    await doWith(page, /The capital of Brazil/, 'Reply');
    // It's made in the browser, because handing over so much takes seconds.
    await page.evaluate(`{
      const input = ['room-box', 'look-message-box', 'input[type=file]'].reduce(
        (at, name) => at.shadowRoot.querySelector(name), document.querySelector('room-page'));
      const chosen = new DataTransfer();
      chosen.items.add(new File([new Uint8Array(11 * 1_048_576)], 'big.bin'));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change'));
    }`);
    await page.getByText('big.bin is too big: a file may have up to 10 MB.').waitFor();
    const notes = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# A title') };
    await page.locator('room-box input[type=file]').setInputFiles(notes);
    await page.getByRole('button', { name: 'Remove notes.md' }).waitFor();
    assert.equal(await page.getByText(/too big|Remove big/).count(), 0);
    await say(page, 'and this?');
    await shows(page, /file 1 “notes\.md”/);
    const names = await page.locator('look-message').filter({ hasText: 'and this?' }).last().getByText('Bob').count();
    assert.ok(names > 0);
  });

  await t.test('a thread, somebody new, and direct messages', async () => {
    await doWith(page, /and this\?/, 'Begin a thread');
    const name = page.getByRole('dialog').getByRole('textbox');
    await name.fill('x'.repeat(101));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('1 to 100 characters').waitFor();
    assert.equal(await name.inputValue(), 'x'.repeat(101));
    assert.deepEqual(await findBarriers(page), [], 'a question');
    await name.fill('apart');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'apart' }).click();
    await page.getByRole('heading', { level: 1, name: '#apart' }).waitFor();
    await page.getByRole('textbox', { name: 'Let somebody new come' }).fill('Cora');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Message #apart as Cora' }).waitFor();
    await say(page, '@Parley say I am in a thread');
    await shows(page, /I am in a thread/);
    await page
      .getByRole('navigation', { name: 'Channels' })
      .getByRole('button', { name: '@ Parley' })
      .or(page.getByRole('button', { name: 'Parley', exact: true }))
      .first()
      .click();
    await say(page, 'hello');
    await shows(page, /Hello, Cora!/);
  });

  await t.test('a long channel scrolls in itself, and whoever writes sees what comes of it', async () => {
    await say(page, Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n'));
    await shows(page, /line 40/);
    await say(page, 'count to 5');
    await shows(page, /3 4 5/);
    const list = page.locator('look-messages');
    await list.evaluate((element) => element.scrollTo({ top: 0 }));
    await say(page, 'count to 9');
    await shows(page, /7 8 9/);
    await page.waitForFunction(
      `(([list]) => list.scrollHeight - list.scrollTop - list.clientHeight < 2)(
        [...document.querySelector('room-page').shadowRoot.querySelectorAll('look-messages')])`,
    );
    assert.deepEqual(await page.evaluate('[document.documentElement.scrollHeight, innerHeight]'), [800, 800]);
  });

  await t.test('by keyboard, one message is one stop, and the arrows lead to the others', async () => {
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'Parley' }).focus();
    const focused = `(() => {
      let at = document.activeElement;
      while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return (at.getAttribute('aria-label') ?? at.textContent).trim();
    })()`;
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(focused), 'Language');
    await page.keyboard.press('Tab');
    assert.match(String(await page.evaluate(focused)), /Parley.*7 8 9/s);
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction(`/count to 9/.test(${focused})`);
    await page.keyboard.press('End');
    await page.waitForFunction(`/7 8 9/.test(${focused})`);
    let stops = 0;
    for (; !/^Message @?Parley/.test(String(await page.evaluate(focused))); stops += 1)
      await page.keyboard.press('Tab');
    assert.ok(stops < 12, `${stops} stops`);
    await page.evaluate(`document.activeElement.blur()`);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Skip to the message box' }).press('Enter');
    assert.match(String(await page.evaluate(focused)), /^Message @?Parley/);
  });

  await t.test('a voice message', async () => {
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page.getByRole('timer').getByText('Recording 0:01').waitFor();
    await page.getByRole('button', { name: 'Send the voice message' }).click();
    await shows(page, /I heard .* seconds of sound|voice message/);
  });

  await t.test('who may not change a message isn’t offered to', async () => {
    const theirs = page.locator('look-message').filter({ hasText: /7 8 9/ }).last();
    await theirs.hover();
    await theirs.getByRole('button', { name: 'Reply' }).waitFor();
    assert.equal(await theirs.getByRole('button', { name: 'Edit' }).count(), 0);
  });

  await t.test('in the voice channel one is heard, and hears the bot', async () => {
    await page.getByRole('button', { name: 'Enter Lounge' }).click();
    const inside = page.getByRole('list', { name: 'In Lounge' });
    await inside.getByText('Cora').waitFor();
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'general' }).click();
    await box(page).fill('/join');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await inside.getByText('Parley').waitFor();
    await page.getByRole('button', { name: 'Hear the call' }).click();
    // It's waited for from before, because it doesn't last long.
    const speaks = () => inside.getByText('speaking').waitFor({ state: 'attached' });
    const greets = speaks();
    await page.getByRole('button', { name: 'Hello, are you there?' }).click();
    await greets;
    await page.getByText('You have heard Parley speak.').waitFor();
    await page.getByRole('button', { name: 'Record from the microphone' }).click();
    await page.getByRole('timer').getByText('Recording 0:02').waitFor();
    await inside.getByText('speaking').waitFor({ state: 'detached' });
    const recorded = speaks();
    await page.getByRole('button', { name: 'Say what was recorded' }).click();
    await recorded;
    await page.getByRole('button', { name: 'Leave Lounge' }).click();
    await inside.getByText('Cora').waitFor({ state: 'detached' });
  });

  await t.test('what can be broken, the bot’s process, and what happened to each turn', async () => {
    const slow = page.getByRole('button', { name: 'Slow model' });
    await slow.click();
    await page.getByRole('button', { name: 'Slow model', pressed: true }).click();
    await page.getByRole('button', { name: 'Slow model', pressed: false }).waitFor();
    const turns = page.getByRole('region', { name: 'Turns' });
    await turns
      .getByText(/^First word/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Kill the bot', exact: true }).click();
    await page.getByRole('button', { name: 'Start the bot' }).click();
    await page.getByRole('button', { name: 'Let it stand still' }).waitFor();
    await page.getByRole('link', { name: 'Operator’s page' }).waitFor();
  });

  await t.test('a reload shows everything again, and the same person speaks', async () => {
    await page.getByRole('button', { name: /^Cora/ }).click();
    await page.reload();
    await shows(page, /The capital of Brazil is Brasília\./);
    await page.getByRole('textbox', { name: / as Cora$/ }).waitFor();
  });

  await t.test('axe-core finds nothing, light and dark, wide and narrow', async () => {
    assert.deepEqual(await gallery.examine(), []);
    await page.setViewportSize({ width: 390, height: 800 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    assert.equal(width, 390);
    for (const part of ['Channels', 'Members', 'Messages']) {
      await page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: part }).click();
      assert.deepEqual(await gallery.examine(), [], part);
    }
  });

  assert.deepEqual(gallery.faults, []);

  await t.test('a room that is gone is told once', async () => {
    await page.setViewportSize({ width: 1_280, height: 800 });
    await server.close();
    await page.getByText('The room doesn’t answer').waitFor();
    await page.getByText('can’t be reached').waitFor();
    await say(page, 'is anybody there?');
    await page.getByRole('button', { name: 'Restart it' }).click();
    assert.equal(await page.getByText('The room doesn’t answer').count(), 1);
  });
});
