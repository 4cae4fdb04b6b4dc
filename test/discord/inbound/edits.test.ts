import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { holding, opens } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const asked = (parley: Parley) => parley.conversations.asked.map(({ text }) => text);

const answers = ({ general, discord }: Parley) => general.messages.filter(({ author }) => author.id === discord.bot.id);

/** Events are looked at in order, so once this one was asked everything before it has been looked at. */
const afterAll = async (parley: Parley) => {
  await parley.guild.member('Cleo').says('@Parley last');
  await parley.conversations.heard('last');
};

/** A question that waits: the conversation has taken it, and has not begun with it. */
const waiting = async (parley: Parley, text: string, where = parley.general) => {
  const message = await parley.ada.says(`@Parley ${text}`, { in: where });
  await parley.conversations.heard(text);
  const turn = parley.conversations.turns.find(({ question }) => question.text === text);
  assert.ok(turn);
  return { message, turn };
};

describe('a message that is edited', () => {
  test('to add the mention is answered once, below the message', async () => {
    await using parley = await Parley.open();
    const message = await parley.ada.says('what is the capital of Brazil?');
    await parley.clock.advance(119_000);
    await parley.ada.edits(message, '@Parley what is the capital of Brazil?');
    const turn = await parley.conversations.next();
    turn.addText('Brasília');
    turn.finish({ is: 'complete' });
    assert.equal((await parley.general.shows('Brasília')).replyTo, message);
    await parley.ada.edits(message, '@Parley what is the capital of Brazil now?');
    await afterAll(parley);
    assert.deepEqual(asked(parley), ['what is the capital of Brazil?', 'last']);
  });

  test('to add the mention in the instant in which it was written is answered once', async () => {
    await using parley = await Parley.open({ readsContent: true });
    const message = await parley.ada.says('why?');
    await parley.ada.edits(message, '@Parley why?');
    await parley.conversations.heard('why?');
    await afterAll(parley);
    assert.deepEqual(asked(parley), ['why?', 'last']);
  });

  test('while it’s found out whether its first words are meant is answered once, whatever is known first', async () => {
    for (const [words, text] of [
      ['@Parley why?', 'why?'],
      ['you there?', 'you there?'],
    ] as const) {
      const gates = new Map(['hm', 'you there?'].map((one) => [one, Promise.withResolvers<boolean>()]));
      const asks = new Set<string>();
      const isMeant = async (_place: unknown, _id: string, about: string) => {
        asks.add(about);
        return (await gates.get(about)?.promise) ?? false;
      };
      await using parley = await Parley.open({ readsContent: true, isMeant });
      const message = await parley.ada.says('hm');
      await parley.ada.edits(message, words);
      await afterAll(parley);
      assert.deepEqual([...asks], words === text ? ['hm', text] : ['hm']);
      gates.get('hm')?.resolve(false);
      gates.get('you there?')?.resolve(true);
      await parley.conversations.heard(text);
      await parley.guild.member('Dora').says('@Parley the end');
      await parley.conversations.heard('the end');
      assert.deepEqual(asked(parley), ['last', text, 'the end']);
    }
  });

  test('to add the mention after two minutes is left alone', async () => {
    await using parley = await Parley.open();
    const message = await parley.ada.says('hello');
    await parley.clock.advance(121_000);
    await parley.ada.edits(message, '@Parley hello');
    await afterAll(parley);
    assert.deepEqual(asked(parley), ['last']);
  });

  test('to add the question to a bare mention is answered', async () => {
    await using parley = await Parley.open();
    const message = await parley.ada.says('@Parley');
    await parley.general.shows(opens({ code: 'mention.empty', ask: '' }));
    await parley.ada.edits(message, '@Parley why?');
    await parley.conversations.heard('why?');
  });

  test('once it is answered is not answered again', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'why?');
    turn.begin();
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.general.shows('Because.');
    await parley.ada.edits(message, '@Parley why not?');
    await afterAll(parley);
    assert.deepEqual(asked(parley), ['why?', 'last']);
  });

  test('while it waits is asked in its newest words', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'one');
    await parley.ada.edits(message, '@Parley two');
    await parley.ada.edits(message, '@Parley three');
    await afterAll(parley);
    assert.equal(turn.question.text, 'three');
    assert.deepEqual(asked(parley), ['one', 'last']);
  });

  test('while it is being answered changes nothing', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'one');
    turn.begin();
    await parley.ada.edits(message, '@Parley two');
    await parley.ada.deletes(message);
    await afterAll(parley);
    assert.equal(turn.question.text, 'one');
    assert.equal(turn.end, undefined);
  });

  test('so that it is not for Parley any more is not asked', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'one');
    await parley.ada.edits(message, 'one, Bob?');
    assert.deepEqual(await turn.ended, { is: 'yielded' });
  });

  test('so that it is for Parley again is asked, since it was not answered', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'one');
    await parley.ada.edits(message, 'one, Bob?');
    await turn.ended;
    await parley.ada.edits(message, '@Parley two');
    await parley.conversations.heard('two');
  });

  test('in a direct message is asked as edited, too', async () => {
    await using parley = await Parley.open();
    const message = await parley.ada.says('one', { in: parley.ada.dm });
    await parley.conversations.heard('one');
    await parley.ada.edits(message, 'two');
    await afterAll(parley);
    assert.equal(parley.conversations.turns[0]?.question.text, 'two');
  });

  test('by Discord alone, to show a card of a link, is as it was', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'see https://example.org');
    const part = { id: message.id, channel_id: parley.general.id, guild_id: parley.guild.id, embeds: [] };
    parley.discord.gateway.forge('MESSAGE_UPDATE', part, parley.guild.id);
    await afterAll(parley);
    assert.equal(turn.end, undefined);
    assert.equal(turn.question.text, 'see https://example.org');
  });
});

