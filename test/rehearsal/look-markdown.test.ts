import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatBytes, formatLength, formatSent, formatTimestamp } from '../../rehearsal/room/page/look/dates.ts';
import { sanitizeLink, toColor } from '../../rehearsal/room/page/look/link-target.ts';
import type { MarkdownNode } from '../../rehearsal/room/page/look/markdown-node.ts';
import { parseMarkdown } from '../../rehearsal/room/page/look/markdown-tree.ts';
import { decodeWaveform } from '../../rehearsal/room/page/look/waveform-bars.ts';
import { englishLook } from '../../rehearsal/room/page/words/english-look.ts';

/** A tree as short text: `bold(…)`, `heading2(…)`; plain words stand as they are. */
const outline = (nodes: readonly MarkdownNode[]): string => nodes.map(outlineOne).join('');

const outlineOne = (node: MarkdownNode): string => {
  switch (node.is) {
    case 'text':
      return node.text;
    case 'heading':
      return `heading${node.level}(${outline(node.of)})`;
    case 'list':
      return `${node.ordered ? `ol${node.start}` : 'ul'}(${node.items.map(outline).join('|')})`;
    case 'code':
      return `code(${node.text})`;
    case 'block':
      return `block[${node.language}](${node.text})`;
    case 'link':
      return `link[${node.href}](${outline(node.of)})`;
    case 'mention':
      return `${node.kind}(${node.kind === 'command' ? `${node.name}:${node.id}` : node.id})`;
    case 'time':
      return `time(${node.seconds},${node.style})`;
    case 'emoji':
      return `emoji(${node.name})`;
    default:
      return `${node.is}(${outline(node.of)})`;
  }
};

