import assert from 'node:assert/strict';
import type { Channel } from '../../world/discord/channel.ts';
import { Interaction, InteractionKind } from '../../world/discord/interaction.ts';
import { interactionPayload } from '../../world/discord/interaction-payload.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Permissions } from '../../world/discord/permissions.ts';
import { Reply } from '../../world/discord/reply.ts';
import { sentence } from '../sentences.ts';
import type { Room } from './stage.ts';

export const MANAGE = sentence({ code: 'access.manage' });
export const ONLY_CHANNEL = sentence({ code: 'settings.only-channel' });
export const OLD = sentence({ code: 'asking.old-button' });

/** Somebody who may do everything in the server. */
export const openBoss = (room: Room): Member => room.guild.member('Boss', { permissions: 'admin' });

/** Somebody who has a right by a role that can be taken from them. */
export const openManager = (room: Room, permissions: Permissions = 'ManageGuild') => {
  const role = room.guild.role('Managers', { permissions });
  const member = room.member('Mona');
  member.gets(role);
  return { member, role };
};

/** The panel in a room's channel, with the settings of that channel. */
export const openPanel = async (room: Room, by: Member): Promise<{ panel: Reply; message: Message }> => {
  const panel = await by.slash('settings panel', {}, { in: room.channel });
  await panel.until(({ messages }) => messages.length > 0);
  const [message] = panel.messages;
  assert.ok(message);
  return { panel, message };
};

/** Sends something that was done to a message as Discord would, whatever it says. */
const send = (by: Member, source: Message, kind: number, data: Record<string, unknown>, channel: Channel): Reply => {
  // A form belongs to the press that opened it.
  const trigger = new Interaction({ kind: InteractionKind.component, member: by, channel, source });
  const interaction = new Interaction({ kind, member: by, channel, source, trigger });
  channel.world.interact(interaction, interactionPayload(interaction, data));
  return new Reply(interaction);
};

/** Presses a button that somebody made up. */
export const press = (by: Member, source: Message, customId: string): Reply =>
  send(by, source, InteractionKind.component, { custom_id: customId, component_type: 2 }, source.channel);

/** Chooses from a menu what it doesn't offer. */
export const choose = (by: Member, source: Message, customId: string, values: unknown): Reply =>
  send(by, source, InteractionKind.component, { custom_id: customId, component_type: 3, values }, source.channel);

/** Sends a form that somebody made up. */
export const submit = (
  by: Member,
  source: Message,
  customId: string,
  components: unknown,
  channel = source.channel,
): Reply => send(by, source, InteractionKind.modalSubmit, { custom_id: customId, components }, channel);

/** One field of a form that is sent. */
export const field = (custom_id: string, what: Record<string, unknown>, type = 4) => ({
  type: 18,
  id: 1,
  component: { type, id: 2, custom_id, ...what },
});

/** What only the person reads who did it. */
export const told = async (reply: Reply): Promise<string> => {
  const alone = () =>
    reply.interaction.followUps.at(-1) ??
    (reply.interaction.original !== reply.source && reply.messages.at(-1)?.ephemeral
      ? reply.messages.at(-1)
      : undefined);
  await reply.until(() => alone()?.text);
  return alone()?.text ?? '';
};

/** What is set in the server, and in the room's channel, as an export has it. */
export const readStored = async (room: Room): Promise<{ server: object; channel: object | undefined }> => {
  const reply = await openBoss(room).slash('settings export', {}, { in: room.channel });
  await reply.until(({ messages }) => messages.some(({ files }) => files.length > 0));
  const [file] = reply.messages.flatMap(({ files }) => files);
  const { server, channels } = JSON.parse(String(file?.content));
  return { server, channel: channels[room.channel.id] };
};

/** Nothing is set, and the bot lives. */
export const isUntouched = async (room: Room): Promise<void> => {
  assert.deepEqual(await readStored(room), { server: {}, channel: undefined });
  await room.goesOn();
};
