import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Parley } from './parley.ts';

/** A private message of Ada's with the button "Forget it all", whose press is answered by an edit of the interaction. */
const forgetting = async (parley: Parley, person = parley.ada) => {
  const reply = await person.slash('reset', {}, { in: person.dm });
  await reply.shows(/Forget|forget/);
  const [message] = reply.messages;
  assert.ok(message);
  return { message, button: 'reset:confirm' };
};

describe('a flood of button presses', () => {
  test('does not hold up an answer in another channel', async () => {
    await using parley = await Parley.open();
    const { message, button } = await forgetting(parley);
    const people = Array.from({ length: 400 }, (_, index) => parley.guild.member(`Member ${index}`));
    await Promise.all(people.map((person) => person.press(message, button)));
    await parley.discord.until(() => parley.conversations.forgotten.length === people.length);
    await parley.ada.says('@Parley quick?');
    const turn = await parley.conversations.next();
    turn.addText('Quick.');
    await parley.general.shows('Quick.', { deadline: 1_500 });
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
      await reset.call(parley.conversations, channel);
    };
    const presses = await Promise.all(Array.from({ length: 100 }, () => parley.ada.press(message, button)));
    await parley.discord.until(() =>
      presses.some((press) => press.messages.some(({ text }) => /one at a time/.test(text))),
    );
    gate.resolve();
    await parley.discord.until(() => parley.conversations.forgotten.length === 6);
    const bob = parley.guild.member('Bob');
    const his = await forgetting(parley, bob);
    await bob.press(his.message, his.button);
    await parley.discord.until(() => parley.conversations.forgotten.length === 7);
    assert.equal(most, 1);
    const told = presses.filter((press) => press.messages.some(({ text }) => /one at a time/.test(text)));
    assert.equal(told.length, 1);
  });
});
