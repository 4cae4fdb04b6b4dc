import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlessAborted } from '../../src/base/clock.ts';
import { makeToolRegistry } from '../../src/tools/tool-registry.ts';
import { writeTool } from '../../src/tools/write-tool.ts';
import { call, makeSlowTool, oddCall, open } from './desk.ts';

/** Lets what is settled be noticed. */
const settle = () => new Promise(setImmediate);

const WRITTEN = { written: true };
const lookUp = (id: string) => call(id, {}, 'look_up');

test('a call is answered at once, all calls of a message together', () => {
  const { desk, sent, page, events } = open();
  desk.take([call('1'), call('2', { markdown: 'x', title: 'Two' })], page);
  assert.deepEqual(sent, [
    [
      { id: '1', name: 'write', response: WRITTEN },
      { id: '2', name: 'write', response: WRITTEN },
    ],
  ]);
  assert.deepEqual(page.written, [{ markdown: '| a |' }, { markdown: 'x', title: 'Two' }]);
  assert.deepEqual(events, [
    { is: 'tool', name: 'write', outcome: 'done' },
    { is: 'tool', name: 'write', outcome: 'done' },
  ]);
});

test('a function that does not exist is told so, and which ones do', () => {
  const { desk, sent, page, events } = open();
  desk.take([call('1', {}, 'look')], page);
  assert.deepEqual(sent[0]?.[0]?.response, { error: 'There is no function “look”. There is: write.' });
  assert.equal(page.mistakes, 1);
  assert.deepEqual(events, [{ is: 'tool', name: 'unknown', outcome: 'refused' }]);
  const none = open({ tools: [] });
  none.desk.take([call('1', {}, 'write')], none.page);
  assert.deepEqual(none.sent[0]?.[0]?.response, { error: 'There is no function “write”.' });
});

test('arguments that make no sense are told what is wrong, and count as mistakes', () => {
  const wrong: [unknown, RegExp][] = [
    [{}, /^markdown must be text\.$/],
    [{ markdown: 7 }, /^markdown must be text\.$/],
    [{ markdown: ' \n\u200b' }, /^markdown must be text\.$/],
    [{ markdown: ['x'] }, /^markdown must be text\.$/],
    [{ text: 'x' }, /^markdown must be text\.$/],
    [{ markdown: '<ctrl46>' }, /^markdown must be text\.$/],
    [{ markdown: 'x', title: {} }, /^title must be text\.$/],
    [{ markdown: 'x', file_name: 3 }, /^file_name must be text\.$/],
  ];
  for (const [args, why] of wrong) {
    const { desk, sent, page } = open();
    desk.take([oddCall('1', args)], page);
    const { error } = sent[0]?.[0]?.response ?? {};
    assert.match(String(error), why, JSON.stringify(args));
    assert.deepEqual([page.mistakes, page.written], [1, []], JSON.stringify(args));
  }
});

test('a call without an id cannot be answered, but is done, and is a mistake', () => {
  const { desk, sent, page } = open();
  desk.take([call('')], page);
  desk.take([call('')], page);
  assert.deepEqual(sent, []);
  assert.equal(page.written.length, 2);
  assert.equal(page.mistakes, 2);
});

test('a call that comes twice is done once and answered twice', () => {
  const { desk, sent, page } = open();
  desk.take([call('1')], page);
  desk.take([call('1', { markdown: 'other' })], page);
  assert.equal(page.written.length, 1);
  assert.deepEqual(sent[0], sent[1]);
});

test('an answer without room is told so', () => {
  const { desk, sent, page } = open();
  page.room = 0;
  desk.take([call('1')], page);
  assert.deepEqual(sent[0]?.[0]?.response, { error: 'There is no room left.' });
  assert.equal(page.mistakes, 0);
});

