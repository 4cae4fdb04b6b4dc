import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListenMode } from '../../../src/calls/contract.ts';
import { at } from '../../place.ts';
import { ada, bob, calling, robot, settle } from '../stage.ts';
import { AROUND, MEANT } from './policy-rig.ts';
import { ScriptedGate } from './scripted-gate.ts';

/** A call of two people whose chat is looked at, with a gate that answers by itself. */
const chatting = async (listen: ListenMode = 'addressed') => {
  const gate = new ScriptedGate();
  gate.script = () => AROUND;
  const stage = await calling(undefined, undefined, gate);
  const { venue, rules, calls } = stage;
  venue.open('lounge', [ada, bob, robot]);
  await rules.set({ chat: 'addressed' });
  await stage.join({ listen });
  const writes = async (userId: string, text: string, place = at('general', 'guild')) => {
    const meant = calls.isMeant(place, userId, text);
    await settle();
    return meant;
  };
  const asked = () => gate.asked.length;
  /** Ada asks something in writing, which mentions Parley, and reads the answer. */
  const isAnswered = async () => {
    const turn = stage.typed('text');
    turn.addText('Well.');
    turn.finish({ is: 'complete' });
    await settle();
  };
  return { ...stage, gate, writes, asked, isAnswered };
};

describe('in the chat of a call', () => {
  test('the gate tells what is meant, by the words, who is there, and what was said', async () => {
    const { gate, writes, isAnswered, events } = await chatting();
    await isAnswered();
    assert.equal(await writes(bob.id, 'no idea, ask your mother'), false);
    gate.script = () => MEANT;
    assert.equal(await writes(bob.id, 'is it going to rain?'), true);
    const { question } = gate.latest;
    assert.deepEqual(
      [question.person, question.said, question.present, question.lines],
      [
        { id: bob.id, name: 'Bob' },
        { text: 'is it going to rain?' },
        ['Ada', 'Bob'],
        ['Ada: question', 'Parley: Well.'],
      ],
    );
    const outcomes = events.flatMap((event) => (event.is === 'gate' ? event.outcome : []));
    assert.deepEqual(outcomes, ['around', 'addressed']);
  });

  test('people read of it before it’s looked at, also where nobody is heard', async () => {
    const { venue, writes, asked, rules } = await chatting('off');
    assert.equal(venue.shown.at(-1)?.view?.chat, 'addressed');
    await writes(ada.id, 'one');
    assert.equal(asked(), 1);
    await rules.set({ chat: 'mentions' });
    await writes(ada.id, 'two');
    venue.posting = new Promise(() => {});
    await rules.set({ chat: 'addressed' });
    await writes(ada.id, 'three');
    assert.equal(asked(), 1);
  });

  test('nothing is asked about elsewhere, without a gate, or about who isn’t there or isn’t heard', async () => {
    const { venue, gate, calls, writes, asked } = await chatting();
    const eve = { id: '9', name: 'Eve', bot: false };
    await writes(ada.id, 'hello', at('lounge', 'guild'));
    await writes(eve.id, 'hello');
    await writes(robot.id, 'beep');
    calls.heed('guild', bob.id, false);
    await writes(bob.id, 'hello');
    venue.blind.add(ada.id);
    await writes(ada.id, 'hello');
    venue.blind.clear();
    gate.isThere = false;
    await writes(ada.id, 'hello');
    assert.equal(asked(), 0);
    gate.isThere = true;
    await venue.deletesPanel();
    venue.refusal = { code: 'notice.refused', channel: 'general' };
    await venue.deletesPanel();
    await writes(ada.id, 'hello');
    assert.equal(asked(), 0);
  });

  test('who was answered in writing goes on for 20 s, also aloud, and others don’t', async () => {
    const { gate, writes, isAnswered, pass, conversations, remotes } = await chatting();
    await isAnswered();
    assert.equal(await writes(bob.id, 'and tomorrow?'), false);
    gate.script = () => new Error('no answer');
    await pass(8_000);
    assert.equal(await writes(ada.id, 'and tomorrow?'), true, 'whether the gate answers or not');
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    await settle();
    assert.equal(conversations.utterances.length, 1);
    await pass(12_001);
    assert.equal(await writes(ada.id, 'and tomorrow?'), false);
  });

  test('who wrote something doubtful needs less when they try again', async () => {
    const { gate, writes } = await chatting();
    gate.script = () => ({ ...MEANT, addressed: 0.3 });
    assert.equal(await writes(ada.id, 'so?'), false);
    assert.equal(await writes(bob.id, 'so?'), false);
    assert.equal(await writes(ada.id, 'so what is it?'), true);
  });

  test('“be quiet” cuts off what is said, and isn’t answered; nor is anybody by attention, until somebody is meant', async () => {
    const { gate, writes, isAnswered, remotes } = await chatting();
    await isAnswered();
    gate.script = () => ({ ...MEANT, wish: 'quiet' });
    assert.equal(await writes(ada.id, 'be quiet'), false);
    assert.equal(remotes.of('hush').length, 1);
    gate.script = () => AROUND;
    assert.equal(await writes(ada.id, 'that was loud'), false);
    gate.script = () => MEANT;
    assert.equal(await writes(bob.id, 'Parley, what time is it?'), true);
  });

  test('“be quiet” to another cuts off nothing, and “not you” only what is answered to whoever writes it', async () => {
    const { gate, writes, remotes, conversations, typed } = await chatting();
    const turn = typed();
    turn.addAudio(Buffer.alloc(960, 1));
    await settle();
    gate.script = () => ({ ...AROUND, wish: 'quiet' });
    assert.equal(await writes(bob.id, 'be quiet, Ada'), false);
    gate.script = () => ({ ...AROUND, wish: 'not-you' });
    assert.equal(await writes(bob.id, 'not you'), false);
    assert.deepEqual([remotes.of('hush').length, conversations.interruptions], [0, []]);
    assert.equal(await writes(ada.id, 'not you'), false);
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 0, by: 'speech' }]);
  });

  test('where nobody is heard, only whoever writes is named and quoted', async () => {
    const { gate, writes, isAnswered } = await chatting('off');
    await isAnswered();
    await writes(ada.id, 'and then?');
    const { present, unnamed, lines } = gate.latest.question;
    assert.deepEqual([present, unnamed, lines], [['Ada'], 1, ['Ada: question', 'Parley: Well.']]);
    await writes(bob.id, 'and then?');
    assert.deepEqual(gate.latest.question.lines, []);
  });

  test('messages are asked about one after another, and not at all for whoever opts out meanwhile', async () => {
    const { gate, calls } = await chatting();
    gate.script = undefined;
    const place = at('general', 'guild');
    const first = calls.isMeant(place, ada.id, 'one');
    const second = calls.isMeant(place, bob.id, 'two');
    await settle();
    assert.equal(gate.asked.length, 1);
    calls.heed('guild', bob.id, false);
    assert.equal(await second, false);
    gate.latest.settle(MEANT);
    assert.equal(await first, true);
    assert.equal(gate.asked.length, 1);
  });

  test('a lively chat is asked about in part only, and what isn’t is counted', async () => {
    const { gate, calls, writes, pass, asked, events } = await chatting();
    const count = () => events.filter((event) => event.is === 'gate' && event.outcome === 'unasked').length;
    gate.script = undefined;
    const place = at('general', 'guild');
    const all = Array.from({ length: 8 }, (_, index) => calls.isMeant(place, ada.id, `${index}`));
    await settle();
    assert.deepEqual([asked(), count()], [1, 3], 'one runs, and four wait');
    gate.script = () => AROUND;
    gate.latest.settle(AROUND);
    await Promise.all(all);
    for (let sent = 0; sent < 30; sent++) await writes(bob.id, `${sent}`);
    assert.deepEqual([asked(), count()], [20, 18]);
    await pass(60_000);
    await writes(bob.id, 'and now?');
    assert.equal(asked(), 21);
  });
});
