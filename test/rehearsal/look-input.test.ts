import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAccept } from '../../rehearsal/room/page/look/accepted-files.ts';
import { type FieldValue, judgeField } from '../../rehearsal/room/page/look/form-values.ts';
import type { ComponentPayload } from '../../rehearsal/room/page/look/message-payload.ts';
import { englishLook } from '../../rehearsal/room/page/words/english-look.ts';
import { Modal } from '../../world/discord/modal.ts';
import { fill } from '../../world/discord/options.ts';
import { type LookGallery, openGallery } from './look-gallery.ts';
import { WORKSHOP } from './look-scenes.ts';

test('the look of what people type and choose', async (t) => {
  const gallery = await openGallery(t);
  await t.test('a form is filled in by keyboard', () => fillForm(gallery));
  await t.test("a form that isn't complete says why", () => refuseForm(gallery));
  await t.test('a command is found, filled in and sent by keyboard', () => useCommand(gallery));
  await t.test("a command that isn't complete says why", () => refuseCommand(gallery));
  await t.test('the bot suggests what to fill in', () => suggest(gallery));
  await t.test('words are sent with mentions and files', () => writeWords(gallery));
  await t.test('words that are too long aren’t sent, and say so', () => refuseLength(gallery));
  await t.test('a voice channel shows who is in it and who speaks', () => showVoice(gallery));
  await t.test('hostile names do nothing', () => showHostile(gallery));
  assert.deepEqual(gallery.faults, []);
});

const label = (text: string, component: Record<string, unknown>, description?: string) => ({
  type: 18,
  label: text,
  ...(description && { description }),
  component: { custom_id: text.toLowerCase(), ...component },
});

const three = ['One', 'Two', 'Three'].map((text) => ({
  label: text,
  value: text.toLowerCase(),
  description: `Number ${text}`,
}));

/** A form with everything that a form can have. */
const FORM = {
  custom_id: 'form',
  title: 'Ask about **this**',
  components: [
    { type: 10, content: 'Tell me **more**.' },
    label(
      'Question',
      { type: 4, style: 2, min_length: 3, max_length: 20, placeholder: 'Anything' },
      'What do you want to know?',
    ),
    label('Name', { type: 4, style: 1, required: false, value: 'Ada' }),
    label('Voice', { type: 3, options: three }),
    label('People', { type: 5, max_values: 2, required: false, default_values: [{ id: '4', type: 'user' }] }),
    label('Where', { type: 8, required: false }),
    label('Mode', { type: 21, options: three }),
    label('Sides', { type: 22, options: three, min_values: 1, max_values: 2 }),
    label('Agree', { type: 23, default: false }),
    label('Files', { type: 19, min_values: 1, max_values: 2, file_types: ['image', '.txt'] }),
  ],
};

const fillForm = async (gallery: LookGallery) => {
  const { page } = gallery;
  await gallery.put('look-modal', { scene: WORKSHOP, modal: FORM, app: 'Parley' });
  const form = page.getByRole('dialog', { name: 'Ask about **this**' });
  assert.deepEqual(await gallery.examine(), []);
  await page.getByRole('textbox', { name: 'Question' }).focus();
  await page.keyboard.type('What is bread?');
  await page.keyboard.press('Tab');
  assert.equal(
    await page.getByRole('textbox', { name: 'Name' }).evaluate((one) => (one as unknown as { value: string }).value),
    'Ada',
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.ok(await page.getByRole('checkbox', { name: 'Two' }).isDisabled(), 'two of two are chosen');
  assert.ok(await page.getByRole('checkbox', { name: 'Agree' }).isVisible());
  await page.getByRole('checkbox', { name: 'Agree' }).press('Space');
  const files = [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('words') }];
  await page.locator('input[type=file]').setInputFiles(files);
  await form.getByRole('button', { name: 'Submit' }).press('Enter');
  const values = {
    question: 'What is bread?',
    name: 'Ada',
    voice: ['two'],
    people: ['4', '2'],
    where: [],
    mode: 'two',
    sides: ['one', 'three'],
    agree: true,
  };
  const detail = { customId: 'form', values, files: { files: [{ name: 'notes.txt', size: 5 }] } };
  assert.deepEqual(await gallery.said(), [['look-submit', detail]]);
  await acceptAsDiscord(values);
};