test('calls of no answer are refused in silence, if the model knows that', () => {
  for (const silent of [true, false]) {
    const { desk, sent, events } = open({ silent });
    desk.take([call('1'), call('', {})], undefined);
    const [response] = sent[0] ?? [];
    assert.deepEqual(response?.response, { error: 'Nobody waits for this any more.' });
    assert.equal(response?.scheduling, silent ? 'SILENT' : undefined);
    assert.equal(sent[0]?.length, 1);
    assert.equal(events.length, 2);
  }
});

test('a result that comes later is told later, in silence if its answer is over', async () => {
  const { tool, runs } = makeSlowTool();
  const { desk, sent, page } = open({ tools: [tool, writeTool] });
  desk.take([lookUp('1'), call('2'), lookUp('3')], page);
  assert.deepEqual(
    sent.flat().map(({ id }) => id),
    ['2'],
  );
  runs[1]?.resolve({ is: 'done', says: { found: 3 } });
  await settle();
  page.isOver = true;
  runs[0]?.resolve({ is: 'done', says: { found: 1 } });
  await settle();
  assert.deepEqual(sent.slice(1), [
    [{ id: '3', name: 'look_up', response: { found: 3 } }],
    [{ id: '1', name: 'look_up', response: { found: 1 }, scheduling: 'SILENT' }],
  ]);
});

test('a call that the model takes back gets no result, and its tool is stopped', async () => {
  const { tool, runs } = makeSlowTool();
  const { desk, sent, page, clock } = open({ tools: [tool] });
  desk.take([lookUp('1')], page);
  desk.cancel(['1', 'unknown']);
  assert.equal(runs[0]?.signal.aborted, true);
  assert.equal(runs[0]?.answer.write({ markdown: 'late' }), 'full');
  runs[0]?.resolve({ is: 'done', says: {} });
  await clock.advance(20_000);
  desk.take([lookUp('1'), lookUp('unknown')], page);
  assert.deepEqual([sent, page.written, runs.length], [[], [], 1], 'nor is it done if it comes after that');
});

test('what is written already stays when its call is taken back', () => {
  const { desk, page, sent } = open();
  desk.take([call('1')], page);
  desk.cancel(['1']);
  assert.equal(page.written.length, 1);
  desk.take([call('1')], page);
  assert.equal(sent.length, 2);
});

test('an interruption stops what runs, and the model is told unless it takes the call back by itself', async () => {
  const { tool, runs } = makeSlowTool();
  const { desk, sent, page, clock } = open({ tools: [tool] });
  desk.take([lookUp('1'), lookUp('2')], page);
  desk.interrupt();
  assert.ok(runs.every(({ signal }) => signal.aborted));
  runs[0]?.resolve({ is: 'done', says: {} });
  runs[1]?.reject(new Error('it was stopped'));
  desk.cancel(['2']);
  await clock.advance(499);
  assert.deepEqual(sent, []);
  await clock.advance(1);
  const error = 'Interrupted by a person. Whatever it had already changed stays changed.';
  assert.deepEqual(sent, [[{ id: '1', name: 'look_up', response: { error }, scheduling: 'SILENT' }]]);
  desk.interrupt();
  await clock.advance(1_000);
  assert.equal(sent.length, 1, 'nothing runs any more');
});

test('a tool that fails or takes too long is told so, and the log says why', async () => {
  const { tool, runs } = makeSlowTool(5_000);
  const fails = { ...writeTool, run: () => assert.fail('a bug') };
  const { desk, sent, page, clock, events, logged } = open({ tools: [tool, fails] });
  desk.take([call('1'), lookUp('2'), lookUp('3')], page);
  assert.deepEqual(sent[0]?.[0]?.response, { error: 'It did not work.' });
  runs[0]?.reject(new Error('gone'));
  await settle();
  await clock.advance(5_000);
  assert.deepEqual(
    sent.flat().map(({ id, response }) => [id, response.error]),
    [
      ['1', 'It did not work.'],
      ['2', 'It did not work.'],
      ['3', 'It took too long.'],
    ],
  );
  assert.equal(runs[1]?.signal.aborted, true);
  assert.deepEqual(logged(), ['tool.failed', 'tool.failed', 'tool.late']);
  assert.equal(events.filter((event) => event.is === 'tool' && event.outcome === 'failed').length, 3);
  assert.equal(page.mistakes, 0);
});

