import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import type { Expense } from '../../src/base/expense.ts';
import type { Sender } from '../../src/base/inbound.ts';
import { openStore } from '../../src/store/store.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { at } from '../place.ts';
import { silent } from '../store/record.ts';
import { fileOf, sqliteUrl } from '../store/stores.ts';
import { speak } from './acts.ts';
import { ada, never, stage } from './stage.ts';

/** Everything that the way in knows of a person. */
const SENDER: Sender = { ...ada, roles: ['role-4711'], powers: [], locale: 'tlh-QO', kind: 'member' };

/** A conversation with one turn, as stored by a process that notes neither server nor parent. */
const OLD_RECORDS = {
  'conversation:7':
    '{"value":{"version":1,"value":{"startedAt":1767225600000,"lastAt":1767225600000,"done":["100"],' +
    '"speakers":[{"id":"1","name":"Ada"}],"turns":1,"lastLatency":812}},"expires":9000000000000000}',
  'turn:7:1':
    '{"value":{"version":1,"value":{"id":"100","person":{"id":"1","name":"Ada"},"at":1767225600000,' +
    '"asked":"one","answered":"first","ended":"complete"}},"expires":9000000000000000}',
};

/** Conversations over a file that holds these records. `close` ends them and resolves to what the file holds then. */
const open = async (t: TestContext, before: Record<string, string> = {}, spend = (_: Expense) => {}) => {
  const url = await sqliteUrl(t);
  await (await openStore(url, silent)).close();
  const file = new DatabaseSync(fileOf(url));
  for (const [key, text] of Object.entries(before))
    file.prepare("INSERT INTO keyv VALUES (?, ?, 'parley', 9e15)").run(key, text);
  file.close();
  const store = await openStore(url, silent);
  const all = await stage(t, { store, spend, model: ({ text }) => (text === '' ? [sayHeard('hm'), 'Yes.'] : 'Yes.') });
  const close = async (): Promise<Map<string, string>> => {
    await all.conversations.close(never);
    await store.close();
    const left = new DatabaseSync(fileOf(url), { readOnly: true });
    const rows = left.prepare("SELECT key, value FROM keyv WHERE value <> '' ORDER BY key").all();
    left.close();
    return new Map(rows.map(({ key, value }) => [`${key}`, `${value}`]));
  };
  return { ...all, close };
};

test('a conversation notes its server and its thread’s channel with a turn, and still knows them after a reset', async (t) => {
  const { conversations, archive, close } = await open(t);
  await conversations.ask(at('thread', 'server', 'channel'), { person: ada, text: 'one' }).number.settled;
  const noted = await archive.summaries.get('thread');
  assert.deepEqual([noted?.server, noted?.parent, noted?.turns], ['server', 'channel', 1]);
  // A place of which less is known takes nothing away.
  assert.equal(await conversations.reset(at('thread', 'server')), 'done');
  const after = await archive.summaries.get('thread');
  assert.deepEqual([after?.server, after?.parent, after?.turns], ['server', 'channel', 0]);
  await close();
});

test('a direct message has neither', async (t) => {
  const { conversations, archive, close } = await open(t);
  await conversations.ask(at('direct'), { person: ada, text: 'one' }).number.settled;
  const { server, parent, turns } = (await archive.summaries.get('direct')) ?? {};
  assert.deepEqual([server, parent, turns], [undefined, undefined, 1]);
  await close();
});

test('a record from before places is read, grows, and stays under its key', async (t) => {
  const { conversations, close } = await open(t, OLD_RECORDS);
  const place = at('7', 'server', 'channel');
  const { turns, startedAt, lastLatency } = await conversations.status(place);
  assert.deepEqual([turns, startedAt, lastLatency], [1, 1_767_225_600_000, 812]);
  assert.equal(await conversations.ask(place, { id: '101', person: ada, text: 'two' }).number.settled, 2);
  const records = await close();
  assert.deepEqual([...records.keys()], ['conversation:7', 'handle:7', 'turn:7:1', 'turn:7:2']);
  assert.equal(records.get('turn:7:1'), OLD_RECORDS['turn:7:1']);
  const { version, value } = JSON.parse(records.get('conversation:7') ?? '').value;
  const { lastAt, lastLatency: _, ...rest } = value;
  assert.ok(lastAt > 1_767_225_600_000);
  assert.deepEqual(
    [version, rest],
    [
      1,
      {
        server: 'server',
        parent: 'channel',
        startedAt: 1_767_225_600_000,
        done: ['100', '101'],
        speakers: [ada],
        turns: 2,
      },
    ],
  );
});

test('of a person only id and name reach a turn, the store and the model', async (t) => {
  const { conversations, live, close } = await open(t);
  const typed = conversations.ask(at('c'), { id: '100', person: SENDER, text: 'one' });
  await typed.number.settled;
  const { turn } = speak(conversations.hear(at('c'), SENDER));
  await turn.number.settled;
  for (const { question } of [typed, turn]) assert.deepEqual(question.person, ada);
  const told = JSON.stringify(live.connections.map(({ frames }) => frames));
  const stored = [...(await close()).values()].join('\n');
  for (const text of [told, stored]) {
    assert.match(text, /Ada/);
    assert.doesNotMatch(text, /role-4711|tlh-QO|"member"/);
  }
  assert.match(stored, /"person":\{"id":"1","name":"Ada"\}/);
});

test('what a turn costs is told with its place and the person who asked', async (t) => {
  const spent = Promise.withResolvers<Expense>();
  const { conversations, close } = await open(t, {}, (expense) => spent.resolve(expense));
  await conversations.ask(at('thread', 'server', 'channel'), { person: SENDER, text: 'one' }).ended;
  const { place, spender, kinds } = await spent.promise;
  assert.deepEqual([place, spender], [at('thread', 'server', 'channel'), { is: 'person', id: ada.id }]);
  assert.ok(kinds.textIn > 0 && kinds.textOut + kinds.soundOut > 0);
  await close();
});

test('a session is made for the place of its conversation', async (t) => {
  const { conversations, sessions, close } = await open(t);
  await conversations.ask(at('thread', 'server', 'channel'), { person: ada, text: 'one' }).ended;
  assert.deepEqual(sessions, [at('thread', 'server', 'channel')]);
  await close();
});
