import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from '../../src/base/place.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { makeLoudPcm } from '../../world/live/caller.ts';
import type { ConnectionFault } from '../../world/live/fault.ts';
import { generationComplete, hold, say, sayHeard, stayQuiet, think, turnComplete } from '../../world/live/steps.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { firstOf, speak } from './acts.ts';
import { ada, bob, recall, stage } from './stage.ts';

test('what is said aloud is answered and recorded under the name of who said it', async (t) => {
  const { conversations, live } = await stage(t, { model: () => [sayHeard('how are you'), say('well, thank you')] });
  const { turn } = speak(conversations.hear(at('c'), ada));
  assert.deepEqual(await turn.ended, { is: 'complete' });
  assert.equal(turn.asked, 'how are you');
  assert.equal((await live.spoken(0)).marker, '[Ada] says aloud:');
  await conversations.close(AbortSignal.abort());
  assert.equal((await conversations.status(at('c'))).turns, 1);
});

test('what is understood seconds after the answer, in whatever script, is in the record all the same', async (t) => {
  const clock = new VirtualClock();
  const late = ['Какая', ' столица', ' Бразилии?'];
  const answer = [say('Brasília.'), generationComplete, turnComplete(), stayQuiet(5_000), sayHeard(...late)];
  const { archive, conversations } = await stage(t, { clock, model: () => answer });
  const { turn } = speak(conversations.hear(at('c'), ada), Buffer.alloc(6_400));
  await clock.until(turn.number.settled);
  assert.equal((await archive.turns.get('c:1'))?.asked, '');
  await clock.advance(5_000);
  await turn.hearing.begun;
  for (let entry = await archive.turns.get('c:1'); ; entry = await archive.turns.get('c:1'))
    if (entry?.asked === late.join('')) break;
    else await new Promise(setImmediate);
});

test('what is never understood is answered and recorded all the same, and a fresh session is told whose it was', async (t) => {
  const { live, conversations, open } = await stage(t, { model: () => [say('Brasília.')] });
  const { turn } = speak(conversations.hear(at('c'), ada), Buffer.alloc(6_400));
  assert.equal((await turn.ended).is, 'complete');
  assert.equal(await turn.number.settled, 1);
  await conversations.close(AbortSignal.abort());
  live.forget();
  live.script = recall;
  const next = open().ask(at('c'), { person: ada, text: 'which?' });
  await next.ended;
  assert.match(next.text, /\[Ada\].*Brasília\..*which\?/);
  assert.deepEqual(live.unexpected, []);
});

test('a session that starts afresh is told what was said aloud, and by whom', async (t) => {
  const { conversations, live, handles, open } = await stage(t, {
    model: () => [sayHeard('remember blue'), say('blue')],
  });
  const { turn } = speak(conversations.hear(at('c'), ada));
  await turn.ended;
  await conversations.close(AbortSignal.abort());
  await handles.delete(['c']);
  live.script = ({ memory }) => memory.map(({ parts }) => parts?.map(({ text }) => text).join()).join(' | ');
  const again = open().ask(at('c'), { person: bob, text: 'what was it?' });
  await again.ended;
  assert.equal(again.text, '[Ada] remember blue | blue');
});

test('two who speak one after the other both reach the model, and it answers after the last of them', async (t) => {
  const spoken: string[] = [];
  const { conversations, live } = await stage(t);
  live.script = ({ text }) => {
    spoken.push(text);
    // Whoever is followed by somebody else must not have been answered before that.
    return [sayHeard(`Words of ${text}.`), ...(text.includes('Ada') ? [think(60_000)] : []), say(`answer to ${text}`)];
  };
  const one = speak(conversations.hear(at('c'), ada));
  const two = speak(conversations.hear(at('c'), bob), makeLoudPcm(200));
  assert.deepEqual(await one.turn.ended, { is: 'interrupted' });
  assert.deepEqual(await two.turn.ended, { is: 'complete' });
  assert.equal(one.turn.spoken.text, '');
  assert.match(one.turn.heard, /Ada/);
  assert.match(two.turn.heard, /Bob/);
  assert.match(two.turn.text, /Bob/);
  assert.deepEqual(
    live.questions.map(({ marker, audio }) => [marker, audio.length]),
    [
      ['[Ada] says aloud:', makeLoudPcm(300).length],
      ['[Bob] says aloud:', makeLoudPcm(200).length],
    ],
  );
});

