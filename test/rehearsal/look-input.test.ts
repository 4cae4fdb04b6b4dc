import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAccept } from '../../rehearsal/room/page/look/accepted-files.ts';
import { judgeField } from '../../rehearsal/room/page/look/form-values.ts';
import { Modal } from '../../world/discord/modal.ts';
import { type LookGallery, openGallery } from './look-gallery.ts';
import { WORKSHOP } from './look-scenes.ts';

test('the look of what people type and choose', async (t) => {
  const gallery = await openGallery(t);
  await t.test('a form is filled in by keyboard', () => fillForm(gallery));
  await t.test("a form that isn't complete says why", () => refuseForm(gallery));
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
  if (process.env.SHOT) await page.screenshot({ path: '/tmp/shot-modal.png' });
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

test('a field is judged as Discord judges it', () => {
  const text = { type: 4, min_length: 2, max_length: 3 };
  assert.equal(judgeField(text, '😀😀'), undefined);
  assert.equal(judgeField(text, '😀'), 'Must be at least 2 characters.');
  assert.equal(judgeField(text, 'abcd'), 'Must be at most 3 characters.');
  assert.equal(judgeField(text, ''), 'This field is required.');
  assert.equal(judgeField({ ...text, required: false }, ''), undefined);
  const menu = { type: 3, min_values: 2, max_values: 3, required: false };
  assert.equal(judgeField(menu, []), undefined);
  assert.equal(judgeField(menu, ['a']), 'Choose at least 2 options.');
  assert.equal(judgeField(menu, ['a', 'b', 'c', 'd']), 'Choose at most 3 options.');
  assert.equal(judgeField({ type: 19, file_types: ['audio'] }, [{ name: 'A.MP3' }]), undefined);
  assert.equal(judgeField({ type: 21, required: false }, ''), undefined);
  assert.equal(judgeField({ type: 23 }, false), undefined);
  assert.equal(toAccept(['image', '.txt']), 'image/*,.txt');
});
