import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRehearsalModel } from '../../rehearsal/rehearsal-model.ts';
import { spawnBot } from '../../world/bot-process.ts';
import type { Message } from '../../world/discord/message.ts';
import { World } from '../../world/world.ts';
import { type LookGallery, openGallery } from './look-gallery.ts';
import { ADA, messageOf, WORKSHOP } from './look-scenes.ts';

/** The smallest picture there is. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAFhl8gAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** Seven seconds of silence: a WAV file of 8,000 samples a second, of one byte each. */
const makeSilence = (): Buffer => {
  const head = Buffer.alloc(44);
  head.write('RIFF----WAVEfmt ');
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 8_000],
    [40, 56_000],
    [4, 56_036],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36);
  return Buffer.concat([head, Buffer.alloc(56_000, 128)]);
};

const FILES = {
  '/voice.wav': { type: 'audio/wav', body: makeSilence() },
  '/picture.gif': { type: 'image/gif', body: PICTURE },
  '/notes.txt': { type: 'text/plain', body: 'notes' },
};

const picture = {
  id: '90',
  filename: 'picture.gif',
  url: '/picture.gif',
  content_type: 'image/gif',
  width: 200,
  height: 100,
};

test('the look of messages', async (t) => {
  const gallery = await openGallery(t, FILES);
  const show = async (...messages: Record<string, unknown>[]) => {
    await gallery.clear();
    await gallery.put('look-messages', { scene: WORKSHOP, messages, name: '#general' });
  };
  await t.test('what the bot really sends is drawn, and what is done there reaches it', (inner) =>
    useReal(inner, gallery),
  );
  await t.test('words', () => drawWords(gallery, show));
  await t.test('heads, replies, and what only one sees', () => drawHeads(gallery, show));
  await t.test('each person has a colour', () => drawFaces(gallery, show));
  await t.test('embeds and files', () => drawFiles(gallery, show));
  await t.test('buttons and menus say what was done', () => useComponents(gallery, show));
  await t.test('boxes of the second version', () => drawBoxes(gallery, show));
  await t.test('polls, reactions, forwards, threads', () => drawOthers(gallery, show));
  await t.test('hostile payloads do nothing', () => drawHostile(gallery, show));
  await t.test('new messages are read out once', () => readOut(gallery, show));
  assert.deepEqual(gallery.faults, []);
});

type Show = (...messages: Record<string, unknown>[]) => Promise<void>;

/** The bot in a world, with Ada. */
const openStage = async (t: TestContext) => {
  const { discord, live, close } = await openWorld();
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const bot = spawnBot({ discord, live, store: `sqlite://${join(folder, 'parley.sqlite')}` });
  t.after(async () => {
    await bot.kill();
    await close();
    await rm(folder, { recursive: true, force: true });
  });
  await bot.ready;
  return { discord, guild, general, ada };
};

const openWorld = async () => {
  const world = await World.open({ model: makeRehearsalModel({ pause: 0 }) });
  return { discord: world.discord, live: world.live, close: () => world.close() };
};

type Stage = Awaited<ReturnType<typeof openStage>>;

/** Has Ada ask, and resolves with what stands in the channel and before her alone. */
const collectMessages = async ({ general, ada }: Stage): Promise<Message[]> => {
  const asked = await ada.slash('ask', { question: 'table' }, { in: general });
  await asked.shows(/That is a table/);
  await asked.until(({ messages }) => messages.some(({ components }) => components.length > 0));
  const replies = [asked];
  for (const command of ['status', 'help', 'usage', 'settings show']) {
    const reply = await ada.slash(command, {}, { in: general });
    await reply.until(({ messages }) => messages.length > 0);
    replies.push(reply);
  }
  await ada.says('@Parley hello', { in: general });
  await general.shows(/Hello, Ada.*no real model/);
  const all = [...replies.flatMap(({ messages }) => messages), ...general.messages];
  return [...new Map(all.map((message) => [message.id, message])).values()];
};

/** A plain word of a message's text, and nothing that is part of a link, of code or of a command. */
const PLAIN_WORD = /(?<![</`:])\b[A-Za-z]{5,}\b(?![`:>])/g;

