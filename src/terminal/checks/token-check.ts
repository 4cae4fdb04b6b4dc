import { type APIUser, Routes } from 'discord.js';
import type { Check } from '../check.ts';
import { askDiscord, common } from './discord-requests.ts';
import { proxy } from './proxy-check.ts';

/** Says whose token it is. All other requests to Discord need a valid one. */
export const token: Check = {
  ...common,
  name: 'Discord token',
  after: [proxy],
  run: (tools) =>
    askDiscord(tools, async (get) => {
      const { username, id } = await get<APIUser>(Routes.user());
      return { ok: true, seen: `the bot ${username} (${id})` };
    }),
};