/** What the page hands over is what Discord's apps would send, by the world's rules; people and channels are looked up there. */
const acceptAsDiscord = async ({ people: _people, ...values }: Record<string, unknown>) => {
  const keep = (file: { name: string }) => ({ ...file, id: '1', url: 'https://cdn.invalid/1' }) as never;
  const components = FORM.components.filter((one) => !('component' in one) || one.component.custom_id !== 'people');
  const modal = new Modal({ ...FORM, components } as never);
  const files = { files: [{ name: 'notes.txt', content: Buffer.from('words') }] };
  const filled = modal.filled({ values: values as never, files: files as never }, { guild: undefined, keep });
  assert.equal(filled.components.length, 9);
};

const refuseForm = async (gallery: LookGallery) => {
  const { page } = gallery;
  await gallery.clear();
  await gallery.put('look-modal', { scene: WORKSHOP, modal: FORM, app: 'Parley' });
  const question = page.getByRole('textbox', { name: 'Question' });
  await question.fill('a');
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'virus.exe', mimeType: 'a/b', buffer: Buffer.from('x') }]);
  await page.getByRole('button', { name: 'Submit' }).click();
  const wrong = () => page.locator('.wrong:visible').allInnerTexts();
  assert.deepEqual(await wrong(), [
    'Must be at least 3 characters.',
    'This field is required.',
    'This field is required.',
    'This field is required.',
    "virus.exe can't be sent here, only: image, .txt.",
  ]);
  assert.equal(await question.getAttribute('aria-invalid'), 'true');
  assert.equal(await question.evaluate('document.querySelector("look-modal").shadowRoot.activeElement.id'), 'field-0');
  assert.deepEqual(await gallery.examine(), []);
  await question.fill('abc');
  assert.equal((await wrong()).length, 4);
  await question.fill('x'.repeat(50));
  assert.equal(await question.inputValue(), 'x'.repeat(20));
  await page.getByRole('button', { name: 'Remove virus.exe' }).click();
  assert.equal((await wrong()).at(-1), 'This field is required.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel' }).click();
  const closed = ['look-close', { customId: 'form' }];
  assert.deepEqual(await gallery.said(), [closed, closed]);
  await gallery.clear();
};

const option = (type: number, name: string, more: Record<string, unknown> = {}) => ({
  type,
  name,
  description: `The ${name}`,
  ...more,
});

/** Commands as Discord returns them, with options of every type. */
const COMMANDS = [
  {
    id: '70',
    name: 'ask',
    type: 1,
    description: 'Ask me something',
    options: [
      option(3, 'question', { required: true, min_length: 2, max_length: 100 }),
      option(3, 'how', {
        choices: [
          { name: 'Short, for those in a hurry', value: 'short' },
          { name: 'Long', value: 'long' },
          { name: 'For long reads', value: 'book' },
        ],
      }),
      option(4, 'times', { min_value: 1, max_value: 5 }),
      option(10, 'share', { min_value: 0.5, max_value: 1 }),
      option(5, 'aloud'),
      option(6, 'whom'),
      option(7, 'where', { channel_types: [2] }),
      option(8, 'role'),
      option(11, 'file', { file_types: ['.txt'] }),
    ],
  },
  { id: '71', name: 'stop', type: 1, description: 'Stop talking' },
  {
    id: '72',
    name: 'settings',
    type: 1,
    description: 'Settings',
    options: [
      { type: 1, name: 'show', description: 'Show them' },
      {
        type: 1,
        name: 'voice',
        description: 'Choose a voice',
        options: [option(3, 'voice', { required: true, autocomplete: true })],
      },
    ],
  },
  { id: '73', name: 'Ask about this', type: 3 },
];

const putBox = async (gallery: LookGallery, more: Record<string, unknown> = {}) => {
  await gallery.clear();
  await gallery.put('look-message-box', { scene: WORKSHOP, commands: COMMANDS, name: '#general', ...more });
  // The box stands at the end of a page, so that what hangs above it is seen.
  return gallery.page.getByRole('textbox', { name: 'Message #general' });
};