const useReal = async (t: TestContext, gallery: LookGallery) => {
  const stage = await openStage(t);
  // Taken in one moment, because the bot goes on to edit them.
  const sent = (await collectMessages(stage)).map((message) => ({
    text: message.text,
    isEphemeral: message.ephemeral,
    components: message.components,
    payload: message.payload({ reads: true }),
  }));
  const messages = sent.map(({ payload }) => payload);
  await gallery.put('look-messages', { scene: { ...WORKSHOP, people: [] }, messages, name: '#general' });
  assert.equal(await gallery.page.locator('look-message').count(), sent.length);
  for (const [index, { text: said, isEphemeral }] of sent.entries()) {
    const drawn = gallery.page.locator('look-message').nth(index);
    const text = (await drawn.locator('article').first().innerText()).replaceAll(/\s+/g, '');
    for (const word of said.match(PLAIN_WORD) ?? []) assert.ok(text.includes(word), `${word}: ${text}`);
    assert.equal(await drawn.getByText('Only you can see this').count(), isEphemeral ? 1 : 0);
  }
  assert.ok(sent.some(({ components }) => components.length > 0));
  assert.deepEqual(await gallery.examine(), []);
  await answerReal(stage, gallery);
};

/** What is done on the page is what the world's members do, and the bot answers it. */
const answerReal = async ({ discord, guild, general, ada }: Stage, gallery: LookGallery) => {
  await gallery.clear();
  await gallery.put('look-message-box', {
    scene: WORKSHOP,
    commands: [...guild.commands.all, ...discord.commands.all],
    name: '#general',
  });
  await gallery.page.getByRole('textbox', { name: 'Message #general' }).fill('/ask ');
  const question = gallery.page.getByRole('combobox', { name: /^question/ });
  await question.fill('Say fromage');
  await question.press('Enter');
  const [[, { command, options }]] = (await gallery.said()) as [
    [string, { command: string; options: Record<string, string> }],
  ];
  const answer = await ada.slash(command, options, { in: general });
  await answer.shows(/fromage/);
  const form = await ada.menu('Ask about this', answer.messages[0] ?? assert.fail('no answer'));
  await form.until(({ modal }) => modal);
  const { customId = '', title, components } = form.modal ?? {};
  await gallery.put('look-modal', {
    scene: WORKSHOP,
    app: 'Parley',
    modal: { custom_id: customId, title, components },
  });
  assert.deepEqual(await gallery.examine(), []);
  await gallery.page.getByRole('textbox').first().fill('Say brie');
  await gallery.page.getByRole('button', { name: 'Submit' }).click();
  const [[, { values }]] = (await gallery.said()) as [[string, { values: Record<string, string> }]];
  await (await ada.submit(form, values)).shows(/brie/);
};

const drawWords = async (gallery: LookGallery, show: Show) => {
  const content =
    '# Title\n**bold** ||hidden words|| <@2> <@3> <@99> <@&20> <#10> <#98> </ask:7> <t:1764426600:R>\n- item\n```js\nlet a;\n```\n[masked](https://a.example)';
  await show(messageOf('100', { content, mentions: [{ id: '99', username: 'gone' }] }));
  const words = gallery.page.locator('look-message .markdown');
  assert.equal(await words.locator('.heading').innerText(), 'Title');
  assert.deepEqual(await words.locator('.mention').allInnerTexts(), [
    '@Ada',
    '@بوب الطويل',
    '@gone',
    '@Bakers',
    '#general',
    '#unknown',
    '/ask',
  ]);
  assert.equal(await words.locator('time').innerText(), '1 year ago');
  assert.equal(await words.locator('pre').innerText(), 'let a;');
  assert.equal(await words.locator('a').getAttribute('rel'), 'noopener noreferrer nofollow');
  const spoiler = gallery.page.getByRole('button', { name: 'Spoiler, show it' });
  assert.doesNotMatch(await words.innerText(), /hidden words/);
  await spoiler.focus();
  await gallery.page.keyboard.press('Enter');
  assert.match(await words.innerText(), /hidden words/);
  assert.equal(await spoiler.count(), 0);
  await words.getByText('/ask').click();
  assert.deepEqual(await gallery.said(), [['look-open', { kind: 'command', id: '7', name: 'ask' }]]);
};

