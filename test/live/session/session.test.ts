import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { GeminiUnreachable } from '../../../src/live/connection/connect-patience.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import type { StoredHandle } from '../../../src/live/session/resumption-handle.ts';
import {
  close,
  drop,
  frame,
  generationComplete,
  hold,
  say,
  sayThought,
  stall,
  stayQuiet,
  turnComplete,
} from '../../../world/live/steps.ts';
import { codeIn, retryIn } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { never, notes, stage, turn } from '../stage.ts';

const complete = { is: 'complete' };

test('a question is answered, word by word and with sound', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => 'Hello Ada, how are you?' } });
  const answer = turn();
  assert.deepEqual(await session.ask('[Ada] hello', 1, answer, never), complete);
  assert.equal(answer.text, 'Hello Ada, how are you?');
  assert.ok(answer.audioBytes.came > 0);
  assert.deepEqual(live.unexpected, []);
});

test('resumption, compression, transcripts and our own activity are asked for from the first connect', async (t) => {
  const { live, session } = await stage(t);
  await session.ask('hello', 1, turn(), never);
  const { setup } = await live.connection(0);
  assert.deepEqual(setup, {
    model: 'models/gemini-3.8-live',
    generationConfig: { responseModalities: ['AUDIO'] },
    systemInstruction: { role: 'user', parts: [{ text: 'Be brief.' }] },
    sessionResumption: {},
    contextWindowCompression: { triggerTokens: '32000', slidingWindow: { targetTokens: '16000' } },
    inputAudioTranscription: {},
    outputAudioTranscription: {},
    realtimeInputConfig: {
      automaticActivityDetection: { disabled: true },
      activityHandling: 'START_OF_ACTIVITY_INTERRUPTS',
      turnCoverage: 'TURN_INCLUDES_ONLY_ACTIVITY',
    },
  });
});

test('the newest handle is kept with its model, time, setup and reach', async (t) => {
  const clock = new VirtualClock();
  const { session, memory } = await stage(t, { clock });
  const saved = memory.saved;
  await session.ask('hello', 7, turn(), never);
  const kept = await saved;
  assert.equal(kept.model, 'gemini-3.8-live');
  assert.equal(kept.at, clock.wall());
  assert.equal(kept.turns, 7);
  assert.match(kept.setup, /^[\w-]{16}$/);
});

/** A first session that has heard the code word and was closed. */
const beforehand = async (...args: Parameters<typeof stage>) => {
  const all = await stage(...args);
  all.live.script = ({ memory, text }) =>
    [...memory.flatMap(({ parts }) => parts?.map((part) => part.text)), text].join(' | ');
  await all.session.ask('the word is plum', 1, turn(), never);
  await all.session.close();
  return all;
};

test('a session is continued by its handle, and told nothing that it knows', async (t) => {
  const memory = notes();
  const { live, open } = await beforehand(t, { memory });
  memory.said = [{ asked: 'the word is plum', answered: 'ok' }];
  const answer = turn();
  await open().ask('which?', 2, answer, never);
  assert.match(answer.text, /the word is plum.*which\?/);
  assert.ok((await live.connection(1)).setup.sessionResumption?.handle);
  assert.equal((await live.connection(1)).frames.length, 2);
});

test('a resumed session is told what its handle has missed', async (t) => {
  const memory = notes();
  const { live, open } = await beforehand(t, { memory });
  memory.said = [
    { asked: 'the word is plum', answered: 'ok' },
    { asked: 'and the colour is red', answered: 'fine' },
  ];
  const answer = turn();
  await open().ask('which?', 3, answer, never);
  assert.match(answer.text, /plum.*colour is red.*fine.*which\?/);
  const [, told, asked] = (await live.connection(1)).frames;
  assert.equal(told?.clientContent?.turnComplete, false);
  assert.equal(told?.clientContent?.turns?.length, 2);
  assert.equal(asked?.clientContent?.turnComplete, true);
  assert.deepEqual(live.unexpected, []);
});

test('a refused handle means a fresh session that is told the transcript', async (t) => {
  const memory = notes();
  const { live, open } = await beforehand(t, { memory });
  memory.said = [{ asked: 'the word is plum', answered: 'noted' }];
  live.forget();
  const answer = turn();
  assert.deepEqual(await open().ask('which?', 2, answer, never), complete);
  assert.match(answer.text, /plum.*noted.*which\?/);
  assert.equal((await live.connection(2)).setup.sessionResumption?.handle, undefined);
});

