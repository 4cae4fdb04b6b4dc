import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ran, run } from './program.ts';

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

/** What each program says when it's asked how it's used; asked once. */
const helps = new Map<string, Promise<Ran>>();
const help = (program: string): Promise<Ran> => {
  const asked = helps.get(program) ?? run(program, { args: ['--help'] });
  helps.set(program, asked);
  return asked;
};

for (const [name, program] of Object.entries(PROGRAMS))
  test(`npm run ${name} says how it is used, and does nothing else, when asked or told what it does not know`, async () => {
    const [asked, wrong] = await Promise.all([help(program), run(program, { args: ['--no-such-option'] })]);
    assert.deepEqual([asked.code, wrong.code], [0, 2], wrong.err);
    assert.match(asked.out, new RegExp(`^npm run ${name}`));
    assert.match(wrong.err, new RegExp(`^npm run ${name}`, 'm'));
    assert.equal(wrong.out, '');
    for (const err of [asked.err, wrong.err]) assert.doesNotMatch(err, /^ +at /m);
  });

/** The programs that read what a bot has stored, which may be encrypted. */
const ON_THE_STORE = {
  settings: PROGRAMS.settings,
  usage: 'src/terminal/show-usage.ts',
  reseal: 'src/terminal/reseal.ts',
};

for (const [name, program] of Object.entries(ON_THE_STORE))
  test(`npm run ${name} says of which settings it needs the values`, async () => {
    const { out } = await help(program);
    assert.match(out, /It needs STORE_URL,?\s+and\s+STORE_KEY/);
  });

test('npm run doctor says all of its exit codes', async () => {
  const { out } = await help(PROGRAMS.doctor);
  assert.deepEqual(out.match(/\b\d+\b/g), ['1', '0', '2', '78']);
});