/** A call in which somebody speaks until the test says otherwise, and what it is told of the calls that take time. */
const followWork = ({ work }: ReturnType<typeof open>['page']) => {
  const told: string[] = [];
  let quiet = Promise.withResolvers<void>();
  work.follow({
    onBegin: () => told.push('begin'),
    onEnd: () => told.push('end'),
    waitForQuiet: (signal) => unlessAborted(quiet.promise, signal),
  });
  const fallSilent = () => {
    quiet.resolve();
    quiet = Promise.withResolvers();
  };
  return { told, fallSilent };
};

test('a result waits until nobody speaks, and two calls at once are followed as one', async () => {
  const { tool, runs } = makeSlowTool();
  const { desk, sent, page } = open({ tools: [tool] });
  const { told, fallSilent } = followWork(page);
  desk.take([lookUp('1'), lookUp('2')], page);
  runs[0]?.resolve({ is: 'done', says: { found: 1 } });
  await settle();
  assert.deepEqual([sent, page.work.isRunning], [[], true]);
  fallSilent();
  await settle();
  assert.deepEqual([sent.flat().map(({ id }) => id), told], [['1'], ['begin', 'begin']]);
  runs[1]?.resolve({ is: 'done', says: { found: 2 } });
  await settle();
  fallSilent();
  await settle();
  assert.deepEqual(
    [sent.flat().map(({ id }) => id), told],
    [
      ['1', '2'],
      ['begin', 'begin', 'end'],
    ],
  );
  assert.equal(page.work.isRunning, false);
});

test('an interruption while a result waits is told instead of it', async () => {
  const { tool, runs } = makeSlowTool();
  const { desk, sent, page, clock } = open({ tools: [tool] });
  const { told, fallSilent } = followWork(page);
  desk.take([lookUp('1')], page);
  runs[0]?.resolve({ is: 'done', says: { found: 1 } });
  await settle();
  desk.interrupt();
  await clock.advance(500);
  fallSilent();
  await settle();
  assert.deepEqual(told, ['begin', 'end']);
  assert.match(JSON.stringify(sent), /^\[\[\{"id":"1".*Interrupted by a person[^[]*\]\]$/);
});

test('a tool that takes too long is stopped at once, though what the model is told of it waits', async () => {
  const { tool, runs } = makeSlowTool(5_000);
  const { desk, sent, page, clock } = open({ tools: [tool] });
  const { fallSilent } = followWork(page);
  desk.take([lookUp('1')], page);
  await clock.advance(5_000);
  assert.deepEqual([runs[0]?.signal.aborted, sent], [true, []]);
  fallSilent();
  await settle();
  assert.deepEqual(sent[0]?.[0]?.response, { error: 'It took too long.' });
});

test('nothing is told any more once the connection is gone', async () => {
  const { tool, runs } = makeSlowTool();
  const { desk, sent, page, clock } = open({ tools: [tool, writeTool] });
  desk.take([lookUp('1')], page);
  desk.interrupt();
  desk.take([lookUp('2')], page);
  desk.close();
  assert.ok(runs.every(({ signal }) => signal.aborted));
  for (const run of runs) run.resolve({ is: 'done', says: {} });
  await clock.advance(20_000);
  assert.deepEqual(sent, []);
});

test('two tools cannot have one name', () => {
  assert.throws(() => makeToolRegistry([writeTool, writeTool]), /one name/);
});

test('a connection remembers a bounded number of calls', () => {
  const { desk, sent, page } = open();
  for (let id = 0; id < 1_000; id++) desk.take([call(`${id}`)], page);
  desk.take([call('999')], page);
  desk.take([call('0')], page);
  assert.equal(page.written.length, 1_001);
  assert.equal(sent.length, 1_002);
});