describe('a question that waits is not asked', () => {
  test('when its message is deleted, and nothing is said about it', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await waiting(parley, 'one');
    await parley.ada.deletes(message);
    assert.deepEqual(await turn.ended, { is: 'yielded' });
    await afterAll(parley);
    assert.deepEqual(answers(parley), []);
  });

  test('when its message is deleted with others at once', async () => {
    await using parley = await Parley.open();
    const [first, second] = [await waiting(parley, 'one'), await waiting(parley, 'two')];
    parley.general.purge([first.message, second.message]);
    assert.deepEqual(await Promise.all([first.turn.ended, second.turn.ended]), [{ is: 'yielded' }, { is: 'yielded' }]);
  });

  test('when what says that it is being thought about is deleted', async () => {
    await using parley = await Parley.open();
    const moderator = parley.guild.member('Mo', { permissions: 'admin' });
    await parley.ada.slash('ask', { question: 'one' });
    await parley.conversations.heard('one');
    const [thinking] = parley.general.messages;
    assert.ok(thinking?.thinking);
    // What the bot itself writes there takes nothing back.
    thinking.edit({ content: 'Still waiting' });
    await afterAll(parley);
    assert.equal(parley.conversations.turns[0]?.end, undefined);
    await moderator.deletes(thinking);
    assert.deepEqual(await parley.conversations.turns[0]?.ended, { is: 'yielded' });
  });

  test('when the answer whose rest is asked for is deleted', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Once upon a time');
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(3);
    await parley.during(reply.shows(holding({ code: 'gemini.broken' })));
    await parley.during(reply.until(({ messages }) => messages.some(({ components }) => components.length > 0)));
    await reply.press('Continue');
    await parley.conversations.heard('the rest of 3');
    const [half] = reply.messages;
    assert.ok(half);
    await parley.guild.member('Mo', { permissions: 'admin' }).deletes(half);
    assert.deepEqual(await parley.conversations.turns[1]?.ended, { is: 'yielded' });
  });

  test('when its channel is deleted, however it was asked, or the channel of its thread', async () => {
    await using parley = await Parley.open();
    const room = parley.guild.text('room');
    const mentioned = await waiting(parley, 'one', room);
    const inThread = await waiting(parley, 'two', room.thread('side'));
    await parley.ada.slash('ask', { question: 'three' }, { in: room });
    await parley.conversations.heard('three');
    const elsewhere = await waiting(parley, 'four');
    const slash = parley.conversations.turns.find(({ question }) => question.text === 'three');
    room.delete();
    for (const turn of [mentioned.turn, inThread.turn, slash]) assert.deepEqual(await turn?.ended, { is: 'yielded' });
    assert.equal(elsewhere.turn.end, undefined);
  });

  test('when its thread is deleted, or Parley is thrown out of the server', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side');
    const [inThread, inChannel] = [await waiting(parley, 'one', thread), await waiting(parley, 'two')];
    thread.delete();
    assert.deepEqual(await inThread.turn.ended, { is: 'yielded' });
    assert.equal(inChannel.turn.end, undefined);
    parley.guild.kickBot();
    assert.deepEqual(await inChannel.turn.ended, { is: 'yielded' });
  });
});
