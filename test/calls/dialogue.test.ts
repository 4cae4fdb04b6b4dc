import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { at } from '../place.ts';
import { heardSound } from './heard-sound.ts';
import { ada, bob, calling, settle } from './stage.ts';

const SOUND = Buffer.alloc(960, 1);

/** A call in which people must say Parley's name. */
const addressed = async (captions: 'answers' | 'all' = 'answers') => {
  const stage = await calling();
  stage.venue.open('lounge', [ada, bob]);
  await stage.join({ captions });
  const { remotes } = stage;
  /** The mouth is done with the latest turn. */
  const silent = async (how: 'played' | 'interrupted' | 'hushed', bytes = 960) => {
    remotes.events.message({ is: 'silent', call: 'guild', turn: remotes.of('speak').at(-1)?.turn ?? 0, bytes, how });
    await settle();
  };
  return { ...stage, silent };
};

describe('where people talk to each other', () => {
  test('an answer waits until Parley’s name was understood, and then all of it is spoken', async () => {
    const { remotes, venue, says } = await addressed();
    const { turn } = await says(ada.id);
    turn.addAudio(SOUND);
    turn.addHeard('Hey, par');
    await settle();
    assert.equal(remotes.of('speak').length, 0);
    turn.addHeard('ley, what is the time?');
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    assert.deepEqual(remotes.of('speak')[0]?.interrupters, [ada.id]);
    assert.equal(remotes.of('sound').length, 2);
    assert.equal(remotes.of('said').length, 1);
    assert.deepEqual(venue.captions, [{ turn, captions: 'answers', noticeIn: 'general' }]);
  });

  test('an answer to speech that wasn’t for Parley is neither spoken nor written, and counts as unheard', async () => {
    const { remotes, venue, conversations, says } = await addressed();
    const { turn } = await says(ada.id);
    turn.addHeard('Bob, what is the time?');
    turn.addText('Noon.');
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    assert.equal(remotes.of('speak').length + remotes.of('sound').length, 0);
    assert.deepEqual(venue.captions, []);
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 0, by: 'speech' }]);
  });

  test('why speech wasn’t understood is shown in the panel, since nobody knows who it was for', async () => {
    const { venue, says } = await addressed();
    const { turn } = await says(ada.id);
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.unreachable' }) });
    await settle();
    assert.deepEqual(venue.shown.at(-1)?.note, { code: 'gemini.unreachable' });
    assert.deepEqual(venue.captions, []);
  });

  test('speech that wasn’t for Parley is written if all captions are on, without the answer', async () => {
    const { venue, says } = await addressed('all');
    const { turn } = await says(ada.id);
    turn.addHeard('Bob, what is the time?');
    turn.addText('Noon.');
    turn.finish({ is: 'complete' });
    await settle();
    const [shown] = venue.captions;
    assert.deepEqual(
      [shown?.turn.heard, shown?.turn.text, shown?.turn.end],
      ['Bob, what is the time?', '', { is: 'silent' }],
    );
  });

  test('a person who talks to others for ten minutes isn’t told that this was too long', async () => {
    const { remotes, venue, says } = await addressed();
    const { turn, utterance } = await says(ada.id);
    const before = venue.shown.length;
    remotes.events.message({ is: 'full', call: 'guild', utterance });
    turn.addHeard('and so it went on');
    turn.finish({ is: 'complete' });
    await settle();
    assert.equal(venue.shown.length, before);
  });

  test('a turn that wasn’t for Parley isn’t interrupted a second time', async () => {
    const { conversations, says } = await addressed();
    const { turn } = await says(ada.id);
    turn.finish({ is: 'interrupted' });
    await settle();
    assert.deepEqual(conversations.interruptions, []);
  });

  for (const how of ['played', 'interrupted'] as const)
    test(`a person whose answer was ${how} needn’t say the name for 20 s; others must`, async () => {
      const { remotes, says, silent, pass, clock } = await addressed();
      const answered = async (userId: string, heard: string) => {
        const before = remotes.of('speak').length;
        const { turn } = await says(userId);
        turn.addHeard(heard);
        turn.addAudio(SOUND);
        await settle();
        const spoken = remotes.of('speak').length > before;
        turn.finish({ is: 'complete' });
        await settle();
        if (spoken) await silent('played');
        return spoken;
      };
      const { turn } = await says(ada.id);
      turn.addHeard('Parley, tell me a story.');
      turn.addAudio(SOUND);
      await settle();
      await silent(how);
      assert.equal(await answered(bob.id, 'And now?'), false);
      // It's measured by the monotonic clock, whatever the wall clock shows.
      clock.set(3_600_000);
      await pass(20_000);
      assert.equal(await answered(ada.id, 'A shorter one.'), true);
      clock.set(-7_200_000);
      await pass(20_001);
      assert.equal(await answered(ada.id, 'Another one.'), false);
    });

  test('a person who interrupts an answer is answered, though the interruption is noticed only after they began', async () => {
    const { remotes, says, silent } = await addressed();
    const first = await says(ada.id);
    first.turn.addHeard('Parley, tell me a story.');
    first.turn.addAudio(SOUND);
    await settle();
    const { turn } = await says(ada.id);
    await silent('interrupted', 480);
    turn.addHeard('Shorter, please.');
    turn.addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('speak').length, 2);
  });

  test('a typed question needs no name', async () => {
    const { remotes, typed } = await addressed();
    typed().addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('speak').length, 1);
  });

  test('a typed question whose asker wants writing only is answered without a sound', async () => {
    const { remotes, typed } = await addressed();
    const turn = typed('text');
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    assert.equal(remotes.of('speak').length + remotes.of('sound').length, 0);
    typed().addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('speak').length, 1);
  });
});

