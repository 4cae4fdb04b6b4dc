import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countInterpretedHour } from '../../../src/budget/interpreting-cost.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { TRANSLATE_MODEL } from '../../../src/live/protocol/translation.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { silence } from '../../../world/live/model-sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { close, frame, hold, sayHeardIn, say as sayStep, stayQuiet } from '../../../world/live/steps.ts';
import { translateAs } from '../../../world/live/translation-script.ts';
import { openInterpreter } from './interpreter-stage.ts';

const WORDS = 'Guten Abend zusammen.';

/** Everybody says the same, in German. */
const german = translateAs(
  () => ({ text: WORDS, language: 'de' }),
  (text, target) => `[${target}] ${text}`,
);

test('what a person says is understood and translated, in words and sound, once somebody speaks', async (t) => {
  const { clock, live, session, say, pool } = await openInterpreter(t);
  live.translating = german;
  assert.equal(session.connected, false);
  const { speech, note } = say('1');
  assert.equal(session.busy, true);
  assert.deepEqual(await clock.until(speech.ended), { is: 'translated' });
  assert.equal(session.busy, false);
  assert.equal(note.heard, WORDS);
  assert.equal(note.language, 'de');
  assert.equal(note.text, `[ja] ${WORDS}`);
  assert.ok(note.sound > 0);
  const { setup, heard } = await live.connection(0);
  assert.deepEqual(setup, {
    model: `models/${TRANSLATE_MODEL}`,
    generationConfig: {
      responseModalities: ['AUDIO'],
      translationConfig: { targetLanguageCode: 'ja', echoTargetLanguage: false },
    },
    inputAudioTranscription: {},
    outputAudioTranscription: {},
  });
  assert.equal(heard.inputs.at(-1)?.is, 'audioStreamEnd');
  assert.equal(pool.taken, 1);
  assert.deepEqual(live.unexpected, []);
});

test('what it takes is counted once, and is what the sound comes to', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  live.translating = german;
  const { speech, note } = say('1', 4_000);
  await clock.until(speech.ended);
  const [usage] = note.counts;
  assert.equal(note.counts.length, 1);
  const { soundIn, soundOut } = usage?.kinds ?? assert.fail();
  // Four seconds of speech, and the silence after it until the translation was whole.
  assert.ok(soundIn >= 100 && soundIn < 250, `${soundIn}`);
  assert.equal(soundOut, live.bill.of(TRANSLATE_MODEL).soundOut);
  assert.equal(usage?.total, soundIn + soundOut);
  assert.ok(Math.abs(countInterpretedHour(TRANSLATE_MODEL, clock.wall()) - 2.52) < 1e-9);
});

test('nothing is said of who speaks the target already', async (t) => {
  const { clock, live, say } = await openInterpreter(t, { target: 'de' });
  live.translating = german;
  const { speech, note } = say('1');
  const began = clock.now();
  assert.deepEqual(await clock.until(speech.ended), { is: 'nothing' });
  assert.deepEqual([note.heard, note.language, note.text, note.sound], [WORDS, 'de', '', 0]);
  assert.ok(clock.now() - began < 5_000, 'the next person need not wait as long as if something were still to come');
});

test('the model may translate while the person still speaks', async (t) => {
  const { clock, live, hear } = await openInterpreter(t);
  live.translating = async function* ({ said }) {
    yield sayHeardIn('de', 'Guten');
    yield '[ja] Guten';
    await said;
    yield sayHeardIn('de', ' Abend');
    yield ' Abend';
  };
  const { speech, note, reads } = hear('1');
  speech.write(makeLoudPcm(2_000));
  await clock.until(reads('[ja] Guten'));
  assert.equal(speech.speaking, true);
  speech.end();
  assert.deepEqual(await clock.until(speech.ended), { is: 'translated' });
  assert.equal(note.text, '[ja] Guten Abend');
  assert.equal(note.heard, 'Guten Abend');
});

