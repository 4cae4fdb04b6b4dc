import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interruption } from '../../../src/live/protocol/interruption.ts';
import { writeTool } from '../../../src/tools/write-tool.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import { drop, type Step, say, stall, stayQuiet, toolCall, turnComplete, write } from '../../../world/live/steps.ts';
import { codeIn } from '../../sentences.ts';
import { makeSlowTool } from '../../tools/desk.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeSpeech } from '../defaults.ts';
import { never, stage, turn } from '../stage.ts';

test('functions that a model calls are told at once not to exist, and its answer goes on', async (t) => {
  const calls = ['1', '2'].map((id) => ({ id, name: `look ${id}`, args: { at: id } }));
  const { live, session } = await stage(t, {
    clock: new VirtualClock(),
    live: { model: () => [toolCall(calls), say('as far as I know')] },
  });
  const answer = turn();
  // Time stands still, so this shows that nobody waits for anything.
  assert.deepEqual(await session.ask('hello', 1, answer, never), { is: 'complete' });
  assert.equal(answer.text, 'as far as I know');
  const { toolResponse } = await (await live.connection(0)).frame(({ toolResponse }) => toolResponse !== undefined);
  assert.deepEqual(toolResponse?.functionResponses, [
    { id: '1', name: 'look 1', response: { error: 'There is no function “look 1”.' } },
    { id: '2', name: 'look 2', response: { error: 'There is no function “look 2”.' } },
  ]);
  assert.deepEqual(live.unexpected, []);
  assert.equal(live.connections.length, 1);
});

test('a function that is called when nothing is asked is answered as well, but not one without an id', async (t) => {
  const { live, session } = await stage(t);
  await session.ask('hello', 1, turn(), never);
  const connection = await live.connection(0);
  const call = (id?: string) => ({ toolCall: { functionCalls: [{ ...(id && { id }), name: 'look', args: {} }] } });
  connection.send([call(), call('late')]);
  const { toolResponse } = await connection.frame(({ toolResponse }) => toolResponse !== undefined);
  assert.deepEqual(toolResponse?.functionResponses, [
    { id: 'late', name: 'look', response: { error: 'Nobody waits for this any more.' }, scheduling: 'SILENT' },
  ]);
  await session.ask('still there?', 2, turn(), never);
  assert.deepEqual(live.unexpected, []);
});

type Turn = ReturnType<typeof turn>;

/** What an answer holds: its words, and in brackets what was written. */
const partsOf = ({ parts }: Turn) =>
  parts.map((part) => (part.is === 'said' ? part.text.trim() : `[${part.part.markdown}]`));

/** The results that came over a connection, by the ids of their calls. */
const resultsOn = ({ frames }: LocalConnection) =>
  frames.flatMap(({ toolResponse }) =>
    (toolResponse?.functionResponses ?? []).map(({ id, response }) => [id, response] as const),
  );

const NOBODY = { error: 'Nobody waits for this any more.' };

for (const model of ['gemini-3.8-live', 'gemini-3.8-live-extended-thinking', 'gemini-3.1-flash-live-preview'])
  test(`${model} writes, and goes on talking: both are the answer, in order`, async (t) => {
    const steps = (): (Step | string)[] => [
      say('Here is a table.'),
      write('| a |', { id: '1', title: 'T' }),
      say(' And code.'),
      write('`x`', { id: '2' }),
      say(' That’s it.'),
    ];
    const clock = new VirtualClock();
    const { live, session } = await stage(t, { clock, model, tools: [writeTool], live: { model: steps } });
    const answer = turn();
    assert.deepEqual(await clock.until(session.ask('hello', 1, answer, never)), { is: 'complete' });
    assert.deepEqual(partsOf(answer), ['Here is a table.', '[| a |]', 'And code.', '[`x`]', 'That’s it.']);
    await clock.until(session.ask('again', 2, turn(), never));
    const connection = await live.connection(0);
    assert.deepEqual(resultsOn(connection).slice(0, 2), [
      ['1', { written: true }],
      ['2', { written: true }],
    ]);
    assert.deepEqual(live.unexpected, []);
    assert.equal(live.connections.length, 1);
  });