describe('an answer', () => {
  test('that was cut short is kept as far as it was heard', async () => {
    const { remotes, conversations, says, join } = await calling();
    await join();
    const { turn } = await says(ada.id);
    turn.addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('speak')[0]?.interrupters, 'all');
    remotes.events.message({ is: 'silent', call: 'guild', turn: 1, bytes: 480, how: 'interrupted', by: bob.id });
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 480, by: 'speech' }]);
  });

  test('ends for everyone with a hush, even before its first sound, but a question that is still being said goes on', async () => {
    const { remotes, conversations, calls, says, join } = await calling();
    await join();
    const { turn } = await says(ada.id);
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 9, userId: bob.id });
    const next = conversations.utterances.at(-1)?.turn;
    assert.ok(next);
    conversations.begin(at('general', 'guild'), next);
    assert.equal(calls.stop('guild'), true);
    assert.equal(remotes.of('hush').length, 1);
    assert.deepEqual(conversations.interruptions, [{ turn, bytes: 0, by: 'hush' }]);
    assert.equal(calls.stop('another'), false);
  });

  test('is taken back, and given again, when the question goes on', async () => {
    const { remotes, says, join } = await calling();
    await join();
    const { turn, speech, utterance } = await says(ada.id);
    turn.addAudio(SOUND);
    await settle();
    remotes.events.message({ is: 'again', call: 'guild', utterance });
    assert.equal(speech.speaking, true);
    turn.withdraw();
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    assert.deepEqual(
      remotes.sent.flatMap((message) => ('turn' in message ? [message.is] : [])),
      ['speak', 'sound', 'withdraw', 'sound', 'said'],
    );
    assert.equal(remotes.of('withdraw')[0]?.more, true);
  });

  test('that had come whole is taken back for good, and what follows is another question', async () => {
    const { remotes, conversations, says, join } = await calling();
    await join();
    const { turn, utterance } = await says(ada.id);
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    remotes.events.message({ is: 'again', call: 'guild', utterance });
    assert.deepEqual(remotes.of('withdraw'), [{ is: 'withdraw', call: 'guild', turn: 1, more: false }]);
    assert.equal(conversations.utterances.length, 2);
  });

  for (const is of ['broken', 'failed'] as const)
    test(`that ended ${is} is told in the panel where nothing is written`, async () => {
      const { venue, says, join } = await calling();
      await join({ captions: 'off' });
      const { turn } = await says(ada.id);
      turn.finish({ is, error: new UserError({ code: 'gemini.busy' }) });
      await settle();
      assert.deepEqual(venue.shown.at(-1)?.note, { code: 'gemini.busy' });
    });

  test('that came without sound is written also where nothing is, once it is whole', async () => {
    const { venue, says, join } = await calling();
    await join({ captions: 'off' });
    const { turn } = await says(ada.id);
    turn.addText('Brasília.');
    await settle();
    assert.deepEqual(venue.captions, [{ turn, captions: 'off', noticeIn: 'general' }]);
    turn.finish({ is: 'complete' });
    await settle();
    assert.deepEqual(venue.captions, [{ turn, captions: 'off', noticeIn: 'general', unsaid: true }]);
  });

  for (const what of ['sound', 'nothing'] as const)
    test(`with ${what} in it is not written where nothing is`, async () => {
      const { venue, says, join } = await calling();
      await join({ captions: 'off' });
      const { turn } = await says(ada.id);
      if (what === 'sound') turn.addText('Brasília.');
      if (what === 'sound') turn.addAudio(SOUND);
      turn.finish({ is: 'complete' });
      await settle();
      assert.ok(venue.captions.every(({ captions, unsaid }) => captions === 'off' && !unsaid));
    });

  for (const what of ['text', 'written'] as const)
    test(`that came without sound is an answer, so the person who got it needn’t say the name: ${what}`, async () => {
      const { remotes, says } = await addressed();
      const first = await says(ada.id);
      first.turn.addHeard('Parley, what is the capital of Brazil?');
      if (what === 'text') first.turn.addText('Brasília.');
      else first.turn.addWritten({ markdown: '**Brasília**' });
      first.turn.finish({ is: 'complete' });
      await settle();
      const { turn } = await says(ada.id);
      turn.addHeard('And of Chile?');
      turn.addAudio(SOUND);
      await settle();
      assert.equal(remotes.of('speak').length, 1);
    });

  test('to a question of ten minutes comes with a word why the question ended', async () => {
    const { remotes, venue, says, join } = await calling();
    await join();
    const { utterance } = await says(ada.id);
    remotes.events.message({ is: 'full', call: 'guild', utterance });
    await settle();
    assert.deepEqual(venue.shown.at(-1)?.note, { code: 'call.speech-too-long', minutes: 10 });
  });

  test('that broke off is spoken as far as it came, and nothing after it', async () => {
    const { remotes, conversations, says, join } = await calling();
    await join();
    const { turn } = await says(ada.id);
    turn.addAudio(SOUND);
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.addAudio(SOUND);
    await settle();
    assert.deepEqual(
      remotes.sent.flatMap((message) => ('turn' in message ? [message.is] : [])),
      ['speak', 'sound', 'said'],
    );
    assert.deepEqual(conversations.interruptions, []);
  });

  test('of another conversation is not spoken here', async () => {
    const { remotes, conversations, says, join } = await calling();
    await join();
    const { turn } = await says(ada.id);
    conversations.begin(at('random', 'guild'), turn);
    turn.addAudio(SOUND);
    await settle();
    assert.equal(remotes.of('speak').length, 1);
  });
});