test('a handle that is refused only after the setup means a fresh session too', async (t) => {
  const memory = notes();
  const { live, open } = await beforehand(t, { memory });
  memory.said = [{ asked: 'the word is plum', answered: 'noted' }];
  live.next({ afterSetup: (connection) => connection.close(1008, 'BidiGenerateContent session not found') });
  const answer = turn();
  await open().ask('which?', 2, answer, never);
  assert.match(answer.text, /plum.*noted.*which\?/);
});

test('a handle that hangs each setup does not keep a conversation away that is asked again and again', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock });
  await clock.until(session.ask('hello', 1, turn(), never));
  await clock.until(session.close());
  const hung = { handle: 'silent' } as const;
  const ask = () => clock.until(session.ask('still there?', 2, turn(), never));
  // The dial that would show whether it's the handle fails as well, and after that people wait for one dial only.
  live.next(hung, { setup: 'silent' });
  await assert.rejects(ask(), GeminiUnreachable);
  live.next(hung, hung, hung);
  await assert.rejects(ask(), GeminiUnreachable);
  assert.deepEqual(await ask(), { is: 'complete' });
  assert.equal(live.connections.at(-1)?.setup.sessionResumption?.handle, undefined);
});

test('a handle under which the setup is never answered is left out of the next dial', async (t) => {
  const memory = notes();
  const clock = new VirtualClock();
  const { live, open } = await beforehand(t, { memory, clock });
  memory.said = [{ asked: 'the word is plum', answered: 'noted' }];
  live.next({ handle: 'silent' }, { handle: 'silent' }, { handle: 'silent' });
  const answer = turn();
  const began = clock.now();
  await clock.until(open().ask('which?', 2, answer, never));
  assert.match(answer.text, /plum.*noted.*which\?/);
  assert.ok(clock.now() - began < 12_000, `${clock.now() - began} ms`);
  assert.equal((await live.connection(2)).setup.sessionResumption?.handle, undefined);
});

test('a handle is kept when the setup is not answered without it either', async (t) => {
  const memory = notes();
  const clock = new VirtualClock();
  const { live, open } = await beforehand(t, { memory, clock });
  memory.said = [{ asked: 'the word is plum', answered: 'noted' }];
  const { kept } = memory;
  live.next({ setup: 'silent' }, { setup: 'silent' });
  const session = open();
  await assert.rejects(clock.until(session.ask('which?', 2, turn(), never)), { message: 'gemini.busy' });
  assert.equal(memory.kept, kept);
  await clock.until(session.ask('and now?', 2, turn(), never));
  assert.equal((await live.connection(3)).setup.sessionResumption?.handle, kept?.handle);
});

for (const [name, change] of Object.entries({
  'an old handle': (kept: StoredHandle) => ({ ...kept, at: kept.at - 111 * 60_000 }),
  'a handle of another model': (kept: StoredHandle) => ({ ...kept, model: 'gemini-3.1-flash-live-preview' }),
  'a handle of another setup': (kept: StoredHandle) => ({ ...kept, setup: 'x' }),
}))
  test(`${name} is not even tried`, async (t) => {
    const memory = notes();
    const { live, open } = await beforehand(t, { memory });
    memory.kept = memory.kept && change(memory.kept);
    await open().ask('which?', 2, turn(), never);
    assert.equal(live.dials, 2);
    assert.equal((await live.connection(1)).setup.sessionResumption?.handle, undefined);
  });

test('a close for quota is a clear sentence, and nobody asks again before it makes sense', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock });
  live.next({ setup: { close: [1011, 'You exceeded your current quota, please check'] } });
  const refused = (error: unknown) => {
    assert.ok(error instanceof UserError);
    assert.equal(codeIn(error), 'gemini.quota');
    const wait = (retryIn(error) ?? 0) - clock.wall();
    assert.ok(wait > 0 && wait <= 72_000, `${wait}`);
    return true;
  };
  await assert.rejects(session.ask('hello', 1, turn(), never), refused);
  await assert.rejects(session.ask('again', 1, turn(), never), refused);
  assert.equal(live.dials, 1);
  await clock.advance(72_000);
  assert.deepEqual(await clock.until(session.ask('again', 1, turn(), never)), complete);
});