/** What is typed, and what Discord's apps show for it. */
const CASES: readonly (readonly [string, string])[] = [
  ['plain words', 'plain words'],
  ['**b** *i* _i_ __u__ ~~s~~ ||h||', 'bold(b) italics(i) italics(i) underline(u) strike(s) spoiler(h)'],
  ['***both***', 'bold(italics(both))'],
  ['**bold *and* __more__**', 'bold(bold italics(and) underline(more))'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['\\*not italics\\*', '*not italics*'],
  ['**open', '**open'],
  ['`a*b*` ``x`y``', 'code(a*b*) code(x`y)'],
  ['```ts\nlet a = 1;\n```\nafter', 'block[ts](let a = 1;)after'],
  ['```no language```', 'block[](no language)'],
  ['```\n**not bold**\n```', 'block[](**not bold**)'],
  ['# One\n## Two\n### Three\n#### Four', 'heading1(One)heading2(Two)heading3(Three)#### Four'],
  ['words # no heading', 'words # no heading'],
  ['-# small', 'subtext(small)'],
  ['> a\n> b\nc', 'quote(a\nb)c'],
  ['>>> a\nb', 'quote(a\nb)'],
  ['> a > b', 'quote(a > b)'],
  ['- a\n- b\n  - c\n- d', 'ul(a|bul(c)|d)'],
  ['1. a\n2. b', 'ol1(a|b)'],
  ['7. a\n- b', 'ol7(a)ul(b)'],
  ['- a\n  goes on', 'ul(a\ngoes on)'],
  ['-no list', '-no list'],
  ['<@1> <@!2> <@&3> <#4>', 'user(1) user(2) role(3) channel(4)'],
  ['</ask sub:99> @everyone @here', 'command(ask sub:99) everyone(everyone) everyone(here)'],
  ['<t:1700000000> <t:1700000000:R>', 'time(1700000000,f) time(1700000000,R)'],
  ['<:party:1> <a:wave:2>', 'emoji(party) emoji(wave)'],
  ['https://a.example/b.', 'link[https://a.example/b](https://a.example/b).'],
  ['<https://a.example>', 'link[https://a.example/](https://a.example)'],
  ['[**words**](https://a.example/x_(y))', 'link[https://a.example/x_(y)](bold(words))'],
  ['[words](javascript:alert(1))', '[words](javascript:alert(1))'],
  ['[words](data:text/html,x)', '[words](data:text/html,x)'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['<b onclick="x">&lt;', '<b onclick="x">&lt;'],
];

test("words are read as Discord's apps read them", () => {
  for (const [typed, shown] of CASES) assert.equal(outline(parseMarkdown(typed)), shown, typed);
});

/** All text that is drawn, wherever in the tree. */
const textOf = (nodes: readonly MarkdownNode[]): string =>
  nodes
    .map((node) => {
      if ('of' in node) return textOf(node.of);
      if (node.is === 'list') return node.items.map(textOf).join('');
      return 'text' in node ? node.text : '';
    })
    .join('');

test('no word is lost, whatever signs stand around it', () => {
  const signs = fc.constantFrom(
    '*',
    '**',
    '_',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '> ',
    '- ',
    '1. ',
    '# ',
    '\n',
    ' ',
    '[',
    '](',
    ')',
    '<',
    '>',
    '\\',
  );
  const words = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
  fc.assert(
    fc.property(fc.array(fc.oneof(signs, words), { maxLength: 40 }), (parts) => {
      const shown = textOf(parseMarkdown(parts.join('')));
      // Before a line's end, the first word of a block of code is its language.
      for (const word of ['alpha', 'beta', 'gamma', 'delta'])
        if (!parts.join('').includes('```'))
          assert.equal(shown.split(word).length, parts.join('').split(word).length, parts.join(''));
    }),
    { numRuns: 300 },
  );
});

test('the longest message of signs is read at once', () => {
  const worst = [
    '*',
    '_',
    '**',
    '__',
    '~~',
    '||',
    '`',
    '[',
    '](',
    '> ',
    '- ',
    '*a ',
    '_a',
    '*a  ',
    '<@',
    '\\',
    'h',
    'https://',
    '- a\n  ',
    '**_',
    '[a](',
    '||*',
    '# ',
  ];
  for (const sign of worst) {
    const text = sign.repeat(Math.floor(4_096 / sign.length));
    const began = process.cpuUsage();
    parseMarkdown(text);
    const { user } = process.cpuUsage(began);
    // A browser that hangs hangs for minutes; this is a hundred times what it takes.
    assert.ok(user < 2_000_000, `${JSON.stringify(sign)} takes ${user / 1_000} ms`);
  }
});

test('links lead to the web only, and colours are colours', () => {
  for (const bad of [
    'javascript:alert(1)',
    'JAVASCRIPT:x',
    'data:text/html,x',
    'file:///etc',
    'vbscript:x',
    '//a',
    'x',
    '',
    undefined,
  ])
    assert.equal(sanitizeLink(bad), undefined, bad);
  assert.equal(sanitizeLink('https://a.example/?a=1'), 'https://a.example/?a=1');
  assert.equal(toColor(0x5865f2), '#5865f2');
  assert.equal(toColor(255), '#0000ff');
  for (const none of [0, null, undefined, Number.NaN, 1.5]) assert.equal(toColor(none), undefined);
});

test('times are said as Discord says them', () => {
  const now = new Date(2026, 10, 29, 14, 30).getTime();
  const scene = { now, locale: 'en-GB', words: englishLook };
  assert.equal(formatSent(now - 60_000, scene), '14:29');
  assert.equal(formatSent(now - 24 * 3_600_000, scene), 'Yesterday at 14:30');
  assert.equal(formatSent(new Date(2026, 0, 2, 3, 4).getTime(), scene), '02/01/2026, 03:04');
  assert.equal(formatTimestamp(now - 3 * 60_000, 'R', scene), '3 minutes ago');
  assert.equal(formatTimestamp(now + 49 * 3_600_000, 'R', scene), 'in 2 days');
  assert.equal(formatTimestamp(now, 'R', scene), 'now');
  assert.equal(formatTimestamp(1e18, 'F', scene), 'Invalid date');
  assert.deepEqual([0, 7.3, 65, 3_600, Number.NaN].map(formatLength), ['0:00', '0:07', '1:05', '60:00', '0:00']);
  assert.deepEqual(
    [12, 2_048, 3_145_728].map((bytes) => formatBytes(bytes, scene)),
    ['12 bytes', '2.00 KB', '3.00 MB'],
  );
});

test('a waveform has its peaks, and what is none is flat', () => {
  const bytes = Buffer.alloc(100);
  bytes[50] = 255;
  const heights = decodeWaveform(bytes.toString('base64'), 10);
  assert.deepEqual(heights, [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  assert.deepEqual(decodeWaveform('not base64 %', 3), [0, 0, 0]);
  assert.deepEqual(decodeWaveform('', 2), [0, 0]);
  assert.equal(decodeWaveform(Buffer.from([255]).toString('base64'), 4)[0], 1);
});
