import assert from 'node:assert/strict';
import { hold, say, stayQuiet } from '../../world/live/steps.ts';
import type { Case, Room } from './stage.ts';

const long = 'This is a rather long sentence of an answer that does not end. '.repeat(250);

/** Resolves once the model was asked something in a room. */
const asked = (room: Room) => room.channel.until(() => room.read.length > 0);

/** What may be missing or go away. */
export const rights: Case[] = [
  {
    what: 'asked where it may not write, it reacts or writes directly, and the model is not asked',
    async holds(room) {
      room.channel.deny('SendMessages');
      const message = await room.posts('hello');
      const { discord } = room.stage.world;
      await discord.until(
        ({ requests }) =>
          room.ada.dm.messages.length > 0 || requests.some(({ path }) => path.includes(`/${message.id}/reactions/`)),
      );
      assert.deepEqual(room.read, []);
    },
  },
  {
    what: 'asked with a command where it may not write, it answers all the same',
    async holds(room) {
      room.channel.deny('SendMessages');
      await (await room.ask('hello')).shows('All right.');
    },
  },
  {
    what: 'without the right to read what was said it answers, if not as a reply',
    async holds(room) {
      room.channel.deny('ReadMessageHistory');
      await room.posts('hello');
      await room.channel.until(() => room.texts.length > 1);
    },
  },
  {
    what: 'without the right to attach files a long answer is not lost in silence',
    async holds(room) {
      room.channel.deny('AttachFiles');
      room.answer = [say(long)];
      const reply = await room.ask('long');
      await reply.until(({ messages }) => /⚠|file/.test(messages.at(-1)?.text ?? '') || messages.length > 5);
    },
  },
  {
    what: 'a channel that is deleted in the middle of an answer harms nothing else',
    async holds(room) {
      const gate = Promise.withResolvers<void>();
      room.answer = [say('Once upon'), hold(gate.promise), say(' a time.')];
      await room.ask('a story');
      room.channel.delete();
      gate.resolve();
      await room.stage.room().goesOn();
    },
  },
  {
    what: 'a question whose message is deleted before it is asked is not asked',
    async holds(room) {
      const gate = Promise.withResolvers<void>();
      room.answer = [say('First.'), hold(gate.promise)];
      const first = room.ask('one');
      await asked(room);
      const second = await room.posts('two');
      await room.ada.deletes(second);
      // What Discord tells comes in order, so the bot knows of the deletion once it answers to something later.
      await (await room.ada.slash('help', {}, { in: room.channel })).until(({ messages }) => messages.length > 0);
      await first;
      gate.resolve();
      await room.goesOn();
      assert.ok(!room.read.some((text) => text.includes('two')), room.read.join());
    },
  },
  {
    what: 'an answer that somebody deletes while it grows is not a reason to fall silent',
    async holds(room) {
      room.answer = [say('Once'), stayQuiet(1_500), say(' upon'), stayQuiet(1_500), say(' a time.')];
      const answer = await room.mention('a story');
      room.channel.removed(answer);
      await room.goesOn();
    },
  },
  {
    what: 'a bot that mentions it is not answered',
    async holds(room) {
      const bot = room.guild.member('Robot', { bot: true });
      await room.posts('hello', bot);
      await room.goesOn();
      assert.ok(!room.read.some((text) => text.startsWith('[Robot]')));
    },
  },
  {
    what: 'a webhook that mentions it is not answered',
    async holds(room) {
      const { discord } = room.stage.world;
      discord.webhookSays(room.channel, 'Parley', `<@${discord.bot.id}> hello`);
      await room.goesOn();
      assert.equal(room.read.length, 1);
    },
  },
  {
    what: 'an empty mention gets a hint and costs nothing',
    async holds(room) {
      const answer = await room.answered(await room.ada.says('@Parley', { in: room.channel }));
      assert.match(answer.text, /\w/);
      assert.deepEqual(room.read, []);
    },
  },
  {
    what: 'everybody is pinged by nobody: a mention of everyone does not ask',
    async holds(room) {
      await room.ada.says('@everyone hello', { in: room.channel });
      await room.goesOn();
      assert.equal(room.read.length, 1);
    },
  },
];