const useCommand = async (gallery: LookGallery) => {
  const { page } = gallery;
  const box = await putBox(gallery);
  await box.focus();
  await page.keyboard.type('/');
  const offered = () =>
    page
      .getByRole('option')
      .allInnerTexts()
      .then((all) => all.map((one) => one.split('\n')[0]?.trim()));
  assert.deepEqual(await offered(), ['/ask', '/settings show', '/settings voice', '/stop']);
  assert.deepEqual(await gallery.examine(), []);
  await page.keyboard.type('s');
  assert.deepEqual(await offered(), ['/settings show', '/settings voice', '/stop', '/ask']);
  await page.keyboard.press('ArrowUp');
  assert.equal(await box.getAttribute('aria-activedescendant'), 'offer-3');
  await page.keyboard.press('Enter');
  const question = page.getByRole('combobox', { name: 'question: The question' });
  await page.waitForFunction(
    'document.querySelector("look-message-box").shadowRoot.querySelector("look-command-line").shadowRoot.activeElement?.option?.name === "question"',
  );
  await page.keyboard.type('Is bread old?');
  const add = async (name: string) => {
    await page.getByRole('button', { name: `+ ${name}` }).press('Enter');
    await page.waitForFunction(
      `document.querySelector("look-message-box").shadowRoot.querySelector("look-command-line").shadowRoot.activeElement?.option?.name === "${name}"`,
    );
  };
  await add('how');
  assert.deepEqual(await offered(), ['Short, for those in a hurry', 'Long', 'For long reads']);
  // What begins with the typed words comes first.
  await page.keyboard.type('for');
  assert.deepEqual(await offered(), ['For long reads', 'Short, for those in a hurry']);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('lo');
  await page.keyboard.press('Tab');
  for (const [name, typed] of [
    ['times', '3'],
    ['share', '0.75'],
    ['aloud', 'tr'],
    ['whom', 'zo'],
    ['where', ''],
  ] as const) {
    await add(name);
    await page.keyboard.type(typed);
    if (!/\d/.test(typed)) await page.keyboard.press('Enter');
  }
  await add('file');
  await page
    .locator('look-option input[type=file]')
    .setInputFiles([{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') }]);
  assert.deepEqual(await gallery.examine(), []);
  await question.press('Enter');
  const options = {
    question: 'Is bread old?',
    how: 'long',
    times: 3,
    share: 0.75,
    aloud: true,
    whom: '4',
    where: '12',
  };
  assert.deepEqual(await gallery.said(), [
    ['look-command', { command: 'ask', id: '70', options, files: { file: { name: 'a.txt', size: 3 } } }],
  ]);
  const { whom: _whom, where: _where, ...plain } = options;
  const command = COMMANDS[0] as Parameters<typeof fill>[0];
  assert.equal(fill(command, [], plain, { keep: () => assert.fail() }).options.length, 5);
  await page.evaluate('document.querySelector("look-message-box").clear()');
  await box.waitFor();
  assert.equal(await box.inputValue(), '');
};

const refuseCommand = async (gallery: LookGallery) => {
  const { page } = gallery;
  const box = await putBox(gallery);
  await box.fill('/ask ');
  const question = page.getByRole('combobox', { name: 'question: The question' });
  await question.press('Enter');
  assert.match(await page.getByRole('status').innerText(), /This option is required\. Enter a value\./);
  assert.equal(await question.getAttribute('aria-invalid'), 'true');
  await question.fill('a');
  assert.match(await page.getByRole('status').innerText(), /Must be at least 2 characters\./);
  assert.deepEqual(await gallery.examine(), []);
  await question.fill('ab');
  assert.equal(await question.getAttribute('aria-invalid'), 'false');
  await page.getByRole('button', { name: '+ times' }).click();
  const times = page.getByRole('combobox', { name: 'times: The times' });
  for (const [typed, why] of [
    ['x', /Enter a whole number/],
    ['0', /at least 1/],
    ['6', /at most 5/],
  ] as const) {
    await times.fill(typed);
    await times.press('Enter');
    assert.match(await page.getByRole('status').innerText(), why);
  }
  await times.fill('');
  await times.press('Backspace');
  await times.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '+ file' }).click();
  await page
    .locator('look-option input[type=file]')
    .setInputFiles([{ name: 'a.exe', mimeType: 'a/b', buffer: Buffer.from('abc') }]);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('status').filter({ hasText: "a.exe can't be sent here, only: .txt." }).waitFor();
  assert.deepEqual(await gallery.said(), []);
  await question.press('Escape');
  await box.waitFor();
};

const suggest = async (gallery: LookGallery) => {
  const { page } = gallery;
  const box = await putBox(gallery);
  await box.fill('/settings v');
  await box.press('Tab');
  const voice = page.getByRole('combobox', { name: 'voice: The voice' });
  await voice.pressSequentially('pu');
  const asked = (typed: string) => [
    'look-suggest',
    { command: 'settings voice', option: 'voice', typed, options: typed ? { voice: typed } : {} },
  ];
  assert.deepEqual(await gallery.said(), [asked(''), asked('p'), asked('pu')]);
  await gallery.change('look-message-box', {
    suggested: { option: 'voice', choices: [{ name: 'Puck (upbeat)', value: 'puck' }] },
  });
  await page.getByRole('option', { name: 'Puck (upbeat)' }).waitFor();
  await voice.press('Enter');
  assert.equal(await voice.inputValue(), 'Puck (upbeat)');
  await voice.press('Enter');
  assert.deepEqual(await gallery.said(), [
    ['look-command', { command: 'settings voice', id: '72', options: { voice: 'puck' }, files: {} }],
  ]);
};

const writeWords = async (gallery: LookGallery) => {
  const { page } = gallery;
  const box = await putBox(gallery, { answering: { name: 'Zoë' } });
  await box.pressSequentially('Hi @ad');
  assert.deepEqual(
    await page
      .getByRole('option')
      .allInnerTexts()
      .then((all) => all.map((one) => one.replaceAll(/\s+/g, ' ').trim())),
    ['@Ada Member'],
  );
  assert.equal(await page.getByRole('status').innerText(), '1 suggestion');
  await box.press('Tab');
  await box.pressSequentially('see #gen');
  await box.press('Enter');
  await box.press('Shift+Enter');
  await box.pressSequentially('bye');
  assert.equal(await box.inputValue(), 'Hi @Ada see #general \nbye');
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') }]);
  assert.deepEqual(await gallery.examine(), []);
  await page.getByRole('button', { name: '@ on' }).click();
  await box.press('Enter');
  await box.press('Enter');
  await box.press('Escape');
  assert.deepEqual(await gallery.said(), [
    ['look-send', { text: 'Hi <@2> see <#10> \nbye', files: [{ name: 'a.txt', size: 3 }], ping: false }],
    ['look-unreply', {}],
  ]);
  assert.equal(await box.inputValue(), '');
  assert.ok(await page.getByRole('button', { name: 'Send' }).isDisabled());
  await page.evaluate('document.querySelector("look-message-box").restore()');
  await page.getByRole('button', { name: 'Remove a.txt' }).waitFor();
  assert.equal(await box.inputValue(), 'Hi <@2> see <#10> \nbye');
};

const refuseLength = async (gallery: LookGallery) => {
  const { page } = gallery;
  const box = await putBox(gallery);
  const rest = page.locator('look-message-box .rest');
  await box.fill('\u{1F600}'.repeat(1_799));
  assert.equal(await rest.count(), 0);
  await box.fill(`${'\u{1F600}'.repeat(1_995)} @pa`);
  assert.equal(await rest.innerText(), '1');
  // A mention is sent as an id, which is shorter than this name.
  await box.press('Tab');
  assert.equal(await rest.innerText(), '0');
  await box.pressSequentially('x');
  assert.equal(await rest.innerText(), '-2');
  assert.ok(await page.getByRole('button', { name: 'Send' }).isDisabled());
  await box.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Must be at most 2,000 characters.' }).waitFor();
  assert.deepEqual(await gallery.examine(), []);
  await page.evaluate('document.querySelector("look-message-box").restore()');
  assert.match(await box.inputValue(), / @Parley x$/);
  await box.press('Backspace');
  assert.equal(await page.getByRole('alert').innerText(), '');
  await box.press('Enter');
  assert.deepEqual(await gallery.said(), [
    ['look-send', { text: `${'\u{1F600}'.repeat(1_995)} <@1>`, files: [], ping: true }],
  ]);
};

const showVoice = async (gallery: LookGallery) => {
  const { page } = gallery;
  await gallery.clear();
  const present = [
    { personId: '1', isSpeaking: true },
    { personId: '2', isMuted: true, isDeaf: true },
    { personId: '3' },
  ];
  await gallery.put('look-voice-panel', {
    scene: WORKSHOP,
    channel: { name: 'Lounge', status: 'Parley is **listening**' },
    present,
  });
  const people = (await page.getByRole('listitem').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  assert.deepEqual(people, ['P ParleyAPP , speaking', 'A Ada , muted , deafened', 'ب بوب الطويل']);
  assert.equal(await page.locator('.speaking').count(), 1);
  assert.equal(await page.locator('.status').innerText(), 'Parley is listening');
  assert.deepEqual(await gallery.examine(), []);
  await gallery.change('look-voice-panel', { present: [] });
  assert.ok(await page.getByText('Nobody is here.').isVisible());
};

const showHostile = async (gallery: LookGallery) => {
  const { page } = gallery;
  const markup = `<img src=x onerror="globalThis.hacked=1">\u202E${'n'.repeat(200)}`;
  const scene = { ...WORKSHOP, people: [{ id: '5', name: markup }], channels: [{ id: '6', name: markup, type: 0 }] };
  const box = await putBox(gallery, { scene, name: markup, answering: { name: markup } });
  assert.equal(await box.count(), 0);
  await page.getByRole('textbox').pressSequentially('@');
  await gallery.put('look-voice-panel', {
    scene,
    channel: { name: markup, status: markup },
    present: [{ personId: '5', isSpeaking: true }],
  });
  await page.getByRole('option').first().waitFor();
  for (const width of [1_000, 320]) {
    await page.setViewportSize({ width, height: 800 });
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= width, `at ${width} pixels`);
  }
  await gallery.put('look-modal', {
    scene,
    app: markup,
    modal: {
      custom_id: 'x',
      title: markup,
      components: [
        label(markup, { type: 5, default_values: [{ id: '5', type: 'user' }], max_values: 2 }),
        label('Options', { type: 22, options: [{ label: markup, value: 'x', description: markup }] }),
      ],
    },
  });
  assert.deepEqual(await gallery.examine(), []);
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320);
  assert.equal(await page.evaluate('globalThis.hacked'), undefined);
};

test('a field is judged as Discord judges it', () => {
  const judge = (field: ComponentPayload, value: FieldValue) => judgeField(field, value, { words: englishLook });
  const text = { type: 4, min_length: 2, max_length: 3 };
  assert.equal(judge(text, '😀😀'), undefined);
  assert.equal(judge(text, '😀'), 'Must be at least 2 characters.');
  assert.equal(judge(text, 'abcd'), 'Must be at most 3 characters.');
  assert.equal(judge(text, ''), 'This field is required.');
  assert.equal(judge({ ...text, required: false }, ''), undefined);
  const menu = { type: 3, min_values: 2, max_values: 3, required: false };
  assert.equal(judge(menu, []), undefined);
  assert.equal(judge(menu, ['a']), 'Choose at least 2 options.');
  assert.equal(judge(menu, ['a', 'b', 'c', 'd']), 'Choose at most 3 options.');
  assert.equal(judge({ type: 19, file_types: ['audio'] }, [{ name: 'A.MP3' }]), undefined);
  assert.equal(judge({ type: 21, required: false }, ''), undefined);
  assert.equal(judge({ type: 23 }, false), undefined);
  assert.equal(toAccept(['image', '.txt']), 'image/*,.txt');
});
