import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findExponent } from '../bench/scale/exponent.ts';

const BENCH = fileURLToPath(new URL('../bench/index.ts', import.meta.url));

const bench = (...args: string[]) => promisify(execFile)(process.execPath, [BENCH, ...args]);

test('the text bench measures everything it promises and ends well', async () => {
  const { stdout } = await bench('text', '--quick');
  for (const row of [
    /^commands registered before: Discord has it all +1 +\d.* (pass|miss) *$/m,
    /^commands to register: the log says ready +1 +\d.* (pass|miss) *$/m,
    /^1 channel, connected +\d.* ms .* (pass|miss) *$/m,
    /^\d+ at once, after a rest +\d.* ms .* (pass|miss) *$/m,
    /^ready and idle .* MB .* (pass|miss) *$/m,
    /^each of \d+ conversations at rest .* kB .* (pass|miss) *$/m,
    /^each of \d+ conversations, connected .* kB/m,
    /^answer of one piece, 1 channel: first text .* ms .* \d+\.\d+ *$/m,
    /^answer of .* s, \d+ at once: whole text .* ms .* \d+\.\d+ *$/m,
  ])
    assert.match(stdout, row);
  assert.doesNotMatch(stdout, /NaN/);
});

test('the voice bench measures a figure on its own, against the textbook bot', async () => {
  const { stdout } = await bench('voice', '--only', 'stall', '--quick');
  assert.match(stdout, /^longest gap of a talk, .* median .* ms +\d.* ms +\d+\.\d+ .* (ok|miss) *$/m);
  assert.doesNotMatch(stdout, /complains|NaN/);
});

test('the media bench measures what people listen to', async () => {
  const { stdout } = await bench('media', '--only', 'out', '--quick');
  assert.match(stdout, /^voice message of 5 s +1 +\d.* ms/m);
  assert.match(stdout, /^Encoding takes \d.* ms of processor time for each second of sound\.$/m);
});

test('the media bench measures a voice message from its sender to the model', async () => {
  const { stdout } = await bench('media', '--only', 'note', '--quick');
  assert.match(stdout, /^all of it decoded, and the model begins to hear it +1 +\d.* ms .* (pass|miss) *$/m);
  assert.match(stdout, /^the model has heard all of it +1 +\d.* ms/m);
  assert.doesNotMatch(stdout, /complains|NaN/);
});

test('the bench of ends finds fewer that are taken back with a gate that is quick, and none that come later if it’s right', async () => {
  const { stdout } = await bench('endings', '--quick');
  const rows = [...stdout.matchAll(/^(by the .*?) +(\d+) of 3 +(\d+) ms +\d+ ms +(\d+) ms$/gm)];
  assert.equal(rows.length, 26, stdout);
  const [usual = 0, quick] = rows.map(([, , taken]) => Number(taken));
  assert.ok(usual > 1 && quick === 0, stdout);
  for (const [row, name = '', , wait, largest] of rows) {
    assert.ok(Number(wait) <= 200, row);
    if (!name.includes(' 10 %')) assert.ok(Number(largest) <= 200, row);
  }
});

test('the cost bench plays an evening with every bot, and prices it', async () => {
  const { stdout } = await bench('cost', '--quick');
  const all = new Map(
    [
      ...stdout.matchAll(
        /^(Parley, listen: \w+|the same, .*?|textbook bot) +\$\d+\.\d\d +\$\d+\.\d\d +\$(\d+\.\d\d) /gm,
      ),
    ].map(([, name = '', dollars]) => [name, Number(dollars)]),
  );
  assert.equal(all.size, 4, stdout);
  // What people say to each other costs nothing where Parley listens only to who presses Talk.
  assert.ok((all.get('Parley, listen: button') ?? 0) < (all.get('Parley, listen: addressed') ?? 0));
  assert.doesNotMatch(stdout, /NaN/);
});

test('the addressed bench plays a call with every bot, and counts what each missed and was woken by', async () => {
  const { stdout } = await bench('addressed', '--quick', '--only', 'evening');
  const row = (name: string) => {
    const [, dollars, missed, woken] =
      new RegExp(`^${name} +\\$([\\d.]+) .*?(\\d+) +(\\d+)(?: +[\\d.]+ ms +[\\d.]+ ms| {3,}) *$`, 'm').exec(stdout) ??
      [];
    return { dollars: Number(dollars), missed: Number(missed), woken: Number(woken) };
  };
  const [right, wrong] = [row('Parley, 0 % of decisions are wrong'), row('Parley, 15 % of decisions are wrong')];
  assert.equal(right.missed, 0, stdout);
  assert.ok(wrong.missed + wrong.woken > right.missed + right.woken, stdout);
  const all = row('textbook bot that answers all');
  assert.ok(all.woken > right.woken && all.dollars > right.dollars, stdout);
  assert.ok(row('textbook bot that looks for its name').missed > 0, stdout);
  assert.match(stdout, /^dollars of an hour in which nobody talks to it +0\.\d+ .* met *$/m);
  assert.doesNotMatch(stdout, /NaN/);
});

test('the scale bench kills one of several processes, and measures what people notice', async () => {
  const { stdout } = await bench('scale', '--quick');
  for (const row of [
    /^16 +\d+ MB +\d+ MB +\d.* % .* ms +\d.* ms +\d.* s +\d.* s *$/m,
    /^16 servers, people had just talked +[1-9]\d* +\d.* s +\d.* s +\d.* s *$/m,
    /^16 servers, nobody had +[1-9]\d* +\d.* s/m,
    /^processor at 1,000 events\/s +\d.* % .* (pass|miss) +0\.2 *$/m,
    /^take-over, p99 +\d.* s +10\.00 s +(pass|miss) +0\.2 *$/m,
  ])
    assert.match(stdout, row);
  assert.doesNotMatch(stdout, /NaN/);
});

test('a figure’s growth is the power of the size', () => {
  const grow = (figure: (size: number) => number) =>
    findExponent([100, 1_000, 10_000].map((size) => ({ size, figure: figure(size) })));
  assert.ok(Math.abs(grow((size) => 7 * size) - 1) < 1e-9);
  assert.ok(Math.abs(grow((size) => 3 * Math.sqrt(size)) - 0.5) < 1e-9);
  assert.ok(Math.abs(grow(() => 5)) < 1e-9);
  // One that is out of line bends it, and doesn't decide it.
  assert.equal(grow((size) => (size === 1_000 ? 20 : size / 10)).toFixed(2), '1.00');
});

test('an unknown bench is answered with what there is', async () => {
  await assert.rejects(bench('speed'), {
    code: 2,
    stderr: /"speed"[\s\S]*npm run bench \[text\|voice\|media\|cost\|addressed\|endings\|servers\|tools\|scale\]/,
  });
});

test('the tools bench measures an answer with a tool beside one without, against the textbook bot', async () => {
  const { stdout } = await bench('tools', '--only', 'delay', '--quick');
  assert.match(stdout, /Parley, median +1 +[\d.]+ ms/);
  assert.match(stdout, /textbook, p95 +1 +[\d.]+ ms/);
});

test('the bench of floods has calls talk while MCP servers flood', async () => {
  const { stdout } = await bench('tools', '--only', 'floods', '--quick');
  assert.match(stdout, /^no MCP server floods +\d+ % +\d.* ms/m);
  assert.match(stdout, /^2 flood, one after another, \d+ MB +\d+ % +\d.* ms/m);
  assert.doesNotMatch(stdout, /complains|NaN/);
});
