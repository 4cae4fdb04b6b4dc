import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { NO_TOKENS } from '../../src/base/expense.ts';
import type { DayAccount, Tally } from '../../src/budget/account.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import { listDays } from '../../src/budget/usage.ts';
import { formatCsv, type UsageRow } from '../../src/budget/usage-csv.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import { formatJson, formatTable } from '../../src/terminal/usage-report.ts';
import { sqliteUrl } from '../store/stores.ts';
import { run } from './program.ts';

const tally: Tally = {
  kinds: { ...NO_TOKENS, textIn: 7, soundOut: 2 },
  nano: 1.5 * DOLLAR,
  turns: 3,
  estimated: true,
  decisions: { count: 4, nano: 160_000, textIn: 7, soundIn: 0 },
};
const row: UsageRow = { day: '2026-11-28', home: '1', channel: '2', member: '3', tally };

const [SERVER, OTHER] = ['123456789012345678', '223456789012345678'];

test('CSV has a head, quotes what has to be, and ends its lines as other programs expect', () => {
  assert.equal(
    formatCsv([row, { ...row, member: 'a "b",\nc' }]),
    [
      'day,home,channel,member,turns,text_in,sound_in,image_in,text_out,sound_out,thoughts,searches,dollars,estimated,decisions,decision_dollars,recaps',
      '2026-11-28,1,2,3,3,7,0,0,0,2,0,0,1.500000000,true,4,0.000160000,0',
      '2026-11-28,1,2,"a ""b"",\nc",3,7,0,0,0,2,0,0,1.500000000,true,4,0.000160000,0',
      '',
    ].join('\r\n'),
  );
});

test('JSON holds the same numbers', () => {
  const { rows } = JSON.parse(formatJson([row]));
  assert.deepEqual(rows, [
    {
      ...{ day: '2026-11-28', home: '1', channel: '2', member: '3', turns: 3, dollars: 1.5, estimated: true },
      decisions: { count: 4, dollars: 0.00016 },
      tokens: { text_in: 7, sound_in: 0, image_in: 0, text_out: 0, sound_out: 2, thoughts: 0, searches: 0 },
    },
  ]);
});

test('the table sums up days and homes, and says what is estimated', () => {
  const text = formatTable([row, { ...row, day: '2026-11-29' }]);
  assert.match(text, /^By day \(UTC\)\n {2}2026-11-28 +≈ \$ +1\.50 +3 turns\n {2}2026-11-29/);
  assert.match(text, /All\n {2}all +≈ \$ +3\.00 +6 turns/);
  assert.equal(formatTable([]), 'Nothing was spent.\n');
});

test('the program reads the store beside a process that uses it, and only the days and the server asked for', async (t) => {
  const url = await sqliteUrl(t);
  const store = await openStore(url, pino({ level: 'silent' }));
  t.after(() => store.close());
  const shelf = store.shelf<DayAccount>(RECORD_KINDS.account);
  const [old = '', , today = ''] = listDays(Date.now(), 3);
  for (const [home, day] of [
    [SERVER, today],
    [OTHER, today],
    [SERVER, old],
  ] as const)
    await shelf.setSurely(`${home}:${day}`, { channels: { 7: { 8: tally } } });
  const ask = (...args: string[]) => run('src/terminal/show-usage.ts', { args, env: { STORE_URL: url } });
  const [json, csv, days, both, none] = await Promise.all([
    ask('--json', '--days', '2'),
    ask('--csv', '--server', SERVER),
    ask('--days', '0'),
    ask('--csv', '--json'),
    ask('--server', 'x'),
  ]);
  assert.deepEqual(
    JSON.parse(json.out).rows.map(({ home, day }: { home: string; day: string }) => [home, day]),
    [
      [SERVER, today],
      [OTHER, today],
    ],
  );
  assert.equal(csv.out.split('\r\n').length, 4);
  assert.deepEqual(
    [json, csv, days, both, none].map(({ code }) => code),
    [0, 0, 2, 2, 2],
  );
  assert.match(days.err, /--days needs a number from 1 to 400/);
  assert.match(none.err, /x is no id/);
});
