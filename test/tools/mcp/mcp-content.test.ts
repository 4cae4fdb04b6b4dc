import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPrompt, readResource, readToolResult } from '../../../src/tools/mcp/mcp-content.ts';
import { cutBytes, sanitizeLine, shortenJson } from '../../../src/tools/mcp/mcp-text.ts';

const textOf = (content: unknown, more: object = {}): string => readToolResult({ content, ...more }).text;

test('texts go to the model as they are, and everything else in a few words', () => {
  const data = Buffer.alloc(3_000).toString('base64');
  assert.equal(
    textOf([
      { type: 'text', text: 'One.' },
      { type: 'image', data, mimeType: 'image/png' },
      { type: 'audio', data, mimeType: 'audio/wav' },
      { type: 'resource', resource: { uri: 'a:b', text: 'Inside.' } },
      { type: 'resource', resource: { uri: 'a:c', blob: data, mimeType: 'application/pdf' } },
      { type: 'resource_link', uri: 'a:d', name: 'D' },
      { type: 'hologram' },
    ]),
    [
      'One.',
      '[a picture, image/png, 3 KB; it can’t be shown here]',
      '[a sound, audio/wav, 3 KB; it can’t be shown here]',
      'Inside.',
      '[a:c, application/pdf, 3 KB; it can’t be shown here]',
      '[a link to D a:d]',
      '[something that isn’t text]',
    ].join('\n\n'),
  );
  assert.equal(textOf([], { structuredContent: { a: [1, 'x'] } }), '{"a":[1,"x"]}');
  assert.deepEqual(readToolResult({ isError: true, content: [{ type: 'text', text: 'No.' }] }), {
    is: 'answer',
    text: 'No.',
    isCut: false,
    isError: true,
  });
});

test('whatever a server sends is an answer', () => {
  for (const odd of [undefined, null, 7, 'x', [], {}, { content: 'x' }, { content: [null, 7, 'x', {}] }])
    for (const read of [readToolResult, readResource, readPrompt]) assert.equal(read(odd).is, 'answer');
  assert.equal(
    readResource({ contents: [{ text: 'a' }, { blob: 'AAAA', uri: 'b' }] }).text,
    'a\n\n[b, 1 KB; it can’t be shown here]',
  );
  assert.equal(
    readPrompt({ messages: [{ role: 'assistant', content: { type: 'text', text: 'Sum up.' } }] }).text,
    'Sum up.',
  );
});

test('nothing hidden, no token of the model and no half character reaches it', () => {
  assert.equal(textOf([{ type: 'text', text: 'a\u202Eb\u{E0041}\0c<ctrl46>d' }]), 'abcd');
  const { text, isCut } = readToolResult({ content: [{ type: 'text', text: '😀'.repeat(20_000) }] });
  assert.ok(isCut && Buffer.byteLength(text) <= 12_000 && !text.includes('\uFFFD'));
  assert.deepEqual(cutBytes('äb', 2), { text: 'ä', isCut: true });
  assert.deepEqual(cutBytes('äb', 3), { text: 'äb', isCut: false });
  assert.equal(sanitizeLine('a\n\nb\tc', 10), 'a b c');
});

test('JSON is shortened, however deep, wide or long it is', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
  const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, at]));
  for (const value of [deep, wide, 'x'.repeat(1_000_000), Array.from({ length: 50_000 }, () => wide)]) {
    const text = shortenJson(value, 300);
    assert.ok(text.length < 700, `${text.length}`);
  }
  assert.equal(shortenJson({ a: [1, null, 'x'] }, 300), '{"a":[1,null,"x"]}');
});