test('an answer that is only written is whole, and its end comes with the generation after the call', async (t) => {
  const clock = new VirtualClock();
  const { session } = await stage(t, { clock, tools: [writeTool], live: { model: () => [write('| a |')] } });
  const answer = turn();
  assert.equal((await clock.until(session.ask('hello', 1, answer, never))).is, 'complete');
  assert.deepEqual(partsOf(answer), ['[| a |]']);
});

test('a model that makes nine mistakes, or calls without end, is given up; every call had its result', async (t) => {
  for (const [count, step] of [
    [9, () => toolCall({ name: 'write', args: { text: 'x' } })],
    [33, () => write('x')],
  ] as const) {
    const clock = new VirtualClock();
    const answers: Step[][] = [Array.from({ length: 100 }, step), [say('fine')]];
    const model = () => answers.shift() ?? [];
    const { live, session } = await stage(t, { clock, tools: [writeTool], live: { model } });
    await assert.rejects(
      clock.until(session.ask('hello', 1, turn(), never)),
      (error) => codeIn(error) === 'gemini.tools',
    );
    const connection = await live.connection(0);
    // The last one is lost together with the connection, which is cut at once.
    assert.ok(resultsOn(connection).length >= count - 1, `${resultsOn(connection).length} results`);
    const next = turn();
    await clock.until(session.ask('again', 2, next, never));
    assert.equal(next.text, 'fine');
    assert.deepEqual(live.unexpected, []);
  }
});

test('an answer in which something was written is not asked for again when its connection breaks', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, {
    clock,
    tools: [writeTool],
    live: { model: () => [write('| a |'), drop] },
  });
  const answer = turn();
  await assert.rejects(
    clock.until(session.ask('hello', 1, answer, never)),
    (error) => codeIn(error) === 'gemini.broken',
  );
  assert.deepEqual(partsOf(answer), ['[| a |]']);
  assert.equal(live.connections.length, 1);
});

test('a question whose call got no result before its connection broke is asked again, with nothing of the old one', async (t) => {
  const clock = new VirtualClock();
  const { tool, runs } = makeSlowTool();
  const call = toolCall({ id: '1', name: 'look_up' }, { wait: false });
  const answers: Step[][] = [[call, drop], [write('| new |', { id: '1' })]];
  const { live, session } = await stage(t, {
    clock,
    tools: [writeTool, tool],
    live: { model: () => answers.shift() ?? [] },
  });
  const answer = turn();
  // A BLOCKING function holds the answer, so the connection is cut by hand.
  const outcome = session.ask('hello', 1, answer, never);
  await (await live.connection(0)).frame(({ clientContent }) => clientContent !== undefined);
  while (runs.length === 0) await new Promise(setImmediate);
  live.connections[0]?.drop();
  assert.equal((await clock.until(outcome)).is, 'complete');
  assert.equal(runs[0]?.signal.aborted, true);
  runs[0]?.answer.write({ markdown: '| old |' });
  runs[0]?.resolve({ is: 'done', says: {} });
  await new Promise(setImmediate);
  assert.deepEqual(partsOf(answer), ['[| new |]']);
  assert.deepEqual(live.unexpected, []);
});

test('a tool that runs when the answer is stopped is stopped too, and no result comes for a call that was taken back', async (t) => {
  const clock = new VirtualClock();
  const { tool, runs } = makeSlowTool();
  const answers: Step[][] = [[say('One moment.'), toolCall({ id: '1', name: 'look_up' })], [say('fine')]];
  const { live, session } = await stage(t, { clock, tools: [tool], live: { model: () => answers.shift() ?? [] } });
  const stop = new AbortController();
  const outcome = session.ask('hello', 1, turn(), stop.signal);
  while (runs.length === 0) await new Promise(setImmediate);
  stop.abort(new Interruption('hush'));
  assert.deepEqual(await clock.until(outcome), { is: 'interrupted' });
  assert.equal(runs[0]?.signal.aborted, true);
  runs[0]?.resolve({ is: 'done', says: {} });
  const next = turn();
  await clock.until(session.ask('again', 2, next, never));
  await clock.advance(1_000);
  assert.equal(next.text, 'fine');
  assert.deepEqual(resultsOn(await live.connection(0)), []);
  assert.deepEqual(live.unexpected, []);
});

