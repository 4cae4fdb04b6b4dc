import assert from 'node:assert/strict';
import { accessSentences } from '../../src/text/en/access-sentences.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { Room } from './stage.ts';

/** Why somebody is refused. */
export type Refusal = keyof typeof accessSentences;

/** The server's owner. */
export const findOwner = ({ guild }: Room): Member =>
  guild.find(guild.owner.id) ?? assert.fail('the server has no owner');

const read = async (reply: Reply): Promise<string> => {
  await reply.until(({ messages }) => messages.some(({ text }) => text !== ''));
  return reply.messages.at(-1)?.text ?? '';
};

/** The owner sets something for a room; for the whole server where it can't be set for a channel alone. */
export const set = async (room: Room, setting: string, value: string, where = 'channel'): Promise<void> => {
  const options = { setting, value, where };
  const text = await read(await findOwner(room).slash('settings set', options, { in: room.channel }));
  assert.match(text, /^✅|is now|already/, text);
};

/** Somebody is refused a command or a press for this reason, which only they can read. */
export const refusedBy = async (reply: Reply, why: Refusal): Promise<void> => {
  // A press may have left the message with the button as it was.
  const alone = () =>
    [...reply.messages, ...reply.interaction.followUps].findLast(({ ephemeral, text }) => ephemeral && text !== '');
  await reply.until(alone);
  assert.equal(alone()?.text, accessSentences[why]);
};

/** A message that asks is refused for this reason. */
export const refused = async (room: Room, message: Message, why: Refusal): Promise<void> => {
  assert.equal((await room.answered(message)).text, accessSentences[why]);
};

/** Nothing comes of what was written so far in a room: the model isn't asked, and nobody is told anything. */
export const ignored = async (room: Room, write: () => unknown): Promise<void> => {
  const asked = room.read.length;
  const { id } = room.stage.world.discord.bot;
  const said = () => room.channel.messages.filter(({ author }) => author.id === id).length;
  const before = said();
  await write();
  // What comes later is answered, so it was looked at.
  await room.stage.room().goesOn();
  assert.deepEqual([room.read.length - asked, said() - before], [0, 0], room.texts.join('\n'));
};