test('a connection that breaks before the first word is replaced, and the question is asked again', async (t) => {
  let turns = 0;
  const { session, live } = await stage(t, { live: { model: () => (turns++ === 0 ? [drop] : 'here I am') } });
  const answer = turn();
  assert.deepEqual(await session.ask('hello', 1, answer, never), complete);
  assert.equal(answer.text, 'here I am');
  assert.equal(live.connections.length, 2);
});

test('it is replaced once, not for ever', async (t) => {
  const { session, live } = await stage(t, { live: { model: () => [close(1011, 'Internal error encountered.')] } });
  await assert.rejects(session.ask('hello', 1, turn(), never), UserError);
  assert.equal(live.connections.length, 2);
});

test('a connection that breaks in mid answer leaves what came, and says so', async (t) => {
  const { session } = await stage(t, {
    live: { model: () => [say('half an'), close(1011, 'Internal error encountered.')] },
  });
  const answer = turn();
  await assert.rejects(session.ask('hello', 1, answer, never), { message: 'gemini.broken' });
  assert.equal(answer.text, 'half an');
});

test('an idle connection closes, and the next question resumes', async (t) => {
  const clock = new VirtualClock();
  const { live, session, memory } = await stage(t, { clock, idle: 120_000 });
  const saved = memory.saved;
  await session.ask('one', 1, turn(), never);
  await saved;
  assert.equal(session.connected, true);
  await clock.advance(119_000);
  assert.equal((await live.connection(0)).open, true);
  await clock.advance(1_000);
  await (await live.connection(0)).ended;
  await session.close();
  assert.equal(session.connected, false);
  await session.ask('two', 2, turn(), never);
  assert.ok((await live.connection(1)).setup.sessionResumption?.handle);
});

test('a handle is as old as it is, whatever becomes of the wall clock', async (t) => {
  const clock = new VirtualClock();
  const { live, session, memory } = await stage(t, { clock, idle: 1_000 });
  const handleOf = async (dial: number) => (await live.connection(dial)).setup.sessionResumption?.handle;
  const rest = async (ms: number) => {
    await clock.advance(1_000);
    await (await live.connection(live.connections.length - 1)).ended;
    await clock.advance(ms);
  };
  const ask = async (number: number) => {
    const { saved } = memory;
    await session.ask('hello', number, turn(), never);
    await saved;
  };
  await ask(1);
  await rest(0);
  clock.set(10 * 3_600_000);
  await ask(2);
  assert.ok(await handleOf(1));
  clock.set(-20 * 3_600_000);
  await rest(111 * 60_000);
  await ask(3);
  assert.equal(await handleOf(2), undefined);
});

test('a question starts the idle time anew', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, idle: 120_000 });
  await session.ask('one', 1, turn(), never);
  await clock.advance(100_000);
  await session.ask('two', 2, turn(), never);
  await clock.advance(100_000);
  assert.equal(session.connected, true);
  assert.equal(live.connections.length, 1);
});

test('closing waits for the handle of the last turn', async (t) => {
  const clock = new VirtualClock();
  const { live, session, memory } = await stage(t, { clock });
  live.handleDelay = 1_500;
  await session.ask('one', 1, turn(), never);
  assert.equal(await memory.load(), undefined);
  const closed = session.close();
  await clock.advance(1_500);
  await closed;
  assert.equal((await memory.load())?.turns, 1);
});

test('closing does not wait for ever for a handle', async (t) => {
  const clock = new VirtualClock();
  const { live, session, memory } = await stage(t, { clock });
  live.handleDelay = 60_000;
  await session.ask('one', 1, turn(), never);
  const closed = session.close();
  await clock.advance(2_000);
  await closed;
  assert.equal(await memory.load(), undefined);
});

test('a connection that Google wants to close is left at the end of the answer', async (t) => {
  const { live, session } = await stage(t, {
    live: { model: () => [say('one'), frame({ goAway: { timeLeft: '50s' } }), say(' two')] },
  });
  const answer = turn();
  await session.ask('count', 1, answer, never);
  assert.equal(answer.text, 'one two');
  assert.equal((await (await live.connection(0)).ended).code, 1000);
});

