import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { Message } from '../../../world/discord/message.ts';
import { sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const TOO_MANY = sentence({ code: 'asking.too-many-presses' });

/** A private message of Ada's with the button "Forget everything", whose press is answered by an edit of the interaction. */
const forgetting = async (parley: Parley, person = parley.ada) => {
  const reply = await person.slash('reset', {}, { in: person.dm });
  await reply.shows(sentence({ code: 'reset.confirm' }));
  const [message] = reply.messages;
  assert.ok(message);
  return { message, button: 'reset:confirm' };
};

describe('a flood of button presses', () => {
  test('does not hold up an answer in another channel', async () => {
    await using parley = await Parley.open();
    const { message, button } = await forgetting(parley);
    const people = Array.from({ length: 150 }, (_, index) => parley.guild.member(`Member ${index}`));
    await Promise.all(people.map((person) => person.press(message, button)));
    await parley.discord.until(() => parley.conversations.forgotten.length === people.length);
    await parley.ada.says('@Parley quick?');
    const turn = await parley.conversations.next();
    turn.addText('Quick.');
    await parley.general.shows('Quick.');
    // discord.js would have made everybody wait for the second after fifty edits.
    assert.equal(parley.logs.filter(({ msg }) => msg === 'waiting for a rate limit').length, 0);
  });

  test('of one person is taken one at a time, and what is too much of it is told once', async () => {
    await using parley = await Parley.open();
    const { message, button } = await forgetting(parley);
    let [running, most] = [0, 0];
    const gate = Promise.withResolvers<void>();
    const { reset } = parley.conversations;
    parley.conversations.reset = async (channel) => {
      running += 1;
      most = Math.max(most, running);
      await gate.promise;
      running -= 1;
      return reset.call(parley.conversations, channel);
    };
    const presses = await Promise.all(Array.from({ length: 100 }, () => parley.ada.press(message, button)));
    await parley.discord.until(() => presses.some((press) => press.messages.some(({ text }) => text === TOO_MANY)));
    gate.resolve();
    await parley.discord.until(() => parley.conversations.forgotten.length === 6);
    const bob = parley.guild.member('Bob');
    const his = await forgetting(parley, bob);
    await bob.press(his.message, his.button);
    await parley.discord.until(() => parley.conversations.forgotten.length === 7);
    assert.equal(most, 1);
    const told = presses.filter((press) => press.messages.some(({ text }) => text === TOO_MANY));
    assert.equal(told.length, 1);
  });

  test('is no reason to ignore the button Stop while an earlier press takes long', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('I was about');
    await reply.shows('I was about');
    const { message, button } = await forgetting(parley);
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<'done'>();
    parley.conversations.reset = () => {
      asked.resolve();
      return gate.promise;
    };
    await parley.ada.press(message, button);
    await asked.promise;
    await reply.press('Stop');
    await parley.during(Promise.race([turn.ended, parley.clock.sleep(10_000)]));
    assert.deepEqual(turn.end, { is: 'interrupted' });
    await parley.during(reply.shows(`I was about\n\n${sentence({ code: 'answer.interrupted' })}`));
    gate.resolve('done');
  });
});

const SHARE = sentence({ code: 'asking.share', most: 5 });

/** Nothing of whoever floods is taken by the conversation. */
const refuse = ({ conversations }: Parley, floods: (person: { id: string }) => boolean) => {
  const ask = conversations.ask.bind(conversations);
  conversations.ask = (channel, question, ready) => {
    if (floods(question.person)) throw new UserError({ code: 'asking.share', most: 5 });
    return ask(channel, question, ready);
  };
};

const sentences = ({ general, discord }: Parley) =>
  general.messages.filter(({ author, text }) => author.id === discord.bot.id && text === SHARE);

describe('a flood of mentions', () => {
  test('is told off once a minute, then by a few reactions, and holds up nobody else', async () => {
    await using parley = await Parley.open();
    refuse(parley, ({ id }) => id === parley.ada.id);
    const reactions = parley.discord.hold(/^PUT .*reactions/);
    const flood: Message[] = [];
    for (let number = 0; number < 200; number += 1) flood.push(await parley.ada.says(`@Parley ${number}`));
    await parley.guild.member('Bob').says('@Parley mine');
    const turn = await parley.conversations.next();
    turn.addText('Yours.');
    turn.finish({ is: 'complete' });
    const answer = await parley.general.shows('Yours.');
    assert.equal(sentences(parley).length, 1);
    const sent = parley.general.messages.filter(({ author }) => author.id === parley.discord.bot.id);
    assert.deepEqual(sent.slice(1), [answer]);
    reactions.release();
    const reacted = () => flood.filter((message) => message.reactions.has('⏳'));
    await parley.discord.until(() => reacted().length === 6);
    await parley.clock.advance(60_000);
    await parley.ada.says('@Parley again');
    await parley.general.until(() => sentences(parley).length === 2);
    assert.equal(reacted().length, 6);
  });

  test('by many people gets five sentences a minute in a channel, and reactions', async () => {
    await using parley = await Parley.open();
    refuse(parley, () => true);
    const people = Array.from({ length: 50 }, (_, index) => parley.guild.member(`Member ${index}`));
    const messages = await Promise.all(people.map((person) => person.says('@Parley hello')));
    await parley.discord.until(() => messages.filter(({ reactions }) => reactions.size > 0).length === 45);
    assert.equal(sentences(parley).length, 5);
    const elsewhere = parley.guild.text('elsewhere');
    await parley.ada.says('@Parley hello', { in: elsewhere });
    await elsewhere.shows(SHARE);
  });

  test('where the bot may not react is told off once, and then by nothing', async () => {
    await using parley = await Parley.open();
    refuse(parley, ({ id }) => id === parley.ada.id);
    parley.general.deny('AddReactions');
    for (let number = 0; number < 20; number += 1) await parley.ada.says(`@Parley ${number}`);
    await parley.guild.member('Bob').says('@Parley mine');
    await parley.conversations.next();
    await parley.general.until(() => sentences(parley).length > 0);
    assert.equal(sentences(parley).length, 1);
    assert.deepEqual(
      parley.discord.requests.filter(({ method, path }) => method === 'PUT' && /reactions/.test(path)),
      [],
    );
  });
});