test('the next person’s sound is kept until the translation before is whole, so nobody gets another’s words', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  let spoken = 0;
  live.translating = async function* ({ said }) {
    await said;
    spoken += 1;
    yield sayHeardIn('de', `${spoken}`);
    yield stayQuiet(1_500);
    yield `[ja] ${spoken}`;
    yield stayQuiet(1_500);
    yield ' and more';
  };
  const [first, second, third] = [say('1'), say('2'), say('3')];
  await clock.until(third.speech.ended);
  assert.deepEqual(
    [first, second, third].map(({ note }) => [note.heard, note.text]),
    [1, 2, 3].map((each) => [`${each}`, `[ja] ${each} and more`]),
  );
  assert.equal(live.dials, 1);
  assert.deepEqual(live.unexpected, []);
});

test('the same person goes on at once', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  live.translating = german;
  const [first, second] = [say('1'), say('1')];
  const began = clock.now();
  await clock.until(first.speech.ended);
  assert.ok(clock.now() - began < 2_000);
  assert.deepEqual(await clock.until(second.speech.ended), { is: 'translated' });
  assert.match(second.note.text, /Guten Abend/);
});

test('the same person goes on only once all has come of a connection whose end is announced', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  live.translating = async function* ({ said, connection }) {
    connection.goAway('50s');
    await said;
    yield sayHeardIn('de', 'words');
    yield stayQuiet(1_000);
    yield '[ja] words';
  };
  const [first, second] = [say('1'), say('1')];
  const ends = await clock.until(Promise.all([first.speech.ended, second.speech.ended]));
  assert.deepEqual(ends, [{ is: 'translated' }, { is: 'translated' }]);
  assert.deepEqual([first.note.text, second.note.text], ['[ja] words', '[ja] words']);
  assert.equal(live.dials, 2);
});

test('what is dropped ends at once, and what still comes of it is nobody’s', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  const gate = Promise.withResolvers<void>();
  live.translating = async function* ({ said }) {
    await said;
    yield '[ja] one';
    yield hold(gate.promise);
    yield ' two';
  };
  const first = say('1');
  await clock.until(first.reads('[ja] one'));
  const second = say('2');
  first.speech.drop();
  assert.deepEqual(await first.speech.ended, { is: 'dropped' });
  assert.equal(first.note.counts.length, 1);
  gate.resolve();
  live.translating = german;
  assert.deepEqual(await clock.until(second.speech.ended), { is: 'translated' });
  assert.deepEqual([first.note.text, second.note.text], ['[ja] one', `[ja] ${WORDS}`]);
  assert.equal(live.dials, 2);
});

test('a connection on which nobody speaks is closed, and the next speech dials again', async (t) => {
  const { clock, live, session, say, pool } = await openInterpreter(t, { idle: 30_000 });
  live.translating = german;
  await clock.until(say('1').speech.ended);
  await clock.advance(29_000);
  assert.equal(session.connected, true);
  await clock.advance(1_000);
  assert.equal(session.connected, false);
  assert.equal((await clock.until((await live.connection(0)).ended)).code, 1000);
  assert.equal(pool.taken, 0);
  const { speech } = say('1');
  assert.deepEqual(await clock.until(speech.ended), { is: 'translated' });
  assert.equal(live.dials, 2);
});

test('a connection gives way to who wants to speak, and takes a place back when somebody does', async (t) => {
  const pool = new ConnectionPool(1);
  const { clock, live, session, say } = await openInterpreter(t, { pool });
  live.translating = german;
  await clock.until(say('1').speech.ended);
  const other = { rest() {} };
  await clock.until(pool.take(other, new AbortController().signal));
  assert.equal(session.connected, false);
  const { speech, note } = say('1');
  const end = await clock.until(speech.ended);
  assert.deepEqual(end.is === 'lost' && [end.text.code, end.part], ['gemini.full', false]);
  assert.deepEqual(note.counts, []);
  pool.leave(other);
  assert.deepEqual(await clock.until(say('1').speech.ended), { is: 'translated' });
});

test('if the connection breaks before any of the translation came, it’s said again', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  let times = 0;
  live.translating = async function* ({ said }) {
    const audio = await said;
    times += 1;
    yield sayHeardIn('de', `${audio.length > 30_000 ? 'all' : 'part'} ${times}`);
    if (times === 1) yield close(1011, 'Internal error encountered.');
    yield '[ja] whole';
  };
  const { speech, note } = say('1');
  assert.deepEqual(await clock.until(speech.ended), { is: 'translated' });
  assert.deepEqual([note.heard, note.text, note.withdrawn], ['all 2', '[ja] whole', 1]);
  assert.equal(live.dials, 2);
});

