import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at } from '../../place.ts';
import { heardSound } from '../heard-sound.ts';
import { ada, bob, calling, settle } from '../stage.ts';
import { AROUND, MEANT } from './policy-rig.ts';
import { ScriptedGate } from './scripted-gate.ts';

const SOUND = Buffer.alloc(960, 1);

/** A call of two people, where a gate says who is spoken to. */
const gated = async (captions: 'answers' | 'all' = 'answers') => {
  const gate = new ScriptedGate();
  const stage = await calling(undefined, undefined, gate);
  stage.venue.open('lounge', [ada, bob]);
  await stage.join({ captions });
  const { remotes, conversations } = stage;
  let number = 0;
  const tell = async (is: 'pausing' | 'resumed' | 'ended' | 'again' | 'over', utterance = number) => {
    remotes.events.message({ is, call: 'guild', utterance });
    await settle();
  };
  /** A person begins to speak, for half a second and more. */
  const begins = async (userId: string, during: { duringAnswer?: true } = {}) => {
    const utterance = ++number;
    remotes.events.message({ is: 'begun', call: 'guild', utterance, userId, ...during });
    for (let piece = 0; piece < 3; piece++) remotes.events.message(heardSound(utterance));
    await settle();
    return utterance;
  };
  /** A person says something and falls silent. */
  const says = async (userId: string, during: { duringAnswer?: true } = {}) => {
    const utterance = await begins(userId, during);
    await tell('pausing');
    await tell('ended');
    return utterance;
  };
  /** The conversation takes up what was said to it last. */
  const take = async () => {
    const heard = conversations.utterances.at(-1);
    assert.ok(heard);
    conversations.begin(at('general', 'guild'), heard.turn);
    await settle();
    return heard;
  };
  const answer = async (given: Parameters<ScriptedGate['latest']['settle']>[0]) => {
    gate.latest.settle(given);
    await settle();
  };
  return { ...stage, gate, tell, begins, says, take, answer };
};