test('an idle connection that Google wants to close is left at once', async (t) => {
  const { live, session } = await stage(t);
  await session.ask('one', 1, turn(), never);
  const connection = await live.connection(0);
  connection.goAway('50s');
  assert.equal((await connection.ended).code, 1000);
  const answer = turn();
  await session.ask('two', 2, answer, never);
  assert.equal(answer.text, 'All right.');
});

test('no more connections are open than allowed; the longest idle one gives way', async (t) => {
  const pool = new ConnectionPool(2);
  const { live, open } = await stage(t, { pool });
  const sessions = Array.from({ length: 5 }, () => open(notes()));
  for (const session of sessions) await session.ask('hello', 1, turn(), never);
  assert.equal(live.connections.filter(({ open: still }) => still).length, 2);
  assert.deepEqual(
    sessions.map(({ connected }) => connected),
    [false, false, false, true, true],
  );
});

test('an answer that is given up cuts the connection, and the next one gets a clean one', async (t) => {
  let turns = 0;
  const { live, session } = await stage(t, {
    live: { model: () => (turns++ === 0 ? [say('once upon'), stall] : 'clean') },
  });
  const stop = new AbortController();
  const answer = turn();
  const asked = session.ask('a story', 1, answer, stop.signal);
  for await (const _ of answer.follow()) break;
  stop.abort(new Error('too slow'));
  await assert.rejects(asked, /too slow/);
  const next = turn();
  await session.ask('again', 1, next, never);
  assert.equal(next.text, 'clean');
  assert.equal(live.connections.length, 2);
});

test('thoughts are not part of the answer', async (t) => {
  const { session } = await stage(t, { live: { model: () => [sayThought('let me think'), say('42')] } });
  const answer = turn();
  await session.ask('?', 1, answer, never);
  assert.equal(answer.text, '42');
});

test('an answer ends soon after generationComplete, although turnComplete waits for the playback', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock });
  live.playback = true;
  live.script = () => 'a rather long answer that takes its time to be played';
  const answer = turn();
  const asked = session.ask('hello', 1, answer, never);
  for await (const { is } of answer.follow()) if (is === 'text' && answer.text.endsWith('played')) break;
  await new Promise(setImmediate);
  await clock.advance(600);
  assert.deepEqual(await asked, complete);
});

test('a question that comes while the last turn is still owed its end gets its own answer, whole', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock });
  live.playback = true;
  live.script = ({ text }) => `you said ${text}, and this is a sentence that takes a while to be played`;
  const ask = async (text: string, number: number) => {
    const answer = turn();
    const asked = session.ask(text, number, answer, never);
    for await (const _ of answer.follow()) if (answer.text.endsWith('played')) break;
    await new Promise(setImmediate);
    await clock.advance(600);
    assert.deepEqual(await asked, complete);
    assert.match(answer.text, new RegExp(`^you said ${text},.*played$`));
  };
  await ask('one', 1);
  await ask('two', 2);
  assert.deepEqual(live.unexpected, []);
});

test('words that trail behind generationComplete are still part of the answer', async (t) => {
  const { session } = await stage(t, {
    live: { model: () => [say('one'), generationComplete, stayQuiet(20), say(' two'), turnComplete()] },
  });
  const answer = turn();
  await session.ask('count', 1, answer, never);
  assert.equal(answer.text, 'one two');
});

test('extended thinking is over only when the model is idle', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { session } = await stage(t, {
    model: 'gemini-3.8-live-extended-thinking',
    live: {
      model: () => [
        say('a first'),
        frame({ serverContent: { turnComplete: true, interactionStatus: 'IN_PROGRESS' } }),
        hold(gate.promise),
        say(' and a second'),
        frame({ serverContent: { turnComplete: true, interactionStatus: 'IDLE' } }),
      ],
    },
  });
  const answer = turn();
  const asked = session.ask('think', 1, answer, never);
  for await (const _ of answer.follow()) break;
  gate.resolve();
  assert.deepEqual(await asked, { is: 'complete', abrupt: true });
  assert.equal(answer.text, 'a first and a second');
});