describe('an answer that nobody can hear, because Parley is muted,', () => {
  const muted = async (captions: 'answers' | 'off' = 'answers') => {
    const stage = await calling();
    await stage.join({ captions });
    const mutes = async (isMuted: boolean) => {
      stage.venue.open('lounge', [ada], { hindrances: isMuted ? ['muted'] : [] });
      await stage.venue.tell({ is: 'hindered', guildId: 'guild' });
    };
    await mutes(true);
    const answered = async () => {
      const { turn } = await stage.says(ada.id);
      turn.addText('Noon.');
      turn.addAudio(SOUND);
      turn.finish({ is: 'complete' });
      await settle();
      return turn;
    };
    return { ...stage, mutes, answered };
  };

  test('waits in the mouth until it can be heard', async () => {
    const { remotes, venue, answered, mutes, pass } = await muted();
    assert.deepEqual(remotes.of('mute'), [{ is: 'mute', call: 'guild', muted: true }]);
    await answered();
    await pass(59_000);
    await mutes(false);
    await pass(60_000);
    assert.deepEqual(
      remotes.sent.flatMap((message) => (message.is === 'mute' || 'turn' in message ? [message.is] : [])),
      ['mute', 'speak', 'sound', 'said', 'mute'],
    );
    remotes.events.message({ is: 'silent', call: 'guild', turn: 1, bytes: 960, how: 'played' });
    await settle();
    assert.equal(venue.captions[0]?.mark, undefined);
  });

  test('is taken back after a minute, marked where it is written, and kept whole', async () => {
    const { remotes, venue, conversations, answered, pass } = await muted();
    await pass(30_000);
    const turn = await answered();
    await pass(30_000);
    assert.equal(remotes.of('withdraw').length, 1);
    assert.deepEqual(venue.captions[0]?.mark, { code: 'answer.unheard-muted' });
    remotes.events.message({ is: 'silent', call: 'guild', turn: 1, bytes: 0, how: 'withdrawn' });
    assert.deepEqual([conversations.interruptions, turn.spoken.text], [[], 'Noon.']);
  });

  test('whose beginning was heard says so', async () => {
    const { remotes, venue, answered, mutes, pass } = await muted();
    await mutes(false);
    await answered();
    remotes.events.message({ is: 'audible', call: 'guild', turn: 1 });
    await mutes(true);
    await pass(60_000);
    assert.deepEqual(venue.captions[0]?.mark, { code: 'answer.unheard-muted-rest' });
  });

  test('that begins to sound only after that minute is marked as well', async () => {
    const { remotes, venue, says, pass } = await muted();
    await pass(59_000);
    const { turn } = await says(ada.id);
    await pass(1_000);
    turn.addText('Noon.');
    turn.addAudio(SOUND);
    turn.finish({ is: 'complete' });
    await settle();
    assert.equal(remotes.of('withdraw').length, 1);
    assert.deepEqual(venue.captions[0]?.mark, { code: 'answer.unheard-muted' });
  });

  test('is not even begun when that lasts, and still marked, and the next one after it is spoken', async () => {
    const { remotes, venue, answered, mutes, pass } = await muted('off');
    await pass(60_000);
    await answered();
    assert.equal(remotes.of('speak').length, 0);
    assert.deepEqual(venue.captions[0]?.mark, { code: 'answer.unheard-muted' });
    await mutes(false);
    await answered();
    assert.equal(remotes.of('speak').length, 1);
  });

  test('is marked when the call ends before it can be heard', async () => {
    const { venue, calls, answered } = await muted();
    await answered();
    await calls.leave('guild');
    await settle();
    assert.deepEqual(venue.captions[0]?.mark, { code: 'answer.unheard-muted' });
  });
});

