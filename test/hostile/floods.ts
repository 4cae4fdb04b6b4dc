import assert from 'node:assert/strict';
import { hold, say } from '../../world/live/steps.ts';
import { press } from './presses.ts';
import type { Case, Room } from './stage.ts';

/** Somebody's answer is under way until `go` is called; whatever else is asked waits. */
const busy = async (room: Room) => {
  const gate = Promise.withResolvers<void>();
  room.answer = [say('First.'), hold(gate.promise)];
  await (await room.ask('first', room.member('Grace'))).shows('First.');
  room.answer = 'Next.';
  return gate.resolve;
};

/** What one person may do many times over, and what it costs the others. */
export const floods: Case[] = [
  {
    what: 'who asks once is answered before the second question of one who asks thirty-three times',
    async holds(room) {
      const go = await busy(room);
      await Promise.all(Array.from({ length: 33 }, (_, index) => room.posts(`again ${index}`)));
      await room.posts('only once', room.member('Bob'));
      await room.stage.room().goesOn();
      go();
      await room.channel.until(() => room.read.length >= 3);
      assert.ok([1, 2].includes(room.read.indexOf('[Bob] only once')), room.read.join('\n'));
    },
  },
  {
    what: 'one person has five questions waiting, and reads that the others are not taken',
    async holds(room) {
      const go = await busy(room);
      const replies = await Promise.all(Array.from({ length: 12 }, () => room.asks('again')));
      const refused = () => replies.filter(({ messages }) => messages.some(({ ephemeral }) => ephemeral));
      await room.stage.world.discord.until(() => refused().length >= 7);
      assert.equal(refused().length, 7);
      for (const { messages } of refused()) assert.match(messages[0]?.text ?? '', /waiting/);
      go();
      await room.stage.world.discord.until(() => room.read.length === 6);
    },
  },
  {
    what: 'sixty mentions in a moment are refused in one sentence, and others are answered',
    async holds(room) {
      const go = await busy(room);
      for (let index = 0; index < 60; index++) void room.posts(`again ${index}`);
      const began = performance.now();
      await room.stage.room().goesOn();
      assert.ok(performance.now() - began < 5_000);
      go();
      await room.channel.until(() => room.texts.filter((text) => text === 'Next.').length >= 5);
      const refusals = room.texts.filter((text) => /waiting/.test(text));
      assert.equal(refusals.length, 1, refusals.join('\n'));
    },
  },
  {
    what: 'two hundred presses of one person do not hold up what others read',
    async holds(room) {
      const [message] = (await room.ask('hello')).messages;
      if (!message) throw new Error('There is no answer to press on.');
      for (let index = 0; index < 200; index++) press(room, message, 'ask:continue:1:1');
      const began = performance.now();
      await room.stage.room().goesOn();
      assert.ok(performance.now() - began < 3_000, `${performance.now() - began}`);
    },
  },
];