const drawHeads = async (gallery: LookGallery, show: Show) => {
  const interaction_metadata = { type: 2, user: ADA, name: '/ask' };
  await show(
    messageOf('100', { author: ADA, content: 'Is **bread** old?\nTell me.' }),
    messageOf('101', { type: 20, content: 'It is.', interaction_metadata, edited_timestamp: '2026-11-29T14:29:30Z' }),
    messageOf('102', {
      type: 19,
      content: 'Yes',
      referenced_message: messageOf('100', { author: ADA, content: '**Is** it, <@3>? ||hidden||' }),
      mentions: [ADA],
    }),
    messageOf('103', { type: 19, content: 'No', referenced_message: null, message_reference: { message_id: '1' } }),
    messageOf('104', { flags: 64 | 128, interaction_metadata }),
    messageOf('105', { flags: 64, content: 'psst' }),
    messageOf('106', { author: ADA, type: 7 }),
  );
  const texts = (await gallery.page.locator('look-message article:not(.embed)').allInnerTexts()).map((text) =>
    text.replaceAll(/\s+/g, ' ').trim(),
  );
  assert.match(texts[0] ?? '', /^A Ada 14:29 Is bread old\? Tell me\.$/);
  assert.match(texts[1] ?? '', /Ada used \/ask P Parley APP 14:29 It is\. ?\(edited\)$/);
  assert.match(texts[2] ?? '', /Reply to A Ada Is it, @بوب الطويل\? \(spoiler\) P Parley APP/);
  assert.match(texts[3] ?? '', /Original message was deleted/);
  assert.match(texts[4] ?? '', /Parley is thinking…/);
  assert.match(texts[5] ?? '', /psst Only you can see this • Dismiss message$/);
  assert.match(texts[6] ?? '', /^Ada joined the server\. 14:29$/);
  assert.equal(await gallery.page.locator('look-message .message.mentioned').count(), 1);
  await gallery.page.locator('look-message').nth(5).getByRole('button', { name: 'Dismiss message' }).click();
  await gallery.page.getByRole('button', { name: 'Is it, @' }).click();
  assert.deepEqual(await gallery.said(), [
    ['look-dismiss', { messageId: '105' }],
    ['look-open', { kind: 'message', id: '100', name: '' }],
  ]);
  await gallery.change('look-messages', { actions: { 101: [{ id: 'reply', label: 'Reply' }] } });
  await gallery.page.locator('look-message').nth(1).hover();
  await gallery.page.locator('look-message').nth(1).getByRole('button', { name: 'Reply' }).click();
  assert.deepEqual(await gallery.said(), [['look-action', { messageId: '101', action: 'reply' }]]);
  assert.deepEqual(await gallery.examine(), []);
};

/** Real ids are longer than numbers are exact, and those of one server are much alike. */
const drawFaces = async (gallery: LookGallery, show: Show) => {
  const ids = ['1443951238213730304', '1443951238213730305', '1443951238213730306'];
  await show(...ids.map((id, index) => messageOf(`${index}`, { author: { id, username: 'Ada' } })));
  const faces = await gallery.page
    .locator('.avatar.big')
    .evaluateAll((all) => all.map((one) => (one as unknown as { style: { cssText: string } }).style.cssText));
  assert.equal(new Set(faces).size, 3, String(faces));
};