test('who is followed by somebody else while their connection is replaced still reaches the model', async (t) => {
  const clock = new VirtualClock();
  const { conversations, live } = await stage(t, { clock });
  live.script = ({ text }) => [sayHeard(`words of ${text}`), think(30), say(`answer to ${text}`)];
  const one = conversations.hear(at('c'), ada);
  one.speech.write(makeLoudPcm(300));
  const connection = await live.connection(0);
  await connection.frame(({ realtimeInput }) => realtimeInput?.activityStart !== undefined);
  // Longer than anybody waits for what was understood of words that were heard.
  live.setupDelay = 2_000;
  connection.drop();
  one.speech.end();
  const two = speak(conversations.hear(at('c'), bob), makeLoudPcm(200));
  assert.deepEqual(await clock.until(two.turn.ended), { is: 'complete' });
  assert.deepEqual(await one.turn.ended, { is: 'interrupted' });
  assert.match(one.turn.heard, /Ada/);
  assert.deepEqual(
    live.questions.map(({ audio }) => audio.length),
    [makeLoudPcm(300).length, makeLoudPcm(200).length],
  );
});

test('who is followed by somebody else, and cannot be said to anybody, is told why', async (t) => {
  const { conversations, live } = await stage(t);
  const refused: ConnectionFault = { setup: { close: [1007, 'API key not valid. Please pass a valid API key.'] } };
  live.next(refused, refused);
  const one = conversations.hear(at('c'), ada);
  const two = conversations.hear(at('c'), bob);
  one.speech.end();
  two.speech.end();
  for (const { turn } of [one, two]) {
    const end = await turn.ended;
    assert.equal(end.is === 'failed' ? end.error.message : end.is, 'owner.key');
  }
});

test('whoever speaks goes before those whose typed questions wait', async (t) => {
  const begun = Promise.withResolvers<void>();
  const { conversations, live } = await stage(t);
  live.script = ({ text }) => (/first/.test(text) ? [hold(begun.promise), say('1')] : [say(text)]);
  const order: string[] = [];
  const note = (name: string, turn: Turn) => turn.ended.then(() => order.push(name));
  const all = [
    note('first', conversations.ask(at('c'), { person: ada, text: 'first' })),
    note('typed', conversations.ask(at('c'), { person: ada, text: 'typed' })),
  ];
  const { turn, speech } = conversations.hear(at('c'), bob);
  all.push(note('spoken', turn));
  speech.write(makeLoudPcm(300));
  speech.end();
  begun.resolve();
  await Promise.all(all);
  assert.deepEqual(order, ['first', 'spoken', 'typed']);
});

test('of an answer that somebody cuts short, the transcript keeps what was heard', async (t) => {
  const forever = Promise.withResolvers<void>();
  const { conversations, archive, live } = await stage(t);
  live.script = () => [sayHeard('count'), say('one two three four five six'), hold(forever.promise)];
  const { turn } = speak(conversations.hear(at('c'), ada));
  await firstOf(turn, 'text');
  conversations.interrupt(at('c'), turn, 20_000, 'hush');
  assert.deepEqual(await turn.ended, { is: 'interrupted' });
  await conversations.close(AbortSignal.abort());
  const entry = await archive.turns.get('c:1');
  assert.equal(entry?.asked, 'count');
  assert.equal(entry?.answered, 'one two');
});

