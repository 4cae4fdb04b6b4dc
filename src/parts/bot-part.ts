import { commands } from '../../commands/index.ts';
import type { Calls } from '../calls/calls.ts';
import type { Config } from '../config.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { Bot, type BotOptions, type BotStart } from '../discord/bot.ts';
import type { AnswerSounds } from '../media/out/answer-sounds.ts';
import { findProxy, formatProxy } from '../proxy/proxy-settings.ts';
import type { StartOptions } from './start-options.ts';

/** Makes Discord's side, which isn't logged in yet. */
export const makeBot = (config: Config, means: Omit<BotOptions, 'apiUrl' | 'shards'>): Bot => {
  const { discordApiUrl: apiUrl, shards } = config;
  const { ids, count } = shards;
  return new Bot({
    ...means,
    apiUrl,
    ...(ids !== 'auto' && count !== 'auto' && { shards: { ids: [...ids], count } }),
  });
};

/** What people can use through Discord. */
type BotServices = { conversations: Conversations; calls: Calls; sounds: AnswerSounds };

/** What the bot talks with, and what must be right before it logs in. */
export type BotStartMeans = Pick<StartOptions, 'log' | 'say' | 'signal'> &
  Pick<BotStart<BotServices>, 'reader' | 'stages' | 'admitted'> &
  BotServices;

/** Logs in, and goes on with what a dead process has left in servers, as soon as Discord tells of them. */
export const startBot = async (config: Config, bot: Bot, means: BotStartMeans): Promise<void> => {
  const { conversations, calls, sounds, reader, stages, admitted, log, say, signal } = means;
  const restore = (guildIds: readonly string[]) => {
    void calls.restore(guildIds);
    void conversations.remnants.restore(guildIds);
  };
  bot.venue.on((change) => change.is === 'came' && restore([change.guildId]));
  const { invite } = await bot.start({
    token: config.discordToken,
    proxy: findDiscordProxy(config),
    guildId: config.commandsGuildId,
    commands,
    services: { conversations, calls, sounds },
    reader,
    stages,
    promises: conversations.remnants.unfinished,
    admitted,
    signal,
  });
  if (invite) {
    log.warn({ event: 'bot.alone', invite }, 'the bot is in no server yet');
    say(`Parley isn’t in any server yet. Add it to one with this link: ${invite}`);
  }
  restore(bot.guildIds());
};

/** The proxy by which Discord is reached, if any, as people know it. */
const findDiscordProxy = ({ proxies, discordApiUrl = 'https://discord.com' }: Config): string | undefined => {
  const proxy = findProxy(proxies, discordApiUrl);
  return proxy && formatProxy(proxy);
};
