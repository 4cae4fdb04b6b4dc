import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import { hold, say } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeSpeech } from '../defaults.ts';
import { never, notes, stage as sessionStage, turn } from '../stage.ts';

const MARKER = '[Ada] says aloud:';
const complete = { is: 'complete' };

/** A session that has answered one question, which its transcript has. Its model tells what it knows. */
const stage = async (...[t, options]: Parameters<typeof sessionStage>) => {
  const memory = notes();
  const all = await sessionStage(t, { memory, ...options });
  all.live.script = ({ memory: known, text }) =>
    [...known.flatMap(({ parts }) => parts?.map((part) => part.text)), text].join(' | ');
  await all.session.ask('the word is plum', 1, turn(), never);
  memory.said = [{ asked: 'the word is plum', answered: 'noted' }];
  const ask = async (text: string, number: number) => {
    const answer = turn();
    assert.deepEqual(await all.session.ask(text, number, answer, never), complete);
    return answer.text;
  };
  const instructionOf = async (index: number) =>
    JSON.stringify((await all.live.connection(index)).setup.systemInstruction);
  return { ...all, memory, ask, instructionOf };
};

test('a changed setup takes effect with the next turn, which knows what was said, and stays', async (t) => {
  const { live, memory, change, ask, instructionOf } = await stage(t);
  change({ instruction: 'Be friendly.' });
  assert.match(await ask('which?', 2), /plum.*noted.*which\?/);
  assert.equal((await live.connection(0).then(({ ended }) => ended)).code, 1000);
  assert.match(await instructionOf(1), /Be friendly/);
  assert.deepEqual((await live.connection(1)).setup.sessionResumption, {});
  memory.said.push({ asked: 'which?', answered: 'plum' });
  await ask('sure?', 3);
  assert.equal(live.dials, 2);
  assert.deepEqual(live.unexpected, []);
});

test('another object that says the same is the same setup', async (t) => {
  const { live, change, ask } = await stage(t);
  change({ instruction: 'Be brief.' });
  await ask('which?', 2);
  assert.equal(live.dials, 1);
});

test('another model is talked to in its own way', async (t) => {
  const { live, change, ask } = await stage(t, { model: 'gemini-3.1-flash-live-preview' });
  change({ model: 'gemini-3.8-live' });
  assert.match(await ask('which?', 2), /plum.*noted.*which\?/);
  const [first, second] = [await live.connection(0), await live.connection(1)];
  assert.ok(first.frames.some(({ realtimeInput }) => realtimeInput?.text === 'the word is plum'));
  assert.ok(second.frames.some(({ clientContent }) => clientContent?.turnComplete === true));
  assert.ok(second.frames.every(({ realtimeInput }) => realtimeInput === undefined));
  assert.deepEqual(live.unexpected, []);
});

test('an answer under way when the setup changes is whole, and on its own connection', async (t) => {
  const { live, session, change, ask } = await stage(t);
  const gate = Promise.withResolvers<void>();
  live.script = () => [say('one'), hold(gate.promise), say(' two')];
  const answer = turn();
  const answering = session.ask('count', 2, answer, never);
  for await (const piece of answer.follow()) if (piece.is === 'text') break;
  change({ instruction: 'Be friendly.' });
  gate.resolve();
  assert.deepEqual(await answering, complete);
  assert.deepEqual([answer.text, live.dials], ['one two', 1]);
  live.script = () => 'three';
  assert.equal(await ask('go on', 3), 'three');
  assert.equal(live.dials, 2);
});

test('a connection that breaks while somebody speaks is replaced by one with the setup of that time', async (t) => {
  const { live, session, change, instructionOf } = await stage(t);
  live.script = ({ audio }) => `${audio.length} bytes`;
  const speech = makeSpeech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 2, answer, never);
  speech.write(makeLoudPcm(100));
  const first = await live.connection(0);
  await first.heard.input(({ is }) => is === 'audio');
  change({ instruction: 'Be friendly.' });
  first.drop();
  speech.write(makeLoudPcm(60));
  speech.end();
  assert.deepEqual(await answered, complete);
  assert.match(await instructionOf(1), /Be friendly/);
  assert.equal(answer.text, `${makeLoudPcm(160).length} bytes`);
  assert.deepEqual(live.unexpected, []);
});

test('a speaker whom the instruction names is no other setup', async (t) => {
  const { live, session } = await stage(t);
  live.script = () => 'heard';
  for (const [number, name] of [
    [2, 'Ada'],
    [3, 'Bob'],
  ] as const) {
    const speech = makeSpeech();
    speech.write(makeLoudPcm(100));
    speech.end();
    assert.deepEqual(await session.hear(speech, `[${name}] says aloud:`, number, turn(), never), complete);
  }
  assert.equal(live.dials, 1);
});

test('a setup that cannot be told fails its turn and dials nothing, and the next turn works', async (t) => {
  const { live, session, change, ask } = await stage(t);
  const fault = new Error('the settings cannot be read');
  change(fault);
  await assert.rejects(session.ask('which?', 2, turn(), never), fault);
  assert.equal(live.dials, 1);
  change({});
  assert.match(await ask('which?', 2), /which\?/);
  assert.equal(live.dials, 1);
});

test('who does not want to wait for a slow setup does not have to', async (t) => {
  const { open, memory } = await sessionStage(t);
  const stop = new AbortController();
  const enough = new Error('enough');
  const slow = open(memory, () => new Promise(() => {}));
  const asked = slow.ask('hello', 1, turn(), stop.signal);
  stop.abort(enough);
  await assert.rejects(asked, enough);
});

test('a changed setup counts as no broken connection, and its handle is not lost while nothing replaces it', async (t) => {
  const clock = new VirtualClock();
  const { live, session, memory, change } = await sessionStage(t, { clock });
  // More changes than reconnections are allowed in a minute, with no time between them.
  for (let number = 1; number <= 8; number++) {
    const saved = memory.saved;
    change({ instruction: `Be brief, and say ${number}.` });
    assert.deepEqual(await clock.until(session.ask('hello', number, turn(), never)), complete);
    await clock.until(saved);
  }
  assert.equal(live.dials, 8);
  change({ instruction: 'Be brief, and say 8.' });
  await session.close();
  await clock.until(session.ask('hello', 9, turn(), never));
  assert.ok((await live.connection(8)).setup.sessionResumption?.handle);
});
