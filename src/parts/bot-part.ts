import { commands } from '../../commands/index.ts';
import type { UsageReader } from '../budget/usage.ts';
import type { Calls } from '../calls/calls.ts';
import type { Config } from '../config.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { Bot, type BotOptions, type BotStart } from '../discord/bot.ts';
import type { SparePeople } from '../discord/inbound/earlier-messages.ts';
import type { FaceKeeper } from '../face/face-keeper.ts';
import type { AnswerSounds } from '../media/out/answer-sounds.ts';
import type { Agreements } from '../privacy/agreements.ts';
import type { PrivacyDesk } from '../privacy/privacy-desk.ts';
import { findProxy, formatProxy } from '../proxy/proxy-settings.ts';
import { forgetChannels } from '../settings/channel-room.ts';
import type { Settings } from '../settings/settings.ts';
import type { FleetMember } from './fleet-part.ts';
import type { GeminiServices } from './live-part.ts';
import { makeSamples } from './sound-part.ts';
import type { StartOptions } from './start-options.ts';

/** Makes Discord's side, which isn't logged in yet. */
export const makeBot = (config: Config, means: Omit<BotOptions, 'apiUrl' | 'shards' | 'readsContent'>): Bot => {
  const { discordApiUrl: apiUrl, shards, messageContent: readsContent } = config;
  const { ids, count } = shards;
  return new Bot({
    ...means,
    apiUrl,
    readsContent,
    ...(ids !== 'auto' && count !== 'auto' && { shards: { ids: [...ids], count } }),
  });
};

/** What people can use through Discord. */
type BotServices = {
  conversations: Conversations;
  calls: Calls;
  sounds: AnswerSounds;
  settings: Settings;
  privacy: PrivacyDesk;
  agreements: Agreements;
  gemini: GeminiServices;
  usage: UsageReader;
  face: FaceKeeper;
};

/** What the bot talks with, and what must be right before it logs in. */
export type BotStartMeans = Pick<StartOptions, 'log' | 'say' | 'signal'> &
  Pick<
    BotStart<BotServices>,
    'reader' | 'stages' | 'admitted' | 'settings' | 'noteHuman' | 'introduce' | 'findOmission'
  > &
  BotServices & {
    /** This process among the others. */
    fleet: Pick<FleetMember, 'start'>;
    /** Those of these people who may not write in a place. */
    findDenied: SparePeople;
  };

/** Logs in, and goes on with what a dead process has left in servers, as soon as Discord tells of them. */
export const startBot = async (config: Config, bot: Bot, means: BotStartMeans): Promise<void> => {
  const { conversations, calls, sounds, settings, privacy, agreements, gemini, usage, face, log, say } = means;
  const { reader, stages, noteHuman, introduce, findDenied, findOmission, admitted, fleet, signal } = means;
  const services = { conversations, calls, sounds, settings, privacy, agreements, gemini, usage, face };
  const restore = (guildIds: readonly string[]) => {
    void calls.restore(guildIds);
    void conversations.remnants.restore(guildIds);
    void face.restore(guildIds);
  };
  bot.venue.on((change) => {
    if (change.is === 'came') restore([change.guildId]);
    // Discord forgets what Parley looked like there.
    else if (change.is === 'left') void face.forget(change.guildId);
  });
  // If it can't be stored, it's made up for once the room is needed.
  bot.onChannelGone((server, channel) => void forgetChannels(settings, server, [channel]).catch(() => {}));
  const { invite } = await bot.start({
    token: config.discordToken,
    proxy: findDiscordProxy(config),
    guildId: config.commandsGuildId,
    commands,
    services: { ...services, samples: makeSamples(gemini) },
    reader,
    stages,
    settings,
    noteHuman,
    introduce,
    findOmission,
    spare: makeSpare(privacy, findDenied),
    promises: conversations.remnants.unfinished,
    admitted,
    ...fleet.start,
    signal,
  });
  if (invite) {
    log.warn({ event: 'bot.alone', invite }, 'the bot is in no server yet');
    say(`Parley isn’t in any server yet. Add it to one with this link: ${invite}`);
  }
  restore(bot.guildIds());
};

/** Nobody passes on what somebody wrote who wants nothing stored, or who may not write there. */
const makeSpare =
  (privacy: PrivacyDesk, findDenied: SparePeople): SparePeople =>
  async (people, place) => {
    const ids = people.map(({ id }) => id);
    const [unstored, denied] = await Promise.all([privacy.findUnstored(ids), findDenied(people, place)]);
    return unstored.union(denied);
  };

/** The proxy by which Discord is reached, if any, as people know it. */
const findDiscordProxy = ({ proxies, discordApiUrl = 'https://discord.com' }: Config): string | undefined => {
  const proxy = findProxy(proxies, discordApiUrl);
  return proxy && formatProxy(proxy);
};