const drawFiles = async (gallery: LookGallery, show: Show) => {
  const fields = Array.from({ length: 25 }, (_, index) => ({
    name: `Field ${index}`,
    value: `value ${index}`,
    inline: true,
  }));
  await show(
    messageOf('100', {
      embeds: [
        {
          title: 'Usage',
          description: 'All **words**',
          color: 0x57f287,
          fields,
          footer: { text: 'Foot' },
          image: { url: 'attachment://picture.gif' },
        },
        { type: 'link', url: 'https://a.example/' },
      ],
      attachments: [{ ...picture, description: 'A chart' }],
    }),
    messageOf('101', { flags: 4, embeds: [{ title: 'Suppressed' }], content: 'no card' }),
    messageOf('102', {
      attachments: [
        {
          id: '1',
          filename: 'notes.txt',
          title: 'My notes',
          size: 2_048,
          url: '/notes.txt',
          content_type: 'text/plain',
        },
        { ...picture, filename: 'SPOILER_picture.gif' },
      ],
    }),
    messageOf('103', {
      flags: 8192,
      attachments: [
        {
          id: '1',
          filename: 'voice-message.ogg',
          url: '/voice.wav',
          content_type: 'audio/ogg',
          duration_secs: 7.3,
          waveform: Buffer.alloc(70, 99).toString('base64'),
        },
      ],
    }),
    messageOf('104', { attachments: [{ ...picture, url: 'https://cdn.discordapp.com/attachments/1/2/picture.gif' }] }),
  );
  const { page } = gallery;
  assert.equal(await page.locator('.field').count(), 25);
  assert.equal(await page.locator('.embed').count(), 2);
  assert.equal(await page.getByRole('img', { name: 'A chart' }).count(), 2);
  assert.equal(await page.getByText('Suppressed').count(), 0);
  assert.equal(await page.getByRole('link', { name: 'My notes' }).getAttribute('download'), 'My notes');
  assert.ok(await page.getByText('2.00 KB').isVisible());
  assert.equal(await page.locator('look-spoiler[block]').count(), 1);
  assert.ok(await page.getByRole('group', { name: 'Voice message, 0:07' }).isVisible());
  assert.equal(await page.locator('look-voice-note rect').count(), 48);
  const position = page.getByRole('slider', { name: 'Position' });
  await position.focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  assert.equal(await position.getAttribute('aria-valuetext'), '0:01');
  assert.ok((await page.locator('look-voice-note rect.heard').count()) > 0);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Play' }).waitFor();
  assert.equal(await page.locator('.no-media').count(), 0, 'a file that may not be loaded is a file');
  assert.deepEqual(await gallery.examine(), []);
};

const useComponents = async (gallery: LookGallery, show: Show) => {
  const button = (style: number, label: string, more = {}) => ({ type: 2, style, label, custom_id: label, ...more });
  const options = [
    { label: 'Puck', value: 'puck', description: 'Upbeat' },
    { label: 'Kore', value: 'kore' },
    { label: 'Zephyr', value: 'zephyr', default: true },
  ];
  await show(
    messageOf('100', {
      components: [
        {
          type: 1,
          components: [
            button(1, 'Go'),
            button(4, 'Off', { disabled: true }),
            button(5, 'Docs', { custom_id: undefined, url: 'https://a.example/' }),
            button(2, '', { label: undefined, emoji: { name: '🔊' }, custom_id: 'listen' }),
          ],
        },
        { type: 1, components: [{ type: 3, custom_id: 'voice', placeholder: 'Choose a voice', options }] },
        { type: 1, components: [{ type: 5, custom_id: 'people', placeholder: 'Whom?', min_values: 2, max_values: 3 }] },
        { type: 1, components: [{ type: 8, custom_id: 'where', placeholder: 'Where?', channel_types: [2] }] },
      ],
    }),
  );
  const { page } = gallery;
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByRole('button', { name: '🔊' }).click();
  assert.ok(await page.getByRole('button', { name: 'Off' }).isDisabled());
  assert.equal(await page.getByRole('link', { name: 'Docs' }).getAttribute('target'), '_blank');
  const voice = page.getByRole('combobox', { name: 'Choose a voice' });
  assert.equal(await voice.inputValue(), 'Zephyr');
  await voice.focus();
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(
    await page
      .getByRole('option')
      .allInnerTexts()
      .then((all) => all.map((one) => one.split('\n')[0]?.trim())),
    ['Puck', 'Kore', 'Zephyr'],
  );
  await page.keyboard.press('ArrowDown');
  assert.equal(await voice.getAttribute('aria-activedescendant'), 'choice-1');
  assert.deepEqual(await gallery.examine(), [], 'an open menu');
  await page.keyboard.press('Enter');
  assert.equal(await voice.getAttribute('aria-expanded'), 'false');
  const people = page.getByRole('combobox', { name: 'Whom?' });
  await people.click();
  await page.getByRole('option', { name: 'Ada' }).click();
  await people.press('Escape');
  await people.click();
  await people.pressSequentially('zo');
  assert.equal(await page.getByRole('option').count(), 1);
  await people.press('Enter');
  await people.fill('');
  await page.getByRole('option', { name: 'Ada' }).click();
  await people.press('Tab');
  await page.getByRole('combobox', { name: 'Where?' }).click();
  await page.getByRole('option', { name: '#Lounge' }).click();
  assert.deepEqual(await gallery.said(), [
    ['look-press', { messageId: '100', customId: 'Go' }],
    ['look-press', { messageId: '100', customId: 'listen' }],
    ['look-select', { messageId: '100', customId: 'voice', values: ['kore'] }],
    ['look-select', { messageId: '100', customId: 'people', values: ['4', '2'] }],
    ['look-select', { messageId: '100', customId: 'where', values: ['12'] }],
  ]);
};

