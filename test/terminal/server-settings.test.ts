import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { silent } from '../store/record.ts';
import { fileOf, sqliteUrl } from '../store/stores.ts';
import { run } from './program.ts';

const SERVER = '123456789012345678';
const CHANNEL = '223456789012345678';
const OPERATOR = { values: {}, known: { models: [], messageContent: false, textModel: false } };

/** The program on a store of its own, which a bot has made. */
const desk = async (t: TestContext) => {
  const url = await sqliteUrl(t);
  await (await openStore(url, silent)).close();
  return {
    url,
    ask: (args: string[], { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {}) =>
      run('src/terminal/server-settings.ts', { args, env: { STORE_URL: url, ...env }, input }),
  };
};

test('the terminal sets, shows, exports, imports and resets while a bot has the store open', async (t) => {
  const { url, ask } = await desk(t);
  const store = await openStore(url, silent);
  t.after(() => store.close());
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
  const place = { server: SERVER, channel: CHANNEL, parent: undefined };
  assert.equal((await settings.of(place)).values.voice, 'auto');

  const stored = await ask(['set', SERVER, 'voice', 'kore', '--channel', CHANNEL]);
  assert.deepEqual([stored.code, stored.err], [0, ''], stored.out);
  assert.equal((await ask(['set', SERVER, 'vocabulary', 'Zwölf, Ada Lovelace'])).code, 0);
  settings.doubt(SERVER);
  const { values, from } = await settings.of(place);
  assert.deepEqual([values.voice, from.voice, values.vocabulary], ['Kore', 'channel', ['Zwölf', 'Ada Lovelace']]);

  const [all, one, json] = await Promise.all([
    ask(['list', SERVER, '--channel', CHANNEL], { env: { SEARCH: 'on' } }),
    ask(['get', SERVER, 'voice', '--channel', CHANNEL]),
    ask(['get', SERVER, 'vocabulary', '--json']),
  ]);
  assert.match(all.out, /^voice +channel +Kore$/m);
  assert.match(all.out, /^search +operator +on$/m);
  assert.match(all.out, /^vocabulary +server +Zwölf, Ada Lovelace$/m);
  assert.equal(one.out.trim(), 'Kore');
  assert.deepEqual(JSON.parse(json.out), ['Zwölf', 'Ada Lovelace']);

  const exported = await ask(['export', SERVER]);
  const file = `${fileOf(url)}.json`;
  await writeFile(file, exported.out);
  assert.equal((await ask(['reset', SERVER, 'voice', '--channel', CHANNEL])).code, 0);
  settings.doubt(SERVER);
  assert.equal((await settings.of(place)).values.voice, 'auto');
  const imported = await ask(['import', SERVER, file]);
  assert.match(imported.out, /1 changed/);
  const piped = await ask(['import', SERVER, '-'], { input: exported.out });
  assert.match(piped.out, /0 changed/);
  settings.doubt(SERVER);
  assert.equal((await settings.of(place)).values.voice, 'Kore');
});

test('what makes no sense is refused with what to do, and nothing is changed', async (t) => {
  const { url, ask } = await desk(t);
  const cases: [string[], number, RegExp, string?][] = [
    [['set', SERVER, 'colour', 'red'], 2, /no setting colour/],
    [['set', SERVER, 'voice', 'Nobody'], 1, /isn’t one of the choices[\s\S]*Kore/],
    [['set', SERVER, 'leave-alone', '9', '--channel', CHANNEL], 2, /can’t be set there/],
    [['set', SERVER, 'context', '3'], 2, /switched on in the environment/],
    [['set', 'here', 'voice', 'Kore'], 2, /no id/],
    [['set', SERVER, 'voice'], 2, /^"set" needs VALUE: set SERVER NAME VALUE\.$/m],
    [['list'], 2, /^"list" needs SERVER: list SERVER\.$/m],
    [['get'], 2, /^"get" needs SERVER and NAME: /m],
    [['set', SERVER, 'vocabulary', 'Ada', 'Lovelace'], 2, /what is "Lovelace"\? Put quotes around/],
    [['forget', SERVER], 2, /no command forget/],
    [
      ['import', SERVER, '-'],
      1,
      /^That isn’t a file of settings, so nothing was changed\. Import one that "export" wrote/,
      '{}',
    ],
    [['import', SERVER, '-'], 1, /^That isn’t a file of settings/, '# Words'],
    [['import', SERVER, '/no/such/file'], 2, /^I can’t read \/no\/such\/file\. There is no such file\.$/m],
    [['set', SERVER, 'access.commands', 'askk'], 1, /no command called .*askk.*ask, Ask about this/],
    [['set', SERVER, 'thinking', 'deep'], 1, /low, medium, or high/],
  ];
  const answers = await Promise.all(cases.map(([args, , , input = '']) => ask(args, { input })));
  for (const [index, [args, code, words]] of cases.entries()) {
    assert.equal(answers[index]?.code, code, args.join(' '));
    assert.match(answers[index]?.err ?? '', words);
    assert.doesNotMatch(answers[index]?.err ?? '', /^ +at /m);
  }
  const wrong = await ask(['list', SERVER], { env: { STORE_URL: 'nowhere' } });
  assert.equal(wrong.code, 78);
  const store = await openStore(url, silent);
  t.after(() => store.close());
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
  assert.equal((await settings.record(SERVER)).rev, 0);
});
