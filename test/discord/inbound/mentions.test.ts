import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { at } from '../../place.ts';
import { opens, sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const said = (parley: Parley) => parley.conversations.asked.map(({ text }) => text);

/** Messages are looked at in order, so once this one was asked everything before it has been looked at. */
const afterAll = async (parley: Parley) => {
  await parley.ada.says('@Parley last');
  await parley.conversations.heard('last');
};

describe('Parley is asked', () => {
  test('by a mention, and answers with a reply that grows', async () => {
    await using parley = await Parley.open();
    const question = await parley.ada.says('Hey @Parley, what is the capital of Brazil?');
    const turn = await parley.conversations.next();
    const { ada, general } = parley;
    assert.deepEqual(parley.conversations.heads, [[general.id, ada.id, 'Ada', 'Hey , what is the capital of Brazil?']]);
    turn.addText('Bra');
    const answer = await parley.general.shows('Bra');
    assert.equal(answer.replyTo, question);
    turn.addText('sília');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('Brasília'));
    assert.equal(answer.text, 'Brasília');
    assert.deepEqual([...answer.pinged], []);
  });

  test('by a mention, and says in a message that Gemini is slow, which becomes the answer', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley why?');
    const turn = await parley.conversations.next();
    turn.slow();
    const answer = await parley.during(parley.general.shows(sentence({ code: 'answer.slow' })));
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('Because.'));
    assert.equal(answer.text, 'Because.');
    assert.equal(parley.general.messages.length, 2);
  });

  test('by a mention that another process began to answer, whose words stay until there are others', async () => {
    await using parley = await Parley.open();
    const { id } = await parley.ada.says('@Parley why?');
    const turn = await parley.conversations.next();
    await fetch(`${parley.discord.api}/v10/channels/${parley.general.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${parley.discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'Beca', nonce: `${id}:0`, enforce_nonce: true }),
    });
    turn.slow();
    const posts = () =>
      parley.discord.requests.filter(({ method, path }) => method === 'POST' && /messages$/.test(path));
    await parley.discord.until(() => posts().length === 2);
    await parley.during(parley.clock.sleep(5_000));
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const answer = await parley.during(parley.general.shows('Because.'));
    assert.deepEqual(
      answer.edits.map(({ text }) => text),
      ['Beca', 'Because.'],
    );
  });

  test('by a mention of the role that carries its name', async () => {
    await using parley = await Parley.open();
    const role = [...parley.discord.guilds.values()]
      .flatMap(({ members }) => members)
      .find(({ id }) => id === parley.discord.bot.id)?.roles[0];
    await parley.ada.says(`<@&${role}> hello @Parley`);
    await parley.conversations.next();
    assert.deepEqual(said(parley), ['hello']);
  });

  test('by a reply to its message that pings it', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley one');
    const turn = await parley.conversations.next();
    turn.addText('Yes?');
    const answer = await parley.general.shows('Yes?');
    await parley.ada.says('and two', { replyTo: answer });
    await parley.conversations.next();
    assert.deepEqual(said(parley), ['one', 'and two']);
  });

  test('by anything in a direct message', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('hello', { in: parley.ada.dm });
    const turn = await parley.conversations.next();
    assert.deepEqual(parley.conversations.heads, [[parley.ada.dm.id, parley.ada.id, 'Ada', 'hello']]);
    turn.addText('Hello, Ada.');
    turn.finish({ is: 'complete' });
    await parley.ada.dm.shows('Hello, Ada.');
  });

  test('in a thread, which is a channel of its own', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    await parley.ada.says('@Parley psst', { in: thread });
    const turn = await parley.conversations.next();
    assert.deepEqual(parley.conversations.asked[0]?.place, at(thread.id, parley.guild.id, parley.general.id));
    turn.addText('What?');
    await thread.shows('What?');
  });

  test('with the names of others in place of their mentions', async () => {
    await using parley = await Parley.open();
    parley.guild.member('Bob');
    await parley.ada.says(`@Parley who is @Bob, and what is <#${parley.general.id}>?`);
    await parley.conversations.next();
    assert.deepEqual(said(parley), ['who is @Bob, and what is #general?']);
  });

  test('with the words of a long message', async () => {
    await using parley = await Parley.open();
    const long = 'word '.repeat(790).trim();
    parley.ada.textLimit = 4_000;
    await parley.ada.says(`@Parley ${long}`);
    await parley.conversations.next();
    assert.deepEqual(said(parley), [long]);
  });
});

