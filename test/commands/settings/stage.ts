import assert from 'node:assert/strict';
import type { Channel } from '../../../world/discord/channel.ts';
import type { Member } from '../../../world/discord/member.ts';
import type { Reply } from '../../../world/discord/reply.ts';
import { Parley } from '../../discord/stage.ts';

/** A server with its manager, and somebody who manages only channels. */
export const openServer = async (started: Parameters<typeof Parley.open>[0] = {}) => {
  const parley = await Parley.open(started);
  const manager = parley.guild.role('Managers', { permissions: 'ManageGuild' });
  const keeper = parley.guild.role('Keepers', { permissions: 'ManageChannels' });
  const [boss, carl] = [parley.guild.member('Boss'), parley.guild.member('Carl')];
  boss.gets(manager);
  carl.gets(keeper);
  return { parley, boss, carl, manager, keeper };
};

/** Resolves once the bot has said something. */
export const answered = async (reply: Reply): Promise<Reply> => {
  await reply.until(({ messages }) => messages.length > 0);
  return reply;
};

/** The panel of settings, on the page of a group if one is named. */
export const openPanel = async (who: Member, group?: string, channel?: Channel): Promise<Reply> => {
  const panel = await answered(await who.slash('settings panel', {}, channel ? { in: channel } : {}));
  if (group === undefined) return panel;
  const letter = /^settings:group:(\w)$/.exec(idsOf(panel).find((id) => id.startsWith('settings:group:')) ?? '')?.[1];
  await panel.select(`settings:group:${letter}`, [group]);
  await panel.until(({ text }) => text.includes(' › '));
  return panel;
};

/** The custom ids under a reply. */
export const idsOf = ({ messages }: Reply): string[] =>
  messages.flatMap(({ components }) =>
    [...JSON.stringify(components).matchAll(/"custom_id":"([^"]*)"/g)].map(([, id = '']) => id),
  );

/** Presses a button that opens a form; resolves to what shows it. */
export const openForm = async (panel: Reply, button: string): Promise<Reply> => {
  const form = await panel.press(button);
  await form.until(({ modal }) => modal);
  assert.ok(form.modal);
  return form;
};

/** What is told to the person alone, besides the panel. */
export const told = async (reply: Reply): Promise<string> => {
  await reply.until(({ interaction }) => interaction.followUps.length > 0);
  return reply.interaction.followUps.at(-1)?.text ?? '';
};