test('if it breaks in the middle of the translation, the rest is lost, and who still speaks is heard anew', async (t) => {
  const { clock, live, hear, say } = await openInterpreter(t);
  live.translating = () => ['[ja] one', close(1011, 'Internal error encountered.')];
  const { speech, note } = hear('1');
  speech.write(makeLoudPcm(1_000));
  const end = await clock.until(speech.ended);
  assert.deepEqual(end.is === 'lost' && [end.text.code, end.part], ['gemini.broken', true]);
  assert.equal(note.text, '[ja] one');
  live.translating = german;
  assert.deepEqual(await clock.until(say('1').speech.ended), { is: 'translated' });
});

test('a connection whose end is announced is left between two utterances', async (t) => {
  const { clock, live, session, say } = await openInterpreter(t);
  live.translating = german;
  const first = say('1');
  await clock.until(live.connection(0));
  (await live.connection(0)).goAway('50s');
  assert.deepEqual(await clock.until(first.speech.ended), { is: 'translated' });
  await clock.advance(0);
  assert.equal(session.connected, false);
  await clock.until(say('2').speech.ended);
  (await live.connection(1)).goAway('50s');
  await clock.until((await live.connection(1)).ended);
  assert.equal(session.connected, false);
  assert.deepEqual(live.unexpected, []);
});

test('a dial that hangs has a deadline, and people read why', async (t) => {
  const { clock, live, say, pool } = await openInterpreter(t);
  live.next({ setup: 'silent' }, { setup: 'silent' }, { setup: 'silent' });
  const { speech } = say('1');
  const began = clock.now();
  const end = await clock.until(speech.ended);
  assert.equal(end.is === 'lost' && end.text.code, 'gemini.busy');
  assert.ok(clock.now() - began <= 18_500);
  assert.equal(pool.taken, 0);
});

test('a key without the model is told, and doesn’t keep conversations from connecting', async (t) => {
  const { clock, say, pace } = await openInterpreter(t, { model: 'gemini-9-live-translate' });
  for (const times of [1, 2]) {
    const end = await clock.until(say('1').speech.ended);
    assert.equal(end.is === 'lost' && end.text.code, 'owner.model', `${times}`);
  }
  assert.equal(pace.refusal, undefined);
  assert.equal(pace.doubted, false);
});

test('an account without money stops everybody, and a quota lets the session rest', async (t) => {
  const { clock, live, say, pace } = await openInterpreter(t);
  live.next({ setup: { close: [1011, 'You exceeded your current quota, please check your plan.'] } });
  const end = await clock.until(say('1').speech.ended);
  assert.equal(end.is === 'lost' && end.text.code, 'gemini.quota');
  const again = await clock.until(say('1').speech.ended);
  assert.equal(again.is === 'lost' && again.text.code, 'gemini.quota');
  assert.equal(live.dials, 1);
  await clock.advance(10 * 60_000);
  live.next({ setup: { close: [1011, 'Your prepayment credits are depleted.'] } });
  const broke = await clock.until(say('1').speech.ended);
  assert.equal(broke.is === 'lost' && broke.text.code, 'owner.credits');
  assert.equal(pace.refusal?.why, 'credits');
});

test('a connection that says nothing any more is replaced', async (t) => {
  const { clock, live, session, say } = await openInterpreter(t);
  live.translating = german;
  live.next({ afterSetup: (connection) => connection.mute() });
  for (const times of [1, 2]) {
    assert.equal(session.connected, times > 1);
    assert.deepEqual(await clock.until(say('1').speech.ended), { is: 'nothing' });
  }
  assert.deepEqual(await clock.until(say('1').speech.ended), { is: 'translated' });
  assert.equal(live.dials, 2);
});

const faults: [what: string, fault: ConnectionFault][] = [
  ['is refused its upgrade', { upgrade: 403 }],
  ['is never answered', { upgrade: 'silent' }],
  ['is reset', { upgrade: 'reset' }],
  ['gets no JSON', { setup: 'garbage' }],
  ['is cut instead of set up', { setup: 'drop' }],
  ['is closed instead of set up', { setup: { close: [1007, 'Request contains an invalid argument.'] } }],
  ['is cut at once', { afterSetup: (connection) => connection.drop() }],
  ['is closed at once', { afterSetup: (connection) => connection.close(1008, 'Operation was aborted.') }],
  ['gets frames that are no messages', { afterSetup: (connection) => connection.sendText('[1]') }],
  ['is announced to end at once', { afterSetup: (connection) => connection.goAway('0s') }],
  ['is announced to end before it began', { before: [{ goAway: { timeLeft: '50s' } }] }],
];