test('an answer that was recorded whole is recorded anew when less of it was heard', async (t) => {
  const { conversations, archive } = await stage(t, { model: () => [sayHeard('count'), say('one two three four')] });
  const { turn } = speak(conversations.hear(at('c'), ada));
  await turn.ended;
  await conversations.close(AbortSignal.abort());
  assert.equal((await archive.turns.get('c:1'))?.answered, 'one two three four');
  conversations.interrupt(at('c'), turn, 15_000, 'speech');
  await conversations.status(at('c'));
  assert.equal((await archive.turns.get('c:1'))?.answered, 'one two');
});

test('a typed answer that a voice cuts short keeps its text, which people can read', async (t) => {
  const forever = Promise.withResolvers<void>();
  const { conversations, archive, live } = await stage(t);
  live.script = () => [say('a long typed answer'), hold(forever.promise)];
  const turn = conversations.ask(at('c'), { person: ada, text: 'tell' });
  await firstOf(turn, 'text');
  conversations.interrupt(at('c'), turn, 100, 'hush');
  assert.deepEqual(await turn.ended, { is: 'interrupted' });
  await conversations.close(AbortSignal.abort());
  assert.equal((await archive.turns.get('c:1'))?.answered, 'a long typed answer');
  assert.equal(live.connections.length, 1);
});

test('every turn is told of as it begins', async (t) => {
  const began: [Place, Turn][] = [];
  const { conversations } = await stage(t, { began: (place, turn) => began.push([place, turn]) });
  const typed = conversations.ask(at('c'), { person: ada, text: 'hello' });
  await typed.ended;
  const { turn } = speak(conversations.hear(at('d'), ada));
  await turn.ended;
  assert.deepEqual(began, [
    [at('c'), typed],
    [at('d'), turn],
  ]);
});

test('people who speak while Gemini is out of reach are told within 20 s, the second with the first', async (t) => {
  const clock = new VirtualClock();
  const shown: Turn[] = [];
  const { live, conversations } = await stage(t, { clock, began: (_, turn) => shown.push(turn) });
  live.next(...Array.from({ length: 20 }, () => ({ upgrade: 'silent' }) as const));
  const says = (person: typeof ada) => {
    const { turn } = speak(conversations.hear(at('1'), person), makeLoudPcm(1_000));
    return turn.ended.then((end) => ({ end, took: clock.wall() - turn.question.at }));
  };
  const first = says(ada);
  await clock.until(clock.sleep(3_000));
  const second = says(bob);
  for (const { end, took } of await clock.until(Promise.all([first, second]))) {
    assert.ok(end.is === 'failed');
    assert.equal(end.error.message, 'gemini.busy');
    assert.ok(took <= 20_000, `${took} ms`);
  }
  assert.deepEqual(
    shown.map(({ question }) => question.person),
    [ada, bob],
  );
});

test('what is said aloud waits until it may be told to the model', async (t) => {
  const { conversations, live } = await stage(t, { model: () => [sayHeard('how are you'), say('well, thank you')] });
  const ready = Promise.withResolvers<void>();
  const { turn } = speak(conversations.hear(at('c'), ada, { ready: ready.promise }));
  // Elsewhere a whole answer comes meanwhile.
  await conversations.ask(at('d'), { person: bob, text: 'hi' }).ended;
  assert.equal(live.connections.length, 1);
  ready.resolve();
  assert.deepEqual(await turn.ended, { is: 'complete' });
  assert.equal(live.connections.length, 2);
});

test('what is said aloud and refused never reaches the model, and is in no transcript', async (t) => {
  const { conversations, live } = await stage(t, { model: () => [say('hello')] });
  const ready = Promise.withResolvers<void>();
  const { turn, speech } = conversations.hear(at('c'), ada, { ready: ready.promise });
  speech.write(makeLoudPcm(300));
  conversations.unhear(at('c'), turn);
  ready.reject(new Error('refused'));
  assert.equal((await turn.ended).is, 'interrupted');
  assert.equal(await turn.number.settled, undefined);
  const next = conversations.ask(at('c'), { person: bob, text: 'hi' });
  assert.deepEqual(await next.ended, { is: 'complete' });
  assert.equal(await next.number.settled, 1);
  assert.equal(live.connections.length, 1);
});
