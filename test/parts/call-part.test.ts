import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCallRules } from '../../src/parts/call-part.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { makeStore } from '../../src/store/store.ts';
import { ada, toSender } from '../calls/stage.ts';
import { at } from '../place.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

const LOUNGE = '100000000000000010';
const [HOSTS, SPEAKERS] = ['100000000000000007', '100000000000000008'];
const HERE = at(LOUNGE, '1');
const TURNS = { turnEnd: 'speculative', pause: 200 } as const;

/** The rules of a server in which a test sets something. */
const open = async () => {
  const clock = new VirtualClock();
  const store = await makeStore(openMemory(clock), silent, { clock });
  const operator = { values: {}, known: { models: [], messageContent: false, textModel: false } };
  const settings = new Settings({ store, leases: store.leases(), operator, clock, log: silent });
  const rules = openCallRules({ turns: TURNS }, settings);
  const set = (values: Partial<Record<SettingKey, unknown>>, when: number, channel?: string) =>
    clock.until(
      settings.change('1', {
        scope: channel === undefined ? { is: 'server' } : { is: 'channel', id: channel },
        by: '1',
        at: when,
        set: Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value })),
      }),
    );
  return { rules, set };
};

test('where nothing is set, calls do as they always did', async () => {
  const { rules } = await open();
  assert.deepEqual(await rules.of(HERE), {
    listen: { value: 'auto', at: 0 },
    captions: { value: 'answers', at: 0 },
    chat: 'mentions',
    turns: TURNS,
    leaveAlone: 5 * 60_000,
    consent: 'notice',
    days: 30,
    names: [],
    languages: [],
    greeting: '',
    mayInterrupt: 'everyone',
    mayTalk: 'everyone',
    mayInterpret: true,
    autoJoin: undefined,
  });
});

test('what is set is in force, with its time, and the same object comes until something changes', async () => {
  const { rules, set } = await open();
  const homes: string[] = [];
  rules.on((home) => homes.push(home));
  await rules.of(HERE);
  await set({ listen: 'button', 'leave-alone': 7, pause: 900, 'auto-join': [LOUNGE], 'auto-join-people': 3 }, 5);
  const first = await rules.of(HERE);
  assert.deepEqual(homes, ['1']);
  assert.deepEqual(first.listen, { value: 'button', at: 5 });
  assert.deepEqual([first.leaveAlone, first.turns.pause], [7 * 60_000, 900]);
  assert.deepEqual(first.autoJoin, { channelId: LOUNGE, people: 3 });
  assert.equal(await rules.of(HERE), first);
  await set({ greeting: 'Hello' }, 6);
  assert.notEqual(await rules.of(HERE), first);
});

test('a setting is as old as its last decision: the nearest value, or a later reset of something nearer', async () => {
  const { rules, set } = await open();
  const listen = async () => (await rules.of(HERE)).listen;
  await set({ listen: 'off' }, 5);
  await set({ listen: 'button' }, 7, LOUNGE);
  await set({ listen: 'everyone' }, 9);
  assert.deepEqual(await listen(), { value: 'button', at: 7 });
  await set({ listen: undefined }, 11, LOUNGE);
  assert.deepEqual(await listen(), { value: 'everyone', at: 11 });
  await set({ listen: undefined }, 13);
  assert.deepEqual(await listen(), { value: 'auto', at: 13 });
});

test('who may interrupt and who may talk are told apart by their roles, and roles that nobody knows are none', async () => {
  const { rules, set } = await open();
  await set({ 'call.interrupt': [HOSTS], 'call.talk': [SPEAKERS] }, 1);
  const { mayInterrupt, mayTalk } = await rules.of(HERE);
  assert.ok(mayInterrupt !== 'everyone' && mayTalk !== 'everyone');
  assert.deepEqual([mayInterrupt(toSender(ada, [HOSTS])), mayTalk(toSender(ada, [HOSTS]))], [true, false]);
  assert.deepEqual([mayInterrupt(toSender(ada, [SPEAKERS])), mayTalk(toSender(ada, [SPEAKERS]))], [false, true]);
  assert.equal(mayTalk({ ...toSender(ada), roles: undefined }), false);
});
