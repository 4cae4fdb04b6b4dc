import { pickCommands } from '../../commands/index.ts';
import type { UsageReader } from '../budget/usage.ts';
import type { Calls } from '../calls/calls.ts';
import type { Config } from '../config.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { Bot, type BotOptions, type BotStart } from '../discord/bot.ts';
import { type GatewayClientOptions, makeGatewayClient } from '../discord/gateway/gateway-client.ts';
import { findGoneChannels } from '../discord/gateway/gone-channels.ts';
import type { SparePeople } from '../discord/inbound/earlier-messages.ts';
import type { FaceKeeper } from '../face/face-keeper.ts';
import type { AnswerSounds } from '../media/out/answer-sounds.ts';
import type { CallMinutes } from '../minutes/call-minutes.ts';
import type { MinutesMaker } from '../minutes/minutes-maker.ts';
import type { TranscriptReader } from '../minutes/transcript-reader.ts';
import type { Agreements } from '../privacy/agreements.ts';
import type { PrivacyDesk } from '../privacy/privacy-desk.ts';
import { findProxy, formatProxy } from '../proxy/proxy-settings.ts';
import { forgetChannels, type GoneSearch } from '../settings/channel-room.ts';
import type { Settings } from '../settings/settings.ts';
import { languages } from '../text/catalogues.ts';
import { type FindLocale, makeLanguages } from '../text/languages.ts';
import type { PlaceTools } from '../tools/place-tools.ts';
import type { ToolChanges } from '../tools/tool-changes.ts';
import type { FleetMember } from './fleet-part.ts';
import type { GeminiServices } from './live-part.ts';
import { hasMcp, makeMaterials } from './material-part.ts';
import type { McpPart } from './mcp-part.ts';
import { makeSamples } from './sound-part.ts';
import type { StartOptions } from './start-options.ts';
import type { Reminders } from './tools-part.ts';

/** What connects to Discord, which nobody else needs to know. */
type Client = ReturnType<typeof makeGatewayClient>;

/** What the connections to Discord need, which aren't made yet. */
type ClientMeans = Omit<GatewayClientOptions, 'apiUrl' | 'shards' | 'readsContent'>;

/** What Discord's side needs before it's logged in. `findLanguage` is asked what language is set for a place. */
type BotMeans = ClientMeans & Pick<BotOptions, 'claims' | 'observe'> & { client: Client; findLanguage: FindLocale };

/** Makes what connects to Discord, and what finds out with it which of a server's channels are gone for sure. */
export const makeClient = (config: Config, means: ClientMeans): { client: Client; findGone: GoneSearch } => {
  const client = makeGatewayClient({ ...means, ...toGatewaySettings(config) });
  return { client, findGone: (...of) => findGoneChannels(client, ...of) };
};

/** Makes Discord's side, which isn't logged in yet. */
export const makeBot = (config: Config, { client, findLanguage, ...means }: BotMeans): Bot =>
  new Bot({ ...means, ...toGatewaySettings(config), languages: makeLanguages(languages, 'en', findLanguage) }, client);

const toGatewaySettings = ({ discordApiUrl: apiUrl, shards, messageContent: readsContent }: Config) => {
  const { ids, count } = shards;
  return { apiUrl, readsContent, ...(ids !== 'auto' && count !== 'auto' && { shards: { ids: [...ids], count } }) };
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
  tools: Pick<PlaceTools, 'checkSwitches'>;
  changes: ToolChanges;
  reminders: Reminders;
  usage: UsageReader;
  face: FaceKeeper;
  transcripts: TranscriptReader;
  minutes: MinutesMaker;
};

/** What the bot talks with, and what must be right before it logs in. */
export type BotStartMeans = Pick<StartOptions, 'log' | 'say' | 'signal'> &
  Pick<
    BotStart<BotServices>,
    'reader' | 'stages' | 'admitted' | 'settings' | 'noteHuman' | 'introduce' | 'findOmission'
  > &
  BotServices & {
    callMinutes: Pick<CallMinutes, 'restore'>;
    /** This process among the others. */
    fleet: Pick<FleetMember, 'start'>;
    /** Those of these people who may not write in a place. */
    findDenied: SparePeople;
    mcp: Pick<McpPart, 'tools'>;
  };

/** Only what people can use. */
const pickServices = (means: BotServices): BotServices => {
  const { conversations, calls, sounds, settings, privacy, agreements } = means;
  const { gemini, tools, changes, reminders, usage, face, transcripts, minutes } = means;
  const asked = { conversations, calls, sounds, settings, privacy, agreements };
  return { ...asked, gemini, tools, changes, reminders, usage, face, transcripts, minutes };
};

/** Goes on with what a dead process has left in servers, as Discord tells of them; the result does that for servers that it told of. */
const followServers = (bot: Bot, { calls, callMinutes, conversations, face }: BotStartMeans) => {
  const restore = (guildIds: readonly string[]) => {
    void calls.restore(guildIds);
    void callMinutes.restore(guildIds);
    void conversations.remnants.restore(guildIds);
    void face.restore(guildIds);
  };
  bot.venue.on((change) => {
    if (change.is === 'came') restore(change.guildIds);
    // Discord forgets what Parley looked like there.
    else if (change.is === 'left') void face.forget(change.guildId);
  });
  return restore;
};

/** Logs in, and goes on with what a dead process has left in servers, as soon as Discord tells of them. */
export const startBot = async (config: Config, bot: Bot, means: BotStartMeans): Promise<void> => {
  const { conversations, calls, settings, privacy, gemini, log, say } = means;
  const { reader, stages, noteHuman, introduce, findDenied, findOmission, admitted, fleet, signal, mcp } = means;
  const restore = followServers(bot, means);
  // If it can't be stored, it's made up for once the room is needed.
  bot.onChannelGone((server, channel) => void forgetChannels(settings, server, [channel]).catch(() => {}));
  const { invite } = await bot.start({
    token: config.discordToken,
    proxy: findDiscordProxy(config),
    guildId: config.commandsGuildId,
    commands: pickCommands({ hasMaterial: hasMcp(config) }),
    services: {
      ...pickServices(means),
      samples: makeSamples(gemini),
      materials: makeMaterials(config, { ...mcp, settings }),
    },
    reader,
    stages,
    settings,
    noteHuman,
    introduce,
    findOmission,
    ...makeReadingRules({ privacy, calls, findDenied }),
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
  means.reminders.start();
};

/**
 * Nobody passes on what somebody wrote who wants nothing stored, or who may not write there. What calls nobody may be meant for
 * Parley in the chat of a call.
 */
const makeReadingRules = ({ privacy, calls, findDenied }: Pick<BotStartMeans, 'privacy' | 'calls' | 'findDenied'>) => ({
  async spare(...[people, place]: Parameters<SparePeople>) {
    const ids = people.map(({ id }) => id);
    const [unstored, denied] = await Promise.all([privacy.findUnstored(ids), findDenied(people, place)]);
    return unstored.union(denied);
  },
  isMeant: calls.isMeant.bind(calls),
});

/** The proxy by which Discord is reached, if any, as people know it. */
const findDiscordProxy = ({ proxies, discordApiUrl = 'https://discord.com' }: Config): string | undefined => {
  const proxy = findProxy(proxies, discordApiUrl);
  return proxy && formatProxy(proxy);
};