describe('with a gate', () => {
  test('the ears tell of pauses, and nobody is told what was said before it’s known to be meant', async () => {
    const { remotes, conversations, gate, says, answer, take } = await gated();
    assert.equal(remotes.hearing?.tellsPauses, true);
    await says(ada.id);
    assert.equal(conversations.utterances.length, 0);
    const { question } = gate.latest;
    assert.deepEqual(
      [question.person, question.present, question.names[0], 'pcm' in question.said && question.said.pcm.length],
      [{ id: ada.id, name: 'Ada' }, ['Ada', 'Bob'], 'Parley', 3 * 3_200],
    );
    await answer(MEANT);
    const { turn, speech } = await take();
    assert.deepEqual([speech.length, speech.speaking], [300, false], 'all of it, from the first syllable');
    turn.addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('speak').length, 1, 'without a transcript');
  });

  test('a call doesn’t move to another process as long as it isn’t known whether it’s spoken to', async () => {
    const { calls, begins, tell, answer, pass } = await gated();
    assert.equal(calls.moves.holdsUp('general'), true);
    await pass(3_100);
    assert.equal(calls.moves.holdsUp('general'), false);
    await begins(ada.id);
    assert.equal(calls.moves.holdsUp('general'), true);
    await tell('pausing');
    await tell('ended');
    assert.equal(calls.moves.holdsUp('general'), true);
    await answer(AROUND);
    assert.equal(calls.moves.holdsUp('general'), false);
  });

  test('it isn’t asked about a person who may not be heard, although the ears had sent their speech before they knew', async () => {
    const { conversations, gate, says } = await gated();
    await says('somebody else');
    assert.deepEqual([gate.asked.length, conversations.utterances.length], [0, 0]);
    await says(ada.id);
    assert.equal(gate.asked.length, 1);
  });

  test('it hears nothing of the pause after which a person says something new, and is asked of that as early', async () => {
    const { remotes, conversations, gate, says, answer, tell, pass, take } = await gated();
    const utterance = await says(ada.id);
    await answer(AROUND);
    await pass(2_000);
    await tell('again');
    const asked = gate.asked.length;
    for (let piece = 0; piece < 20; piece++) remotes.events.message(heardSound(utterance, 0));
    for (let piece = 0; piece < 4; piece++) remotes.events.message(heardSound(utterance));
    await settle();
    assert.equal(gate.asked.length, asked, 'silence is no speech');
    remotes.events.message(heardSound(utterance));
    await settle();
    assert.equal(gate.asked.length, asked + 1);
    const { said } = gate.latest.question;
    assert.equal('pcm' in said && said.pcm.length, 5 * 3_200);
    await answer(MEANT);
    const { speech } = await take();
    assert.deepEqual([conversations.utterances.length, speech.length], [1, 500]);
  });

  test('of hundreds who listen, thirty are named', async () => {
    const { venue, gate, says } = await gated();
    const crowd = Array.from({ length: 300 }, (_, index) => ({ id: `x${index}`, name: `X${index}`, bot: false }));
    await venue.fill('lounge', ada, bob, ...crowd);
    await says(ada.id);
    const { present, unnamed } = gate.latest.question;
    assert.deepEqual([present.length, unnamed], [30, 272]);
  });

  test('what isn’t meant is never asked, answered, captioned or known to the conversation', async () => {
    const { conversations, venue, says, answer, tell } = await gated('all');
    const before = venue.shown.length;
    await says(ada.id);
    await answer(AROUND);
    await tell('over');
    assert.deepEqual([conversations.utterances, conversations.unheard, venue.captions], [[], [], []]);
    assert.equal(venue.shown.length, before);
  });

  test('who was answered goes straight on, and so does everybody where nobody else is there', async () => {
    const { remotes, venue, conversations, gate, says, begins, answer, take } = await gated();
    await says(ada.id);
    await answer(MEANT);
    const { turn } = await take();
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    const { turn: number = 0 } = remotes.of('speak')[0] ?? {};
    remotes.events.message({ is: 'silent', call: 'guild', turn: number, bytes: 960, how: 'played' });
    await begins(ada.id);
    assert.deepEqual([conversations.utterances.length, gate.asked.length], [2, 1], 'at once');
    await venue.fill('lounge', bob);
    await begins(bob.id);
    assert.equal(conversations.utterances.length, 3);
  });

  test('who was answered and says something to others is answered no further, not even if that answer is complete', async () => {
    const { remotes, conversations, says, answer, take, tell } = await gated();
    const isAnswered = async () => {
      const { turn } = await take();
      turn.addAudio(SOUND);
      await settle();
      return turn;
    };
    const play = async (how: 'played' | 'withdrawn', bytes: number) => {
      const { turn = 0 } = remotes.of('speak').at(-1) ?? {};
      remotes.events.message({ is: 'silent', call: 'guild', turn, bytes, how });
      await settle();
    };
    const talks = async () => {
      await says(ada.id);
      await answer(MEANT);
      (await isAnswered()).finish({ is: 'complete' });
      await play('played', 960);
      await tell('over');
    };
    await talks();
    await says(ada.id);
    const first = await isAnswered();
    await answer(AROUND);
    assert.deepEqual([conversations.unheard, remotes.of('withdraw').at(-1)?.turn], [[first], 2]);
    await tell('over');
    await says(ada.id);
    assert.equal(conversations.utterances.length, 2, 'she has its attention no more');
    await answer(AROUND);
    await tell('over');
    await talks();
    await says(ada.id);
    const second = await isAnswered();
    second.finish({ is: 'complete' });
    await tell('over');
    await answer(AROUND);
    assert.deepEqual([conversations.unheard, remotes.of('withdraw').at(-1)?.turn], [[first], 4]);
    await play('withdrawn', 480);
    assert.deepEqual(conversations.interruptions.at(-1), { turn: second, bytes: 480, by: 'speech' });
  });

  test('that fails, or isn’t there, the transcript tells, as it does without one', async () => {
    const { remotes, gate, conversations, says, answer, take } = await gated();
    await says(ada.id);
    await answer(new Error('no answer'));
    const first = await take();
    first.turn.addAudio(SOUND);
    first.turn.addHeard('Bob, what is the time?');
    first.turn.finish({ is: 'complete' });
    await settle();
    assert.equal(remotes.of('speak').length, 0);
    gate.isThere = false;
    await says(ada.id);
    const { turn } = await take();
    turn.addAudio(SOUND);
    turn.addHeard('Parley, what is the time?');
    await settle();
    assert.equal(remotes.of('speak').length, 1);
    assert.deepEqual([conversations.utterances.length, gate.asked.length], [2, 1]);
  });

  test('speech that goes on takes the question back, and a new one holds all of it', async () => {
    const { conversations, gate, says, begins, tell, answer, remotes } = await gated();
    const utterance = await begins(ada.id);
    await tell('pausing');
    const first = gate.latest;
    await tell('resumed');
    assert.equal(first.signal.aborted, true);
    remotes.events.message(heardSound(utterance));
    await tell('ended');
    await answer(MEANT);
    assert.equal(conversations.utterances[0]?.speech.length, 400);
    await says(bob.id);
  });

  test('who goes on after what was meant says more of it, and after what wasn’t something new', async () => {
    const { conversations, remotes, says, tell, answer } = await gated();
    const one = await says(ada.id);
    await answer(AROUND);
    await tell('again');
    remotes.events.message(heardSound(one));
    await tell('ended');
    await answer(MEANT);
    assert.deepEqual([conversations.utterances.length, conversations.utterances[0]?.speech.length], [1, 100]);
    await tell('again');
    remotes.events.message(heardSound(one));
    await tell('ended');
    assert.deepEqual([conversations.utterances.length, conversations.utterances[0]?.speech.length], [1, 200]);
  });

  test('an end that waits, because it wasn’t one, is never told to the model', async () => {
    const { conversations, remotes, says, tell, answer, pass } = await gated();
    const one = await says(ada.id);
    await answer({ ...MEANT, finished: 0.1 });
    const [heard] = conversations.utterances;
    assert.equal(heard?.speech.speaking, true);
    await tell('again');
    remotes.events.message(heardSound(one));
    await pass(5_000);
    assert.equal(heard?.speech.speaking, true);
    await tell('ended');
    await answer({ ...MEANT, finished: 0.1 });
    assert.equal(heard?.speech.speaking, false, 'what is passed on already ends as the ears say');
  });

  test('who wants silence gets it, and whoever opts out or leaves is dropped with what was kept', async () => {
    const { calls, conversations, remotes, venue, gate, says, answer, take, typed } = await gated();
    await says(ada.id);
    await answer(MEANT);
    const { turn } = await take();
    turn.addAudio(SOUND);
    await settle();
    await says(bob.id);
    await answer({ ...MEANT, wish: 'quiet' });
    assert.equal(remotes.of('hush').length, 1);
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 0, by: 'hush' }]);
    assert.equal(conversations.utterances.length, 1, 'and isn’t answered');
    await says(bob.id);
    calls.heed('guild', bob.id, false);
    await settle();
    assert.equal(gate.asked.at(-1)?.signal.aborted, true);
    await says(ada.id);
    await venue.fill('lounge', bob, { ...bob, id: '9' });
    assert.equal(gate.asked.at(-1)?.signal.aborted, true);
    assert.equal(conversations.utterances.length, 1);
    typed();
  });

  test('“not you” takes back only what is answered to whoever says it', async () => {
    const { conversations, remotes, says, answer, take } = await gated();
    const answered = async (userId: string) => {
      await says(userId);
      await answer(MEANT);
      const { turn } = await take();
      turn.addAudio(SOUND);
      await settle();
      return turn;
    };
    const [theirs, hers] = [await answered(bob.id), await answered(ada.id)];
    await says(ada.id);
    await answer({ ...MEANT, wish: 'not-you' });
    assert.deepEqual(conversations.interruptions, [{ turn: hers, bytes: 0, by: 'speech' }]);
    assert.deepEqual(
      [new Set(remotes.of('withdraw').map(({ turn }) => turn)), remotes.of('hush').length],
      [new Set([2]), 0],
    );
    assert.deepEqual([theirs.end, conversations.utterances.length], [undefined, 2]);
  });

  test('where everything is answered, who says Parley’s name and that it be quiet gets silence as well', async () => {
    const { conversations, remotes, join, says, take } = await gated();
    await join({ listen: 'everyone' });
    await says(ada.id);
    const { turn } = await take();
    turn.addHeard('Parley, sei still!');
    await settle();
    assert.equal(remotes.of('hush').length, 0, 'more may be said');
    turn.addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('hush').length, 1);
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 0, by: 'hush' }]);
    await says(bob.id);
    assert.equal(conversations.utterances.length, 1, 'until somebody speaks to it');
  });

  test('a mode that everybody chose meanwhile opens it, and a call that ends or stops listening drops it', async () => {
    const { calls, conversations, gate, says, join } = await gated();
    await says(ada.id);
    await join({ listen: 'everyone' });
    assert.equal(conversations.utterances.length, 1);
    await join({ listen: 'addressed' });
    await says(bob.id);
    await join({ listen: 'off' });
    assert.equal(gate.asked.at(-1)?.signal.aborted, true);
    await join({ listen: 'addressed' });
    await says(bob.id);
    await calls.leave('guild');
    assert.equal(gate.asked.at(-1)?.signal.aborted, true);
    assert.equal(conversations.utterances.length, 1);
  });

  test('the gate gets the last lines of the conversation, and who spoke before', async () => {
    const { gate, says, answer, take } = await gated();
    await says(ada.id);
    await answer(MEANT);
    const { turn } = await take();
    turn.addHeard('what is the time');
    turn.addText('It is noon.');
    await settle();
    await says(bob.id);
    const { lines, before } = gate.latest.question;
    assert.deepEqual([lines, before], [['Ada: what is the time', 'Parley: It is noon.'], 'Parley']);
  });

  test('whoever may not be heard is neither named to the gate nor quoted, also if they type', async () => {
    const { calls, gate, says, answer, take, typed } = await gated();
    await says(ada.id);
    await answer(MEANT);
    const { turn } = await take();
    turn.addHeard('a secret');
    turn.addText('I keep it.');
    typed().addText('Here it is.');
    calls.heed('guild', ada.id, false);
    await settle();
    await says(bob.id);
    const { present, unnamed, lines, before } = gate.latest.question;
    assert.deepEqual([present, unnamed, lines, before], [['Bob'], 1, [], undefined]);
  });

  test('what was said in vain is no line of the conversation, because it wasn’t meant or was taken back', async () => {
    const { gate, says, answer, take } = await gated();
    await says(ada.id);
    await answer(new Error('no answer'));
    const { turn } = await take();
    turn.addHeard('Bob, what is the time?');
    turn.finish({ is: 'complete' });
    await settle();
    await says(bob.id);
    assert.deepEqual(gate.latest.question.lines, []);
  });
});

