import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { toWav } from '../../src/audio/wave-file.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { Event } from '../../src/base/events.ts';
import type { Expense } from '../../src/base/expense.ts';
import type { ReadFiles } from '../../src/conversation/turns/question.ts';
import type { TypedPlan } from '../../src/conversation/typed-session.ts';
import type { ReadFile } from '../../src/media/bridge/read-file.ts';
import type { Text } from '../../src/text/text.ts';
import { makeLoudPcm } from '../../world/live/caller.ts';
import { say, sayHeard } from '../../world/live/steps.ts';
import { words } from '../../world/live/wire.ts';
import { RED } from '../live/sample-pictures.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { speak } from './acts.ts';
import { ada, recall, stage } from './stage.ts';

const TEXT = { model: 'gemini-3.8-flash', instruction: 'Be brief.', tools: [], thinking: 'low' as const };

const open = async (t: TestContext, when: 'always' | 'when-live-fails' = 'always', clock?: Clock) => {
  const expenses: Expense[] = [];
  const events: Event[] = [];
  let plan: TypedPlan = { when, text: TEXT };
  const all = await stage(t, {
    model: recall,
    ...(clock && { clock }),
    texts: async () => plan,
    spend: (expense) => void expenses.push(expense),
    observe: (event) => void events.push(event),
  });
  all.live.writing = ({ contents }) => contents.map((content) => words([content])).join(' | ');
  const ask = async (text: string) => {
    const turn = all.conversations.ask(at('c'), { person: ada, text });
    await turn.ended;
    return turn;
  };
  const change = (next: TypedPlan) => {
    plan = next;
  };
  return { ...all, ask, expenses, events, change, changeSetup: all.change };
};

test('what an answer costs is told with the kind of model that gave it', async (t) => {
  const { ask, live, expenses, events, change } = await open(t);
  await ask('one');
  assert.ok(
    expenses.length > 0 &&
      expenses.every(({ by, model, kinds }) => by === 'text' && model === TEXT.model && kinds.textIn >= 0),
  );
  live.texting.push('reset', 'reset');
  expenses.length = 0;
  await ask('two');
  assert.ok(expenses.length > 0 && expenses.every(({ by }) => by === 'live'));
  change('off');
  await ask('three');
  // The turn is told of right after its end.
  await new Promise(setImmediate);
  const turns = events.flatMap((event) => (event.is === 'turn' ? event.by : []));
  assert.deepEqual(turns, ['text', 'live', 'live']);
});

