import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/base/events.ts';
import { writeTool } from '../../../src/tools/write-tool.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import type { Script } from '../../../world/live/script.ts';
import { close, generationComplete, say, turnComplete, write } from '../../../world/live/steps.ts';
import { at } from '../../place.ts';
import { ada, bob, never, recall, stage } from '../stage.ts';

const TABLE = '| a | b |\n| - | - |\n| 1 | 2 |';
const NOTE = `(I wrote this in the channel, titled “Numbers”: ${TABLE})`;

/** Writes a table where it is asked for one, and else says what it knows. */
const writer: Script<LocalConnection> = (asked) =>
  asked.text.includes('table')
    ? [say('Here it is.'), write(TABLE, { title: 'Numbers' }), say(' Done.')]
    : recall(asked);

const open = (t: Parameters<typeof stage>[0], model: Script<LocalConnection>, observe?: (event: Event) => void) =>
  stage(t, { model, tools: [writeTool], ...(observe && { observe }) });

test('what was written is in the transcript, and a fresh session is told of it, but not of the call', async (t) => {
  const { live, conversations, open: again, archive, handles } = await open(t, writer);
  const turn = conversations.ask(at('c'), { person: ada, text: 'a table, please' });
  assert.deepEqual(await turn.ended, { is: 'complete' });
  await conversations.close(never);
  const stored = await archive.turns.get('c:1');
  assert.equal(stored?.answered, 'Here it is. Done.');
  assert.deepEqual(stored?.written, [{ markdown: TABLE, title: 'Numbers', at: 11 }]);
  await handles.delete(['c']);
  const next = again().ask(at('c'), { person: bob, text: 'what was that?' });
  assert.deepEqual(await next.ended, { is: 'complete' });
  assert.equal(next.text, `[Ada] a table, please | Here it is.\n${NOTE}\nDone. | [Bob] what was that?`);
  assert.deepEqual(live.unexpected, []);
});

test('a record of an older Parley, which has nothing written, is told as it is', async (t) => {
  const { conversations, open: again, archive, handles } = await open(t, recall);
  await conversations.ask(at('c'), { person: ada, text: 'hello' }).ended;
  await conversations.close(never);
  const old = await archive.turns.get('c:1');
  assert.ok(old && !('written' in old));
  await handles.delete(['c']);
  const next = again().ask(at('c'), { person: bob, text: 'well?' });
  await next.ended;
  assert.equal(next.text, '[Ada] hello | [Ada] hello | [Bob] well?');
});

test('an answer that breaks off after it wrote something is broken, and its rest is asked for by what it wrote', async (t) => {
  const { conversations, live } = await open(t, ({ text }) =>
    text.includes('table') ? [write(TABLE), close(1011, 'Internal error encountered.')] : text,
  );
  const turn = conversations.ask(at('c'), { person: ada, text: 'a table, please' });
  assert.equal((await turn.ended).is, 'broken');
  const number = await turn.number.settled;
  assert.ok(number);
  const rest = await conversations.goOn(at('c'), { number, at: turn.question.at }, bob, Promise.resolve());
  await rest.ended;
  assert.match(rest.text, /Its last words were: “\| a \| b \| \| - \| - \| \| 1 \| 2 \|”/);
  assert.equal(live.connections.length, 2);
});

test('an answer that ends with what it wrote did not end in mid sentence', async (t) => {
  const { conversations } = await open(t, () => [say('Here is the'), write(TABLE), generationComplete, turnComplete()]);
  assert.deepEqual(await conversations.ask(at('c'), { person: ada, text: 'a table' }).ended, { is: 'complete' });
});

test('an answer that is only written counts: by its first piece, and as one that is complete', async (t) => {
  const events: Event[] = [];
  const { conversations } = await open(
    t,
    () => [write(TABLE)],
    (event) => events.push(event),
  );
  const turn = conversations.ask(at('c'), { person: ada, text: 'a table' });
  assert.deepEqual(await turn.ended, { is: 'complete' });
  await conversations.close(never);
  const [reported] = events.filter((event) => event.is === 'turn');
  assert.ok(reported?.outcome === 'complete' && reported.first !== undefined);
  assert.deepEqual(
    events.filter((event) => event.is === 'tool'),
    [{ is: 'tool', name: 'write', outcome: 'done' }],
  );
});
