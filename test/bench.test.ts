import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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

test('an unknown bench is answered with what there is', async () => {
  await assert.rejects(bench('speed'), {
    code: 2,
    stderr: /"speed"[\s\S]*npm run bench \[text\|voice\|media\|cost\|servers\]/,
  });
});