for (const [what, fault] of faults)
  test(`a connection that ${what} costs no more than an utterance`, async (t) => {
    const { clock, live, say, pool, session } = await openInterpreter(t);
    live.translating = german;
    live.next(fault);
    const { speech } = say('1');
    const end = await clock.until(speech.ended);
    assert.ok(end.is === 'translated' || (end.is === 'lost' && !end.part), JSON.stringify(end));
    await clock.advance(2 * 60_000);
    assert.deepEqual([pool.taken, session.busy, session.connected], [0, false, false]);
    assert.deepEqual(await clock.until(say('1').speech.ended), { is: 'translated' });
  });

test('who speaks for longer than can wait loses the oldest of it', async (t) => {
  const { clock, live, hear } = await openInterpreter(t);
  live.next({ setup: 'silent' });
  const { speech } = hear('1');
  for (let second = 0; second < 70; second++) speech.write(makeLoudPcm(1_000));
  assert.equal(speech.lost, 10_000);
  speech.end();
  await clock.until(speech.ended);
});

test('where people talk faster than they are translated, the oldest that waits is lost', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  live.translating = german;
  const all = Array.from({ length: 11 }, (_, index) => say(`${index}`, 500));
  const ends = await clock.until(Promise.all(all.map(({ speech }) => speech.ended)));
  assert.deepEqual(
    ends.map((end) => (end.is === 'lost' ? end.text.code : end.is)),
    ['translated', 'gemini.busy', 'gemini.busy', ...Array(8).fill('translated')],
  );
});

test('silence that the model sends after its words isn’t passed on', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  live.translating = async function* ({ said }) {
    await said;
    yield sayStep('[ja]');
    yield sounds(silence(500));
    yield sayStep(' one');
    yield sounds(silence(9_000), { rate: 1 });
  };
  const { speech, note } = say('1');
  assert.deepEqual(await clock.until(speech.ended), { is: 'translated' });
  // Eight characters of 60 ms, and half a second between the words.
  assert.equal(note.sound, 48 * (8 * 60 + 500));
});

test('control tokens are no words, and a turn that is completed after all ends a translation', async (t) => {
  const { clock, live, say } = await openInterpreter(t);
  live.translating = async function* ({ said }) {
    await said;
    yield '[ja] one<ctr';
    yield 'l46> two';
    yield frame({ serverContent: { turnComplete: true } });
  };
  const { speech, note } = say('1');
  const began = clock.now();
  await clock.until(speech.ended);
  assert.equal(note.text, '[ja] one two');
  assert.ok(clock.now() - began < 2_900);
});

test('a turn that is completed while the person still speaks ends nothing', async (t) => {
  const { clock, live, hear } = await openInterpreter(t);
  live.translating = async function* ({ said }) {
    yield '[ja] one';
    yield frame({ serverContent: { turnComplete: true } });
    await said;
    yield ' two';
  };
  const { speech, note, reads } = hear('1');
  speech.write(makeLoudPcm(2_000));
  await clock.until(reads('[ja] one'));
  await clock.advance(1_000);
  speech.end();
  await clock.until(speech.ended);
  assert.equal(note.text, '[ja] one two');
});

test('closing drops all that is said, and takes nothing more', async (t) => {
  const { clock, live, session, hear, say, pool } = await openInterpreter(t);
  live.translating = german;
  const first = hear('1');
  first.speech.write(makeLoudPcm(1_000));
  const second = say('2');
  await clock.until(live.connection(0));
  const closed = session.close();
  assert.deepEqual(await first.speech.ended, { is: 'dropped' });
  assert.deepEqual(await second.speech.ended, { is: 'dropped' });
  await clock.until(closed);
  assert.deepEqual(await say('3').speech.ended, { is: 'dropped' });
  assert.equal(pool.taken, 0);
  assert.equal(live.dials, 1);
  await session.close();
});