test('a plan that changes takes effect with the next question, and nobody forgets anything', async (t) => {
  const { ask, change, live } = await open(t);
  await ask('one');
  change('off');
  assert.match((await ask('two')).text, /one.*\[Ada\] two$/);
  change({ when: 'always', text: TEXT });
  assert.match((await ask('three')).text, /one.*two.*\[Ada\] three$/);
  change('off');
  assert.match((await ask('four')).text, /one.*two.*three.*\[Ada\] four$/);
  assert.equal(live.connections.length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('what is said aloud is Live’s, and knows what was typed', async (t) => {
  const { ask, conversations, live } = await open(t);
  live.script = ({ memory }) => [sayHeard('hello'), say(memory.map((content) => words([content])).join(' / '))];
  await ask('the word is plum');
  const { turn } = speak(conversations.hear(at('c'), ada), makeLoudPcm(200));
  await turn.ended;
  assert.match(turn.text, /the word is plum/);
  assert.equal(live.texts.asked.length, 1);
});

test('a session that resumes is told what the text model answered while it rested', async (t) => {
  const { ask, change, conversations, open: start, live } = await open(t);
  change('off');
  await ask('one');
  await conversations.close(AbortSignal.abort());
  change({ when: 'always', text: TEXT });
  const other = start();
  const typed = other.ask(at('c'), { person: ada, text: 'two' });
  await typed.ended;
  change('off');
  const again = other.ask(at('c'), { person: ada, text: 'three' });
  await again.ended;
  assert.match(again.text, /one.*two.*three$/);
  assert.ok(live.connections.at(-1)?.setup.sessionResumption?.handle);
  assert.deepEqual(live.unexpected, []);
});

/** A recording of so many seconds, in which each second is another. */
const record = (seconds: number, name = 'memo.ogg', isVoice = false): ReadFile => {
  const pcm = Buffer.alloc(
    seconds * 32_000,
    Uint8Array.from({ length: 251 }, (_, at) => at),
  );
  return { name, of: 'question', bytes: 12_345, isVoice, is: 'sound', pcm, ms: seconds * 1_000, isCut: false };
};
const NOTE = record(2, 'voice-message.ogg', true);
const NOTE_LEAD = '[Ada] sent a voice message of 2 s\n[with it: file 1, a voice message, 2 s; you hear it now]';
const pcmOf = (file: ReadFile): Buffer => (file.is === 'sound' ? file.pcm : assert.fail());

const bring =
  (files: ReadFile[], remarks: Text[] = []): ReadFiles =>
  async () => ({ files, remarks, release() {} });

test('a voice message is put to the text model as WAV after its lead, and Live knows later that it came', async (t) => {
  const { conversations, live, archive, change, ask } = await open(t);
  live.writing = ({ media }) => `I heard ${media.map(({ mimeType }) => mimeType)}.`;
  const turn = conversations.ask(at('c'), { person: ada, text: '', readFiles: bring([NOTE]) });
  assert.deepEqual(await turn.ended, { is: 'complete' });
  assert.equal(turn.text, 'I heard audio/wav.');
  const { text, media } = await live.texts.question(0);
  assert.equal(text, NOTE_LEAD);
  assert.ok(media[0]?.bytes.equals(toWav(pcmOf(NOTE), 16_000)));
  assert.deepEqual(turn.remarks.all, []);
  assert.equal(live.connections.length, 0);
  await turn.number.settled;
  const { asked, files } = (await archive.turns.get('c:1')) ?? {};
  assert.equal(asked, '');
  assert.deepEqual(files, [{ name: 'voice-message.ogg', is: 'voice', size: '2 s', of: 'question' }]);
  change('off');
  assert.match(
    (await ask('and?')).text,
    /^\[Ada\] sent a voice message of 2 s\n.*you no longer have\].*I heard audio\/wav/s,
  );
  assert.deepEqual(live.unexpected, []);
});

test('a recording stands after the words and the pictures of its question', async (t) => {
  const { conversations, live } = await open(t);
  const cat: ReadFile = { ...NOTE, name: 'cat.jpg', isVoice: false, is: 'picture', jpeg: RED, width: 8, height: 8 };
  const turn = conversations.ask(at('c'), { person: ada, text: 'whose?', readFiles: bring([record(1), cat]) });
  await turn.ended;
  const { media } = await live.texts.question(0);
  assert.deepEqual(
    media.map(({ mimeType }) => mimeType),
    ['image/jpeg', 'audio/wav'],
  );
});

test('the text model hears five minutes at most, and people read of which recording it heard only a part', async (t) => {
  const { conversations, live } = await open(t);
  live.writing = () => 'Heard.';
  const remarks: Text[] = [
    { code: 'media.broken', name: 'c.pdf' },
    { code: 'media.sound-cut', name: 'b.ogg', minutes: 2 },
  ];
  const readFiles = bring([record(240, 'a.ogg'), record(120, 'b.ogg'), record(60, 'd.ogg')], remarks);
  const turn = conversations.ask(at('c'), { person: ada, text: 'sum it up', readFiles });
  assert.deepEqual(await turn.ended, { is: 'complete' });
  const { text, media } = await live.texts.question(0);
  assert.deepEqual(
    media.map(({ bytes }) => (bytes.length - 44) / 32_000),
    [240, 60],
  );
  assert.match(text, /\n\[with it: you hear only the first 300 s of what was recorded\]$/);
  assert.deepEqual(turn.remarks.all, [
    { code: 'media.broken', name: 'c.pdf' },
    { code: 'media.sound-cut', name: 'b.ogg', minutes: 1 },
    { code: 'media.sound-full', name: 'd.ogg', minutes: 5 },
  ]);
  assert.deepEqual(live.unexpected, []);
});

test('if the text model fails, Live hears all of a recording, and nobody reads of a part', async (t) => {
  const clock = new VirtualClock();
  const { conversations, live } = await open(t, 'always', clock);
  live.script = ({ audio }) => [sayHeard('much'), say(`${audio.length / 32_000} s`)];
  live.texting.push('reset', 'reset');
  const turn = conversations.ask(at('c'), { person: ada, text: 'sum it up', readFiles: bring([record(330)]) });
  assert.deepEqual(await clock.until(turn.ended), { is: 'complete' });
  assert.equal(turn.text, '330 s');
  assert.deepEqual(turn.remarks.all, []);
});

test('where the text model is a spare, it hears a voice message once Live can’t be reached', async (t) => {
  const clock = new VirtualClock();
  const { conversations, live } = await open(t, 'when-live-fails', clock);
  live.script = () => [sayHeard('hello'), say('Live heard it.')];
  const send = async () => {
    const turn = conversations.ask(at('c'), { person: ada, text: '', readFiles: bring([NOTE]) });
    assert.deepEqual(await clock.until(turn.ended), { is: 'complete' });
    return turn;
  };
  assert.equal((await send()).text, 'Live heard it.');
  live.connections[0]?.drop();
  live.next(...Array.from({ length: 60 }, () => ({ upgrade: 503 })));
  live.writing = ({ text, media }) => `${text} ${media[0]?.mimeType}`;
  assert.equal((await send()).text, `${NOTE_LEAD} audio/wav`);
  // Live is asked for nothing for a minute.
  const dials = live.dials;
  assert.equal((await send()).text, `${NOTE_LEAD} audio/wav`);
  assert.equal(live.dials, dials);
});

test('what Live would not have been given is not missing from the text model’s answer', async (t) => {
  const clock = new VirtualClock();
  const { conversations, live, changeSetup } = await open(t, 'when-live-fails', clock);
  // This model takes no content before speech, so it would be asked without the recording.
  changeSetup({ model: 'gemini-3.1-flash-live-preview' });
  live.next(...Array.from({ length: 60 }, () => ({ upgrade: 503 })));
  const turn = conversations.ask(at('c'), { person: ada, text: '', readFiles: bring([NOTE]) });
  assert.deepEqual(await clock.until(turn.ended), { is: 'complete' });
  assert.deepEqual([turn.source.by, ...turn.source.leftOut], ['text']);
});

test('who wants to hear the answer to a recording gets Live’s', async (t) => {
  const { conversations, live } = await open(t);
  live.script = () => [sayHeard('hello'), say('Aloud.')];
  const turn = conversations.ask(at('c'), { person: ada, text: '', voice: 'wav', readFiles: bring([NOTE]) });
  await turn.ended;
  assert.equal(turn.text, 'Aloud.');
  assert.equal(live.texts.asked.length, 0);
});