describe('what is said during an answer', () => {
  /** Ada is being answered aloud. */
  const answering = async () => {
    const stage = await gated();
    const { remotes, says, answer, take } = stage;
    await says(ada.id);
    await answer(MEANT);
    const { turn } = await take();
    turn.addAudio(SOUND);
    await settle();
    const number = remotes.of('speak').at(-1)?.turn ?? -1;
    remotes.events.message({ is: 'audible', call: 'guild', turn: number });
    await stage.tell('over');
    return { ...stage, turn, number };
  };

  test('isn’t an interruption before the gate says so: then the mouth goes on, and nobody else hears of it', async () => {
    const { remotes, conversations, says, answer } = await answering();
    assert.deepEqual(remotes.of('speak').at(-1)?.interrupters, { judged: 'all' });
    for (const { id } of [ada, bob]) {
      const utterance = await says(id, { duringAnswer: true });
      await answer(AROUND);
      assert.equal(remotes.of('release').at(-1)?.utterance, utterance);
    }
    assert.equal(conversations.utterances.length, 1);
    assert.equal(remotes.of('withdraw').length, 0);
  });

  test('cuts it off if it’s meant for Parley, whoever says it, and counts as an interruption', async () => {
    const { remotes, conversations, says, answer, turn, number } = await answering();
    await says(bob.id, { duringAnswer: true });
    await answer(MEANT);
    assert.deepEqual(
      remotes.of('withdraw').map((message) => [message.turn, message.more]),
      [[number, false]],
    );
    remotes.events.message({ is: 'silent', call: 'guild', turn: number, bytes: 480, how: 'withdrawn' });
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 480, by: 'speech' }]);
    assert.equal(conversations.utterances.at(-1)?.turn.question.person.id, bob.id);
  });

  test('and is judged only later cuts off that answer, and no other', async () => {
    const { remotes, says, answer, number, conversations } = await answering();
    await says(bob.id, { duringAnswer: true });
    remotes.events.message({ is: 'silent', call: 'guild', turn: number, bytes: 960, how: 'played' });
    await answer(MEANT);
    assert.equal(remotes.of('withdraw').length, 0);
    assert.equal(conversations.utterances.length, 2);
  });

  test('while the gate is away only the asker interrupts, by themselves', async () => {
    const { remotes, gate, calls } = await answering();
    gate.isThere = false;
    calls.review('guild');
    await settle();
    assert.deepEqual(remotes.of('interrupters').at(-1)?.interrupters, [ada.id]);
  });
});
