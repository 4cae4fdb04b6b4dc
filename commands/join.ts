import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Sender } from '../src/base/inbound.ts';
import { composeWelcome, renderAnnouncement } from '../src/calls/announcements.ts';
import type { CallView, CaptionMode, ListenMode, NoticeChannel, VoiceChannel } from '../src/calls/contract.ts';
import { explainHindrance } from '../src/calls/hindrance-text.ts';
import type { Action, Command, CommandReply, Invocation } from '../src/discord/inbound/command.ts';
import type { Text } from '../src/text/text.ts';
import { assertInServer, type CallInteraction, findCall, mayControlCall } from './call-controls.ts';
import { keepWish } from './call-wish.ts';
import { IN_SERVERS } from './command-contexts.ts';
import type { Services } from './services.ts';

const LISTEN = ['auto', 'everyone', 'addressed', 'button', 'off'] as const satisfies readonly (ListenMode | 'auto')[];

const CAPTIONS = ['off', 'answers', 'all'] as const satisfies readonly CaptionMode[];

/** `/join`: brings Parley into a voice channel, where this channel's conversation is spoken from then on. */
export const join: Command<Services> = {
  name: 'join',
  define: (words) => ({
    ...words.describe('command.join'),
    ...IN_SERVERS,
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        ...words.describe('option.channel'),
        channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'listen',
        ...words.describe('option.listen'),
        choices: LISTEN.map((value) => ({ value, ...words.name(`choice.listen-${value}`) })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'captions',
        ...words.describe('option.captions'),
        choices: CAPTIONS.map((value) => ({ value, ...words.name(`choice.captions-${value}`) })),
      },
    ],
  }),
  execute: {
    acknowledge: 'private',
    run(use, services) {
      const { options } = use.interaction;
      const listen = findChoice(LISTEN, options.getString('listen'));
      const captions = findChoice(CAPTIONS, options.getString('captions'));
      // An option that wasn't picked must be absent: the call then keeps the setting it has.
      const settings = { ...(listen && { listen }), ...(captions && { captions }) };
      return startCall(use, services, { channel: options.getChannel('channel')?.id, settings });
    },
  },
  heed(interaction, { calls }) {
    const [, wish] = interaction.customId.split(':');
    if (interaction.guildId && (wish === 'heard' || wish === 'unheard'))
      calls.heed(interaction.guildId, interaction.user.id, wish === 'heard');
  },
  buttons: {
    mine: { acknowledge: 'private', run: (use, services) => startCall(use, services, { settings: {} }) },
    talk: {
      acknowledge: 'private',
      async run({ inbound, interaction, values: [channelId], say }, { calls, agreements }) {
        assertInServer(interaction);
        const call = findCallToTalk(interaction, calls, channelId);
        if (call.consent === 'opt-in') await agreements.check(inbound.person.id, call.guildId, call.days);
        giveFloor({ interaction, person: inbound.person }, calls, call);
        return { content: say({ code: 'talk.go-ahead' }) };
      },
    },
    unheard: chooseWith('consent.unheard'),
    heard: chooseWith('consent.heard'),
  },
};

/** What somebody wants of a call: in which channel it's to be, if not in their own, and how. */
type JoinWish = { channel?: string | undefined; settings: { listen?: ListenMode | 'auto'; captions?: CaptionMode } };

/** Brings Parley into a voice channel. */
const startCall = async (
  { inbound, interaction, say }: Invocation<ChatInputCommandInteraction | ButtonInteraction>,
  services: Services,
  { channel, settings }: JoinWish,
): Promise<CommandReply> => {
  assertInServer(interaction);
  const { place, person: by } = inbound;
  const { channel: conversationId, parent: parentId } = place;
  const { id: channelId } = findWantedChannel(interaction, services, channel);
  const { guildId } = interaction;
  const { createdTimestamp: at } = interaction;
  const view = await services.calls.join({ guildId, channelId, conversationId, parentId, settings, by, at });
  const note = await keepWish(settings, inbound, { settings: services.settings, at });
  const { says, small } = composeWelcome(view);
  const notes = [await nameSilent(view, interaction, services), note].filter((one) => one !== undefined);
  return { content: renderAnnouncement({ says, small: [...small, ...notes] }, say) };
};

/** How many of those are named who have yet to agree. */
const MOST_NAMED = 5;

/** Of how many people in a call it's looked up whether they agreed: each costs a look into the store. */
const MOST_LOOKED_UP = 20;

/**
 * Who could speak in a call but isn't heard, because people have to agree first and they didn't. Only whoever joined reads it.
 * Nobody hears a stage's audience, or whom a moderator has muted.
 */
