import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './program.ts';

/** The programs that are started with npm, by the names of their scripts. */
const PROGRAMS = {
  chat: 'src/terminal/chat.ts',
  doctor: 'src/terminal/doctor.ts',
  settings: 'src/terminal/server-settings.ts',
  rehearse: 'rehearsal/index.ts',
  pictures: 'rehearsal/pictures/index.ts',
  bench: 'bench/index.ts',
  soak: 'test/soak/index.ts',
  duel: 'test/duel/index.ts',
  kill: 'test/kill/index.ts',
  fuzz: 'test/live/fuzz/main.ts',
};

for (const [name, program] of Object.entries(PROGRAMS))
  test(`npm run ${name} says how it is used, and does nothing else, when asked or told what it does not know`, async () => {
    const [help, wrong] = await Promise.all([
      run(program, { args: ['--help'] }),
      run(program, { args: ['--no-such-option'] }),
    ]);
    assert.deepEqual([help.code, wrong.code], [0, 2], wrong.err);
    assert.match(help.out, new RegExp(`^npm run ${name}`));
    assert.match(wrong.err, new RegExp(`^npm run ${name}`, 'm'));
    assert.equal(wrong.out, '');
    for (const err of [help.err, wrong.err]) assert.doesNotMatch(err, /^ +at /m);
  });

/** The programs that read what a bot has stored, which may be encrypted. */
const ON_THE_STORE = {
  settings: PROGRAMS.settings,
  usage: 'src/terminal/show-usage.ts',
  reseal: 'src/terminal/reseal.ts',
};

for (const [name, program] of Object.entries(ON_THE_STORE))
  test(`npm run ${name} says of which settings it needs the values`, async () => {
    const { out } = await run(program, { args: ['--help'] });
    assert.match(out, /It needs STORE_URL,?\s+and\s+STORE_KEY/);
  });

test('npm run doctor says all of its exit codes', async () => {
  const { out } = await run(PROGRAMS.doctor, { args: ['--help'] });
  assert.deepEqual(out.match(/\b\d+\b/g), ['1', '0', '2', '78']);
});
