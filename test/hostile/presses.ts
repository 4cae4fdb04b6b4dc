import assert from 'node:assert/strict';
import { Interaction, InteractionKind } from '../../world/discord/interaction.ts';
import { interactionPayload } from '../../world/discord/interaction-payload.ts';
import type { Message } from '../../world/discord/message.ts';
import { Reply } from '../../world/discord/reply.ts';
import { drop, hold, say } from '../../world/live/steps.ts';
import type { Case, Room } from './stage.ts';

/** Sends a press as Discord would if somebody had made the button up. */
export const press = (room: Room, source: Message, customId: string): Reply => {
  const interaction = new Interaction({
    kind: InteractionKind.component,
    member: room.ada,
    channel: room.channel,
    source,
  });
  room.stage.world.discord.interact(
    interaction,
    interactionPayload(interaction, { custom_id: customId, component_type: 2 }),
  );
  return new Reply(interaction);
};

/** Custom ids that no button of ours has, or that one had before something was forgotten. */
const IDS = [
  'ask',
  'ask:',
  'ask:continue',
  'ask:1:1',
  'ask:0:0',
  'ask:-1:-1',
  'ask:NaN:NaN',
  'ask:1e400:1',
  'ask:9007199254740993:1',
  'ask:1:1:1:1',
  'stop',
  'stop:',
  'stop:1',
  'stop:1:../../etc/passwd',
  'reset:',
  'reset:everything',
  'join:hear:me',
  'leave:now',
  '__proto__:x',
  'constructor:prototype',
  'toString:',
  '\u202E:\u0000',
  '💥',
  'x'.repeat(100),
];

const made: Case[] = IDS.map((id) => ({
  what: `a press on a button that says ${JSON.stringify(id)} is answered to who pressed it, and harms nothing`,
  async holds(room) {
    const [message] = (await room.ask('hello')).messages;
    const { length } = room.read;
    const reply = press(room, message as Message, id);
    await reply.until(({ messages }) => messages.some(({ ephemeral, text }) => ephemeral && text !== ''));
    assert.equal(room.read.length, length);
    await room.goesOn();
  },
}));

const again: Case[] = [
  {
    what: 'Continue that two people press at once asks once',
    async holds(room) {
      const gate = Promise.withResolvers<void>();
      room.answer = [say('Once upon a time'), hold(gate.promise), drop];
      const reply = await room.ask('a story');
      gate.resolve();
      await reply.until(({ messages }) => JSON.stringify(messages.at(-1)?.components ?? '').includes('Continue'));
      room.answer = [say('there was a bot.')];
      const bob = room.member('Bob');
      const presses = await Promise.all([reply.press('Continue'), reply.press('Continue', bob)]);
      await Promise.all(presses.map((one) => one.until(({ acknowledged }) => acknowledged !== undefined)));
      await room.channel.until(() => room.texts.some((text) => text.includes('there was a bot.')));
      assert.equal(room.texts.filter((text) => text.includes('there was a bot.')).length, 1);
    },
  },
];

/** What people may press. */
export const presses: Case[] = [...made, ...again];