const nameSilent = async (
  { consent, listen, guildId, channelId, noticeIn: channel }: CallView,
  { guild }: CallInteraction,
  { venue, agreements }: Pick<Services, 'venue' | 'agreements'>,
): Promise<Text | undefined> => {
  if (consent !== 'opt-in' || listen === 'off') return undefined;
  const maySpeak = (id: string): boolean => {
    const state = guild.voiceStates.cache.get(id);
    return !state?.suppress && !state?.serverMute;
  };
  const people = (venue.channel(channelId)?.participants ?? []).filter(({ id, bot }) => !bot && maySpeak(id));
  const asked = people.slice(0, MOST_LOOKED_UP).map(({ id }) => ({ id, kind: 'member' as const }));
  const silent = [...(await agreements.findSilent(asked, guildId))];
  if (silent.length === 0) return undefined;
  const named = silent.slice(0, MOST_NAMED);
  const more = people.length > asked.length ? 'unknown' : silent.length - named.length;
  return { code: 'join.not-agreed', people: named, more, channel };
};

/** A button about being heard. The choice took effect when the press arrived (`heed`); here it's stored. */
function chooseWith(code: 'consent.heard' | 'consent.unheard'): Action<ButtonInteraction, Services> {
  return {
    acknowledge: 'private',
    async run({ interaction, say }, { calls }) {
      assertInServer(interaction);
      await calls.consent(interaction.guildId, interaction.user.id);
      return { content: say({ code }) };
    },
  };
}

/** The call in which somebody wants to talk by a button. @throws UserError if that's not how it is */
const findCallToTalk = (
  interaction: CallInteraction,
  calls: Services['calls'],
  channelId: string | undefined,
): CallView => {
  const call = findCall(interaction, calls, channelId);
  if (interaction.member.voice.channelId !== call.channelId)
    throw new UserError({ code: 'talk.join-first', voice: call.channelId });
  if (call.listen !== 'button') throw new UserError({ code: 'talk.not-needed' });
  return call;
};

/** Gives a person the floor, if they may have it: that depends on who they are at this very press. @throws UserError */
const giveFloor = (
  { interaction, person }: { interaction: CallInteraction; person: Sender },
  calls: Services['calls'],
  call: CallView,
): void => {
  const grant = calls.grant(interaction.guildId, person);
  if (grant === 'refused') throw new UserError({ code: 'talk.not-for-you' });
  if (grant === 'unheard') throw new UserError(explainSilence(call));
};

/** Why a person who pressed **Talk** isn't heard. */
const explainSilence = ({ hears }: CallView): Text => {
  if (hears.is === 'unannounced') return hears.why;
  return { code: hears.is === 'deafened' ? 'panel.deafened' : 'talk.unheard' };
};

/** The voice channel to join. @throws UserError if Parley can't join it, or the person may not bring it there */
const findWantedChannel = (
  interaction: CallInteraction,
  services: Services,
  named: string | undefined,
): VoiceChannel => {
  const { member, guild, channelId } = interaction;
  const id = named ?? member.voice.channelId;
  if (!id) throw new UserError({ code: 'call.no-voice-channel' });
  const channel = services.venue.channel(id);
  if (channel?.guildId !== guild.id) throw new UserError({ code: 'call.unknown-channel' });
  const rights = guild.channels.cache.get(id)?.permissionsFor(member);
  // Otherwise people could listen in, through Parley, on a channel that they may not join themselves.
  const mayEnter = rights?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.Connect]);
  if (!mayEnter && member.voice.channelId !== id) throw new UserError({ code: 'call.may-not-enter', voice: id });
  const reason = explainHindrance(channel);
  if (reason) throw new UserError(reason);
  checkNotice(services.venue.noticeChannel(id, channelId));
  checkCall(interaction, id, services);
  return channel;
};

/** People must be able to read that Parley listens. @throws UserError where it may not post that */
const checkNotice = ({ id, missing }: NoticeChannel): void => {
  if (missing.length === 0) return;
  throw new UserError({ code: 'call.cannot-announce', channel: id, missing });
};

/** Only the people in a call may end or change it. @throws UserError for others, unless the call is empty */
const checkCall = ({ guildId, member }: CallInteraction, id: string, { calls, venue, mention }: Services): void => {
  const call = calls.view(guildId);
  if (!call || mayControlCall(member, call)) return;
  const people = venue.channel(call.channelId)?.participants.filter(({ bot }) => !bot) ?? [];
  if (people.length === 0) return;
  if (call.channelId === id) throw new UserError({ code: 'call.change-not-yours', voice: id });
  throw new UserError({ code: 'call.busy', voice: call.channelId, leave: mention('leave') });
};

/** The choice that a person picked, if it's one of ours: Discord sends what an app chose to send. */
const findChoice = <T extends string>(choices: readonly T[], value: string | null): T | undefined =>
  choices.find((choice) => choice === value);
