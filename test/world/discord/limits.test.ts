import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../../world/discord/api-error.ts';
import { modalBody } from '../../../world/discord/form-limits.ts';
import { read } from '../../../world/discord/limits.ts';
import { readMessage } from '../../../world/discord/message-limits.ts';

/** What is wrong with a body, as `path CODE`, or the error's own code. */
const wrong = (act: () => unknown): string[] => {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.faults.length > 0
      ? error.faults.map(({ path, code }) => `${path.join('.')} ${code}`)
      : [`${error.code}`];
  }
};
const message = (body: unknown) => wrong(() => readMessage(body, []));
const button = (fields: object) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...fields });
const rows = (...components: object[]) => ({ components: [{ type: 1, components }] });

test('content counts characters, not code units', () => {
  assert.deepEqual(message({ content: '🎙'.repeat(2_000) }), []);
  assert.deepEqual(message({ content: 'x'.repeat(2_001) }), ['content BASE_TYPE_MAX_LENGTH']);
  assert.deepEqual(message({ content: 5 }), ['content STRING_TYPE_CONVERT']);
  assert.deepEqual(message({ nonce: 'x'.repeat(26) }), ['nonce BASE_TYPE_MAX_LENGTH']);
});

test('embeds have limits each and together', () => {
  assert.deepEqual(message({ embeds: [{ description: 'x'.repeat(4_096) }] }), []);
  assert.deepEqual(message({ embeds: [{ description: 'x'.repeat(4_097), title: 'x'.repeat(257) }] }), [
    'embeds.0.title BASE_TYPE_MAX_LENGTH',
    'embeds.0.description BASE_TYPE_MAX_LENGTH',
  ]);
  assert.deepEqual(message({ embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] }), [
    'embeds MAX_EMBED_SIZE_EXCEEDED',
  ]);
  assert.deepEqual(message({ embeds: Array(11).fill({ title: 'x' }) }), ['embeds BASE_TYPE_MAX_LENGTH']);
  assert.deepEqual(message({ embeds: [{ fields: [{ name: '', value: 'x'.repeat(1_025) }] }] }), [
    'embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH',
    'embeds.0.fields.0.value BASE_TYPE_BAD_LENGTH',
  ]);
});

test('components are checked', () => {
  assert.deepEqual(message(rows(button({}))), []);
  assert.deepEqual(message(rows(button({ custom_id: undefined }))), [
    'components.0.components.0.custom_id BASE_TYPE_REQUIRED',
  ]);
  assert.deepEqual(message(rows(button({ label: 'x'.repeat(81) }))), [
    'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
  ]);
  assert.deepEqual(message(rows(button({}), button({}))), ['components COMPONENT_CUSTOM_ID_DUPLICATED']);
  const six = Array.from({ length: 6 }, (_, n) => button({ custom_id: `${n}` }));
  assert.deepEqual(message(rows(...six)), ['components.0.components BASE_TYPE_BAD_LENGTH']);
  const sixRows = six.map((one) => ({ type: 1, components: [one] }));
  assert.deepEqual(message({ components: sixRows }), ['components BASE_TYPE_MAX_LENGTH']);
  const option = (n: number) => ({ label: `${n}`, value: `${n}` });
  const select = { type: 3, custom_id: 's', options: Array.from({ length: 26 }, (_, n) => option(n)) };
  assert.deepEqual(message(rows(select)), ['components.0.components.0.options BASE_TYPE_BAD_LENGTH']);
});

test('components of the second version need their flag and stand alone', () => {
  const components = [{ type: 10, content: 'Hello' }];
  assert.deepEqual(message({ components }), ['components BASE_TYPE_CHOICES']);
  assert.deepEqual(message({ components, flags: 1 << 15 }), []);
  assert.deepEqual(message({ components, flags: 1 << 15, content: 'x' }), [
    'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ]);
});

test('allowed mentions are either parsed or listed', () => {
  const users = ['111111111111111111'];
  assert.deepEqual(message({ allowed_mentions: { users } }), []);
  assert.deepEqual(message({ allowed_mentions: { parse: ['users'], users } }), [
    'allowed_mentions.users MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ]);
  assert.deepEqual(message({ allowed_mentions: { parse: ['all'] } }), ['allowed_mentions.parse.0 BASE_TYPE_CHOICES']);
});

test('files have limits each and together', () => {
  const file = (megabytes: number) => ({
    field: 'files[0]',
    name: 'a',
    contentType: undefined,
    content: Buffer.alloc(megabytes << 20),
  });
  assert.deepEqual(
    wrong(() => readMessage({}, [file(10)])),
    [],
  );
  assert.deepEqual(
    wrong(() => readMessage({}, [file(11)])),
    ['40005'],
  );
  assert.deepEqual(
    wrong(() => readMessage({}, [file(9), file(9), file(9)])),
    ['40005'],
  );
});

test('forms are checked', () => {
  const input = { type: 4, custom_id: 'a', style: 1, label: 'A' };
  const modal = (fields: object) =>
    wrong(() =>
      read(modalBody, { custom_id: 'm', title: 'T', components: [{ type: 1, components: [input] }], ...fields }),
    );
  assert.deepEqual(modal({}), []);
  assert.deepEqual(modal({ title: 'x'.repeat(46) }), ['title BASE_TYPE_BAD_LENGTH']);
  assert.deepEqual(modal({ components: [] }), ['components BASE_TYPE_BAD_LENGTH']);
});

test('an error is written the way Discord nests it', () => {
  const error = new ApiError(50035, [{ path: ['data', 'embeds', 0, 'title'], code: 'C', message: 'M' }]);
  assert.deepEqual(error.body(), {
    code: 50035,
    message: 'Invalid Form Body',
    errors: { data: { embeds: { 0: { title: { _errors: [{ code: 'C', message: 'M' }] } } } } },
  });
});