const drawBoxes = async (gallery: LookGallery, show: Show) => {
  const components = [
    {
      type: 17,
      accent_color: 0x5865f2,
      components: [
        { type: 10, content: '### Settings\nWords' },
        { type: 14, divider: true, spacing: 2 },
        {
          type: 9,
          components: [{ type: 10, content: 'Voice: **Puck**' }],
          accessory: { type: 2, style: 2, label: 'Change', custom_id: 'change' },
        },
        {
          type: 9,
          components: [{ type: 10, content: 'Face' }],
          accessory: { type: 11, media: { url: 'attachment://picture.gif' }, description: 'A face' },
        },
        {
          type: 12,
          items: [
            { media: { url: 'attachment://picture.gif' }, description: 'One' },
            { media: { url: 'attachment://picture.gif' }, spoiler: true },
          ],
        },
        { type: 13, file: { url: 'attachment://picture.gif' } },
      ],
    },
    { type: 17, spoiler: true, components: [{ type: 10, content: 'Hidden box' }] },
    { type: 99 },
  ];
  await show(messageOf('100', { flags: 1 << 15, components, attachments: [picture] }));
  const { page } = gallery;
  assert.equal(await page.getByRole('heading', { name: 'Settings' }).count(), 1);
  assert.ok(await page.getByRole('img', { name: 'A face' }).isVisible());
  assert.equal(await page.locator('img.media').count(), 3, 'its files are not drawn a second time');
  assert.equal(await page.getByText('Hidden box').isVisible(), false);
  assert.equal(await page.getByText('A component of type 99').count(), 1);
  await page.getByRole('button', { name: 'Change' }).click();
  assert.deepEqual(await gallery.said(), [['look-press', { messageId: '100', customId: 'change' }]]);
  assert.deepEqual(await gallery.examine(), []);
};

const drawOthers = async (gallery: LookGallery, show: Show) => {
  const answers = ['Tea', 'Coffee'].map((text, index) => ({ answer_id: index + 1, poll_media: { text } }));
  const poll = { question: { text: 'Tea or coffee?' }, answers, expiry: '2026-11-30T14:30:00Z' };
  await show(
    messageOf('100', { poll, reactions: [{ emoji: { name: '👍' }, count: 2, me: true }] }),
    messageOf('101', {
      poll: {
        ...poll,
        results: {
          is_finalized: true,
          answer_counts: [
            { id: 1, count: 3, me_voted: true },
            { id: 2, count: 1 },
          ],
        },
      },
    }),
    messageOf('102', {
      flags: 1 << 14,
      message_reference: { type: 1 },
      message_snapshots: [{ message: { content: 'Forwarded **words**' } }],
    }),
    messageOf('103', {
      content: 'Begin',
      thread: { id: '55', name: 'Bread talk', message_count: 3 },
      sticker_items: [{ id: '1', name: 'Wave' }],
    }),
    messageOf('104', { type: 18, content: 'Bread talk', author: ADA }),
  );
  const { page } = gallery;
  await page.getByRole('radio', { name: 'Coffee' }).check();
  await page.getByRole('button', { name: 'Vote' }).first().click();
  await page.getByRole('button', { name: '👍, 2' }).click();
  await page.getByRole('button', { name: '3 messages' }).click();
  assert.deepEqual(await gallery.said(), [
    ['look-vote', { messageId: '100', answers: [2] }],
    ['look-react', { messageId: '100', emoji: { name: '👍' } }],
    ['look-open', { kind: 'thread', id: '55', name: 'Bread talk' }],
  ]);
  assert.ok(await page.getByText('3 votes, 75%, your vote').isVisible());
  assert.equal(await page.locator('.forward strong').innerText(), 'words');
  assert.ok(await page.getByRole('img', { name: 'Sticker: Wave' }).isVisible());
  assert.match(await page.locator('look-message article').last().innerText(), /Ada started a thread: Bread talk/);
  assert.deepEqual(await gallery.examine(), []);
};