test('the model 3.1 gets its history announced and its questions as realtime text', async (t) => {
  const memory = notes([{ asked: 'the word is plum', answered: 'noted' }]);
  const { live, session } = await stage(t, {
    model: 'gemini-3.1-flash-live-preview',
    memory,
    live: {
      model: ({ memory: known, text }) =>
        `${known.flatMap(({ parts }) => parts?.map((part) => part.text)).join(' ')} ${text}`,
    },
  });
  const answer = turn();
  await session.ask('which?', 2, answer, never);
  assert.match(answer.text, /plum noted which\?/);
  const { setup, frames } = await live.connection(0);
  assert.deepEqual(setup.historyConfig, { initialHistoryInClientContent: true });
  assert.deepEqual(frames[2], { realtimeInput: { text: 'which?' } });
  assert.deepEqual(live.unexpected, []);
});

test('the model 3.1 cannot be told what a handle has missed, so it starts afresh', async (t) => {
  const memory = notes();
  const { live, open } = await beforehand(t, { model: 'gemini-3.1-flash-live-preview', memory });
  memory.said = [
    { asked: 'the word is plum', answered: 'noted' },
    { asked: 'and the colour is red', answered: 'fine' },
  ];
  const answer = turn();
  await open().ask('which?', 3, answer, never);
  assert.match(answer.text, /plum.*noted.*red.*fine.*which\?/);
  assert.equal((await live.connection(1)).setup.sessionResumption?.handle, undefined);
});

test('a handle that comes in mid answer reaches only to the turn before', async (t) => {
  const memory = notes();
  const early = frame({ sessionResumptionUpdate: { newHandle: 'early', resumable: true } });
  const { session } = await stage(t, { memory, live: { model: () => [say('half'), early, drop] } });
  await assert.rejects(session.ask('hello', 5, turn(), never), UserError);
  assert.deepEqual([memory.kept?.handle, memory.kept?.turns], ['early', 4]);
});

test('a handle that comes right after resuming covers what the old one did', async (t) => {
  const memory = notes();
  const { live, open } = await beforehand(t, { memory });
  memory.said = [{ asked: 'the word is plum', answered: 'ok' }];
  const update = { sessionResumptionUpdate: { newHandle: 'renewed', resumable: true } };
  live.next({ before: [update] });
  live.script = () => [close(1011, 'You exceeded your current quota, please check')];
  await assert.rejects(open().ask('which?', 2, turn(), never), UserError);
  assert.deepEqual([memory.kept?.handle, memory.kept?.turns], ['renewed', 1]);
});

test('a question that comes while the connection is being left waits for the next one', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, idle: 1_000 });
  live.handleDelay = 1_500;
  await session.ask('one', 1, turn(), never);
  await clock.advance(1_000);
  // The next connection breaks once. The question wouldn't survive that if it had been sent on the old one as well.
  live.next({ afterSetup: (connection) => connection.drop() });
  const answer = turn();
  const asked = session.ask('two', 2, answer, never);
  await clock.advance(500);
  await (await live.connection(1)).ended;
  assert.deepEqual(await clock.until(asked), complete);
  assert.equal(answer.text, 'All right.');
  assert.equal(live.dials, 3);
});

test('usage is counted, also where it comes with the end', async (t) => {
  const { session } = await stage(t, { live: { model: () => 'one two three' } });
  const answer = turn();
  await session.ask('count', 1, answer, never);
  assert.ok((answer.usage?.total ?? 0) > 0);
});

test('an answer that Google says was interrupted, and nobody has, is broken, and does not end the next one', async (t) => {
  let turns = 0;
  const interrupted = frame({ serverContent: { interrupted: true } });
  const { session } = await stage(t, {
    live: { model: () => (turns++ === 0 ? [say('one'), interrupted, stall] : 'a new one') },
  });
  await assert.rejects(session.ask('count', 1, turn(), never), { message: 'gemini.broken' });
  const next = turn();
  assert.deepEqual(await session.ask('count', 2, next, never), complete);
  assert.equal(next.text, 'a new one');
});

test('Google’s reason for an end is passed on', async (t) => {
  const { session } = await stage(t, {
    live: { model: () => [turnComplete({ turnCompleteReason: 'PROHIBITED_INPUT_CONTENT' })] },
  });
  assert.deepEqual(await session.ask('?', 1, turn(), never), { is: 'complete', reason: 'PROHIBITED_INPUT_CONTENT' });
});