describe('what people say', () => {
  test('goes to the conversation as it comes, in their name', async () => {
    const { remotes, conversations, join } = await calling();
    await join({}, { conversationId: 'thread', parentId: 'general' });
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    remotes.events.message(heardSound(1));
    const [utterance] = conversations.utterances;
    assert.deepEqual(utterance?.place, at('thread', 'guild', 'general'));
    assert.deepEqual(utterance?.turn.question.person, { id: ada.id, name: 'Ada' });
    assert.equal(utterance?.speech.length, 100);
    remotes.events.message({ is: 'over', call: 'guild', utterance: 1 });
    assert.equal(utterance?.speech.speaking, false);
    remotes.events.message(heardSound(1));
    assert.equal(utterance?.speech.length, 100);
  });

  test('is dropped, and the call goes on, when the conversation cannot take it', async () => {
    const { venue, remotes, conversations, calls, join } = await calling();
    venue.open('lounge', [ada, bob]);
    await join();
    conversations.refusal = new UserError({ code: 'asking.full', most: 5 });
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    remotes.events.message(heardSound(1));
    conversations.refusal = undefined;
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 2, userId: bob.id });
    assert.equal(conversations.utterances.length, 1);
    assert.equal(conversations.utterances[0]?.speech.length, 0);
    assert.equal(calls.view('guild')?.state, 'on');
  });
});