const MARKUP = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>';

const drawHostile = async (gallery: LookGallery, show: Show) => {
  const name = `${MARKUP}\u202Eevil`;
  const link = 'javascript:globalThis.hacked=1';
  await show(
    messageOf('100', {
      author: { id: '66', username: name },
      content: MARKUP,
      mentions: [{ id: '66', username: name }],
    }),
    messageOf('101', {
      content: `<@66> [click](${link}) \u202E txet`,
      mentions: [{ id: '66', username: name }],
      embeds: [
        {
          title: MARKUP,
          url: link,
          description: MARKUP,
          author: { name, url: link },
          fields: [{ name, value: MARKUP }],
        },
      ],
    }),
    messageOf('102', { content: 'x'.repeat(4_000), author: { id: '67', username: 'y'.repeat(200) } }),
    messageOf('103', {
      content: `\`\`\`\n${'z'.repeat(3_000)}\n\`\`\``,
      embeds: [
        {
          title: 'w'.repeat(256),
          description: 'v'.repeat(2_000),
          fields: Array.from({ length: 25 }, () => ({ name: 'n'.repeat(256), value: 'm'.repeat(1_024), inline: true })),
        },
      ],
    }),
    messageOf('104', {
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 5, label: MARKUP, url: link },
            { type: 2, style: 1, label: 'l'.repeat(80), custom_id: '"><b>' },
          ],
        },
        {
          type: 17,
          accent_color: 'red;background:url(https://a.example)',
          components: [
            { type: 10, content: 'u'.repeat(4_000) },
            { type: 12, items: [{ media: { url: link } }] },
          ],
        },
      ],
    }),
    messageOf('105', {
      attachments: [{ id: '1', filename: `${'f'.repeat(300)}.txt`, url: link, size: 1 }],
      sticker_items: [{ id: '1', name: 's'.repeat(300) }],
      poll: { question: { text: 'q'.repeat(300) }, answers: [{ answer_id: 1, poll_media: { text: 'a'.repeat(55) } }] },
    }),
    messageOf('106', {
      timestamp: 'never',
      edited_timestamp: 'x',
      author: undefined,
      content: '<t:9999999999999:R> <@1',
    }),
  );
  const { page } = gallery;
  assert.equal(await page.locator('look-message').count(), 7);
  assert.equal(await page.evaluate('globalThis.hacked'), undefined);
  for (const href of await page
    .locator('a')
    .evaluateAll((all) => all.map((one) => (one as unknown as { href: string }).href)))
    assert.match(href, /^https?:/);
  for (const width of [1_000, 320]) {
    await page.setViewportSize({ width, height: 800 });
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= width, `at ${width} pixels`);
    assert.ok(
      Number(await page.evaluate('document.querySelector("look-messages").scrollWidth')) <= width,
      `the list at ${width} pixels`,
    );
  }
  assert.deepEqual(await gallery.examine(), []);
  await page.setViewportSize({ width: 1_000, height: 800 });
};

const readOut = async (gallery: LookGallery, show: Show) => {
  const first = messageOf('100', { author: ADA, content: 'Hello' });
  await show(first);
  const status = gallery.page.getByRole('status');
  const thinking = messageOf('101', { flags: 128 });
  await gallery.change('look-messages', { messages: [first, thinking] });
  await gallery.change('look-messages', { messages: [first, messageOf('101', { content: 'Hi' })] });
  await gallery.change('look-messages', { messages: [first, messageOf('101', { content: 'Hi **Ada**, <@2> \\*' })] });
  await status.filter({ hasText: 'Parley: Hi Ada, @Ada *' }).waitFor({ state: 'attached' });
  assert.equal(await status.textContent(), 'Parley: Hi Ada, @Ada *');
};
