import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sanitizeFileName } from '../../src/tools/file-name.ts';
import { call, open } from './desk.ts';

const written = (args: Record<string, unknown>) => {
  const { desk, page } = open();
  desk.take([call('1', args)], page);
  return page.written[0];
};

test('what is written is clean: no control tokens, no lines without anything around it, an indent stays', () => {
  assert.equal(written({ markdown: '\n \n    let x<ctrl46>;\0\n\n' })?.markdown, '    let x;');
});

test('a title is one short line, and nothing where there is none', () => {
  assert.equal(written({ markdown: 'x', title: ' The \n first\ttable ' })?.title, 'The first table');
  assert.equal([...(written({ markdown: 'x', title: 'ä'.repeat(400) })?.title ?? '')].length, 200);
  for (const title of ['', ' \n', null]) assert.deepEqual(written({ markdown: 'x', title }), { markdown: 'x' });
});

test('a file has a name that is safe to save, and that says what is inside', () => {
  const code = (language: string) => `Here:\n\`\`\`${language}\nx\n\`\`\``;
  const names: [given: string, markdown: string, made: string | undefined][] = [
    ['report.csv', 'x', 'report.csv'],
    ['Übersicht 2026.md', 'x', 'Übersicht-2026.md'],
    ['表.csv', 'x', '表.csv'],
    ['../../etc/passwd', 'x', 'passwd.md'],
    ['C:\\Windows\\system32\\a.txt', 'x', 'a.txt'],
    ['.bashrc', 'x', 'bashrc.md'],
    ['...', 'x', undefined],
    ['///', 'x', undefined],
    ['', 'x', undefined],
    ['main', code('python'), 'main.py'],
    ['main', code('C++'), 'main.cpp'],
    ['main', code('sql'), 'main.sql'],
    ['main', code('{.weird}'), 'main.md'],
    ['main', code('a-language-that-nobody-knows'), 'main.txt'],
    ['notes', 'no code at all', 'notes.md'],
    ['setup.exe', 'x', 'setup.exe.txt'],
    ['run.BAT', 'x', 'run.BAT.txt'],
    ['run', code('bash'), 'run.sh'],
    ['game.js', 'x', 'game.js'],
    ['invoice.pdf.vbs', 'x', 'invoice.pdf.vbs.txt'],
    ['a\u202egpj.exe', 'x', 'a-gpj.exe.txt'],
    ['a`b*c_d|e.md', 'x', 'a-b-c_d-e.md'],
    ['<@123>.md', 'x', '123-.md'],
  ];
  for (const [given, markdown, made] of names) assert.equal(sanitizeFileName(given, markdown), made, given);
  const long = sanitizeFileName(`${'x'.repeat(300)}.csv`, 'x') ?? '';
  assert.deepEqual([long.length, long.endsWith('.csv')], [80, true]);
  assert.equal((sanitizeFileName(`${'x'.repeat(300)}.vbs`, 'x') ?? '').length, 80);
  assert.deepEqual(written({ markdown: 'x', file_name: '../a b.csv' }), { markdown: 'x', name: 'a-b.csv' });
  assert.deepEqual(written({ markdown: 'x', file_name: '..' }), { markdown: 'x' });
});