describe('an answer to a message', () => {
  test('is announced by typing until there is a word of it', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley think');
    const turn = await parley.conversations.next();
    await parley.during(parley.discord.until(() => parley.discord.typing(parley.general) >= 3));
    turn.addText('Done.');
    await parley.general.shows('Done.');
    const typed = parley.discord.typing(parley.general);
    await parley.during(parley.clock.sleep(60_000));
    assert.ok(parley.discord.typing(parley.general) <= typed + 1);
  });

  test('goes on in further messages, of which only the first is a reply', async () => {
    await using parley = await Parley.open();
    const question = await parley.ada.says('@Parley tell');
    const turn = await parley.conversations.next();
    turn.addText('A word and another. '.repeat(150));
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.until(({ messages }) => messages.length === 3));
    assert.deepEqual(
      parley.general.messages.map(({ replyTo }) => replyTo),
      [undefined, question, undefined],
    );
  });

  test('comes even if the question was deleted meanwhile', async () => {
    await using parley = await Parley.open();
    const question = await parley.ada.says('@Parley tell');
    const turn = await parley.conversations.next();
    await parley.ada.deletes(question);
    turn.addText('Told.');
    await parley.general.shows('Told.');
  });

  test('is no reply where the bot may not read what was said before', async () => {
    await using parley = await Parley.open();
    parley.general.deny('ReadMessageHistory');
    await parley.ada.says('@Parley tell');
    const turn = await parley.conversations.next();
    turn.addText('Told.');
    assert.equal((await parley.general.shows('Told.')).replyTo, undefined);
  });

  test('is more messages where it is too long for a few and files are forbidden', async () => {
    await using parley = await Parley.open();
    parley.general.deny('AttachFiles');
    await parley.ada.says('@Parley tell');
    const turn = await parley.conversations.next();
    turn.addText(`${'A word and another. '.repeat(700)}The end.`);
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(/The end\.$/));
    assert.equal(parley.general.messages.length, 9);
  });

  test('is the reason if nothing can be asked', async () => {
    await using parley = await Parley.open();
    parley.conversations.refusal = new UserError({ code: 'asking.restarting' });
    await parley.ada.says('@Parley tell');
    await parley.general.shows(sentence({ code: 'asking.restarting' }));
  });

  test('is a hint if there is no question', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley');
    await parley.general.shows(opens({ code: 'mention.empty', ask: '' }));
    assert.deepEqual(said(parley), []);
  });
});

describe('Parley is not asked', () => {
  test('by what people say to each other', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const message = await parley.ada.says('hello all');
    await bob.says('hello @Ada', { replyTo: message });
    await afterAll(parley);
    assert.deepEqual(said(parley), ['last']);
  });

  test('by other bots and by webhooks', async () => {
    await using parley = await Parley.open();
    await parley.guild.member('Robot', { bot: true }).says('@Parley hello');
    parley.discord.webhookSays(parley.general, 'Hook', `<@${parley.discord.bot.id}> hello`);
    await afterAll(parley);
    assert.deepEqual(said(parley), ['last']);
  });

  test('by a reply without a ping, whose words Discord does not show', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley one');
    (await parley.conversations.next()).addText('Yes?');
    const answer = await parley.general.shows('Yes?');
    await parley.ada.says('just between us', { replyTo: answer, ping: false });
    await afterAll(parley);
    assert.deepEqual(said(parley), ['one', 'last']);
    assert.equal(parley.general.messages.filter(({ author }) => author.id === parley.discord.bot.id).length, 1);
  });

  test('where it may not write', async () => {
    await using parley = await Parley.open();
    const quiet = parley.guild.text('quiet');
    quiet.deny('SendMessages');
    await parley.ada.says('@Parley hello', { in: quiet });
    await parley.logged('asked where the bot cannot write');
    assert.deepEqual(said(parley), []);
  });

  test('in a thread where it may not write, although it may in the channel', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    parley.general.deny('SendMessagesInThreads');
    await parley.ada.says('@Parley hello', { in: thread });
    await parley.logged('asked where the bot cannot write');
    assert.deepEqual(said(parley), []);
  });
});