for (const model of ['gemini-3.8-live-extended-thinking', 'gemini-3.1-flash-live-preview'])
  for (const says of [true, false])
    test(`${model} completes a turn before a tool is done, and ${says ? 'goes on' : 'says nothing'} once it is`, async (t) => {
      const clock = new VirtualClock();
      const { tool, runs } = makeSlowTool();
      const script = () => [
        toolCall({ id: '1', name: 'look_up' }, { wait: false }),
        say('Let me see.'),
        turnComplete({ interactionStatus: 'IDLE' }),
      ];
      const { live, session } = await stage(t, { clock, model, tools: [tool], live: { model: script } });
      const answer = turn();
      const outcome = session.ask('hello', 1, answer, never);
      while (runs.length === 0) await new Promise(setImmediate);
      await clock.advance(5_000);
      assert.equal(answer.text.trim(), 'Let me see.');
      runs[0]?.resolve({ is: 'done', says: { found: 42 } });
      const before = clock.now();
      const connection = await live.connection(0);
      await connection.frame(({ toolResponse }) => toolResponse !== undefined);
      const end = { generationComplete: true, turnComplete: true, interactionStatus: 'IDLE' };
      if (says) connection.send([{ serverContent: { outputTranscription: { text: ' It’s 42.' }, ...end } }]);
      assert.deepEqual(await clock.until(outcome), { is: 'complete' });
      assert.equal(answer.text.trim(), says ? 'Let me see. It’s 42.' : 'Let me see.');
      assert.ok(clock.now() - before <= (says ? 1_000 : 20_000));
      assert.deepEqual(resultsOn(connection), [['1', { found: 42 }]]);
      assert.deepEqual(live.unexpected, []);
    });

test('what an answer writes after it was cut is neither shown nor done, and told so', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, tools: [writeTool], live: { model: () => [say('Well,'), stall] } });
  const stop = new AbortController();
  const answer = turn();
  const outcome = session.ask('hello', 1, answer, stop.signal);
  const connection = await live.connection(0);
  while (answer.text === '') await new Promise(setImmediate);
  stop.abort(new Interruption('hush'));
  assert.deepEqual(await outcome, { is: 'interrupted' });
  connection.send({ toolCall: { functionCalls: [{ id: 'late', name: 'write', args: { markdown: 'x' } }] } });
  await connection.frame(({ toolResponse }) => toolResponse !== undefined);
  assert.deepEqual(resultsOn(connection), [['late', NOBODY]]);
  assert.deepEqual(partsOf(answer), ['Well,']);
});

/** Ada pauses, so an answer is asked for, and goes on before it has begun. What comes then may be of either. */
const goesOn = async (t: Parameters<typeof stage>[0], then: (Step | string)[]) => {
  const clock = new VirtualClock();
  const answers = [[stall], then];
  const { live, session } = await stage(t, { clock, tools: [writeTool], live: { model: () => answers.shift() ?? [] } });
  live.rules.tellsUnbegun = false;
  const speech = makeSpeech();
  const answer = turn();
  const answered = session.hear(speech, '[Ada] says aloud:', 1, answer, never);
  speech.write(makeLoudPcm(100));
  speech.end();
  await live.spoken(0);
  speech.again();
  speech.write(makeLoudPcm(20));
  speech.end();
  return { answer, connection: await live.connection(0), live, outcome: await clock.until(answered, 10) };
};

test('a call that may be of an answer that was cut waits until that is known', async (t) => {
  const { answer, connection, live, outcome } = await goesOn(t, [write('| a |', { id: '1' }), say('There.')]);
  assert.deepEqual(outcome, { is: 'complete' });
  assert.deepEqual(partsOf(answer), ['[| a |]', 'There.']);
  assert.deepEqual(resultsOn(connection), [['1', { written: true }]]);
  assert.deepEqual(live.unexpected, []);
});

test('a call of an answer that was cut is refused once the server says that it was', async (t) => {
  const { answer, connection, outcome } = await goesOn(t, [
    toolCall({ id: 'old', name: 'look', args: {} }, { wait: false }),
    stayQuiet(50),
    (its) => its.send({ serverContent: { interrupted: true } }),
    (its) => its.send({ serverContent: { turnComplete: true, interactionStatus: 'IN_PROGRESS' } }),
    say('There.'),
  ]);
  assert.deepEqual(outcome, { is: 'complete' });
  assert.deepEqual(partsOf(answer), ['There.']);
  await connection.frame(({ toolResponse }) => toolResponse !== undefined);
  assert.deepEqual(resultsOn(connection), [['old', NOBODY]]);
});
