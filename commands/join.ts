import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { composeWelcome, renderAnnouncement } from '../src/calls/announcements.ts';
import {
  type CallView,
  type CaptionMode,
  explainHindrance,
  type ListenMode,
  type NoticeChannel,
  type VoiceChannel,
} from '../src/calls/contract.ts';
import type { Action, Command } from '../src/discord/inbound/command.ts';
import type { Text } from '../src/text/text.ts';
import { assertInServer, type CallInteraction, findCall, mayControlCall } from './call-controls.ts';
import { IN_SERVERS } from './command-contexts.ts';
import type { Services } from './services.ts';

const LISTEN: Record<ListenMode | 'auto', string> = {
  auto: 'answer everything if one person is there, otherwise when called by name',
  everyone: 'answer whatever is said',
  addressed: 'answer when called by name',
  button: 'listen to whoever presses Talk',
  off: 'listen to nobody, only speak',
};

const CAPTIONS: Record<CaptionMode, string> = {
  off: 'write nothing',
  answers: 'write my answers',
  all: 'write my answers and what I heard',
};

/** `/join`: brings Parley into a voice channel, and the conversation of this channel gains a voice. */
export const join: Command<Services> = {
  data: {
    name: 'join',
    description: 'Bring Parley into a voice channel, to listen and to answer aloud',
    ...IN_SERVERS,
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        description: 'The voice channel; yours if you name none',
        channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'listen',
        description: 'Whom Parley listens to',
        choices: choicesOf(LISTEN),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'captions',
        description: 'What Parley writes here of the words in the call',
        choices: choicesOf(CAPTIONS),
      },
    ],
  },
  execute: {
    acknowledge: 'private',
    async run({ inbound, interaction }, services) {
      assertInServer(interaction);
      const { member, guildId, channelId: conversationId } = interaction;
      const { id: channelId } = findWantedChannel(interaction, services);
      const listen = one(LISTEN, interaction.options.getString('listen'));
      const captions = one(CAPTIONS, interaction.options.getString('captions'));
      // What is not named must be absent: the call then keeps what it has.
      const settings = { ...(listen && { listen }), ...(captions && { captions }) };
      const by = { id: member.id, name: member.displayName, bot: false };
      const view = await services.calls.join({ guildId, channelId, conversationId, by, settings });
      return { content: renderAnnouncement(composeWelcome(view), services.say(inbound.person.locale)) };
    },
  },
  heed(interaction, { calls }) {
    const [, wish] = interaction.customId.split(':');
    if (interaction.guildId && (wish === 'heard' || wish === 'unheard'))
      calls.heed(interaction.guildId, interaction.user.id, wish === 'heard');
  },
  buttons: {
    talk: {
      acknowledge: 'private',
      async run({ inbound, interaction, values: [channelId] }, { calls, say }) {
        assertInServer(interaction);
        giveFloor(interaction, calls, channelId);
        return { content: say(inbound.person.locale)({ code: 'talk.go-ahead' }) };
      },
    },
    unheard: chooseWith('consent.unheard'),
    heard: chooseWith('consent.heard'),
  },
};

/** A button about being heard. What was chosen was heeded when it arrived; here it is stored. */
function chooseWith(code: 'consent.heard' | 'consent.unheard'): Action<ButtonInteraction, Services> {
  return {
    acknowledge: 'private',
    async run({ inbound, interaction }, { calls, say }) {
      assertInServer(interaction);
      await calls.consent(interaction.guildId, interaction.user.id);
      return { content: say(inbound.person.locale)({ code }) };
    },
  };
}

const giveFloor = (interaction: CallInteraction, calls: Services['calls'], channelId?: string): void => {
  const call = findCall(interaction, calls, channelId);
  if (interaction.member.voice.channelId !== call.channelId)
    throw new UserError({ code: 'talk.join-first', voice: call.channelId });
  if (call.listen !== 'button') throw new UserError({ code: 'talk.not-needed' });
  if (!calls.grant(interaction.guildId, interaction.user.id)) throw new UserError(explainSilence(call));
};

/** Why somebody who asked for the floor is not heard. */
const explainSilence = ({ hears }: CallView): Text => {
  if (hears.is === 'unannounced') return hears.why;
  return { code: hears.is === 'deafened' ? 'panel.deafened' : 'talk.unheard' };
};

/** The voice channel to enter. @throws UserError with what to do if that cannot be, or may not. */
const findWantedChannel = (
  interaction: CallInteraction & ChatInputCommandInteraction<'cached'>,
  services: Services,
): VoiceChannel => {
  const { member, guild, options, channelId } = interaction;
  const id = options.getChannel('channel')?.id ?? member.voice.channelId;
  if (!id) throw new UserError({ code: 'call.no-voice-channel' });
  const channel = services.venue.channel(id);
  if (channel?.guildId !== guild.id) throw new UserError({ code: 'call.unknown-channel' });
  const rights = guild.channels.cache.get(id)?.permissionsFor(member);
  // Nobody may listen in, through me, where they could not listen themselves.
  const mayEnter = rights?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.Connect]);
  if (!mayEnter && member.voice.channelId !== id) throw new UserError({ code: 'call.may-not-enter', voice: id });
  const reason = explainHindrance(channel);
  if (reason) throw new UserError(reason);
  checkNotice(services.venue.place(id, channelId));
  checkCall(interaction, id, services);
  return channel;
};

/** People must be able to read that I listen, so I only listen where I may write. */
const checkNotice = ({ id, missing }: NoticeChannel): void => {
  if (missing.length === 0) return;
  throw new UserError({ code: 'call.cannot-announce', channel: id, missing });
};

/** A call that is on is not taken away from those who are in it, nor changed by others. */
const checkCall = ({ guildId, member }: CallInteraction, id: string, { calls, venue, mention }: Services): void => {
  const call = calls.view(guildId);
  if (!call || mayControlCall(member, call)) return;
  const people = venue.channel(call.channelId)?.participants.filter(({ bot }) => !bot) ?? [];
  if (people.length === 0) return;
  if (call.channelId === id) throw new UserError({ code: 'call.change-not-yours', voice: id });
  throw new UserError({ code: 'call.busy', voice: call.channelId, leave: mention('leave') });
};

/** The choices of an option, from what each of its values means. */
function choicesOf(meanings: Record<string, string>) {
  return Object.entries(meanings).map(([value, meaning]) => ({ value, name: `${value}: ${meaning}` }));
}

const isOne = <T extends string>(meanings: Record<T, string>, value: string): value is T =>
  Object.hasOwn(meanings, value);

/** The choice that somebody made, if it is one of those there are. */
const one = <T extends string>(meanings: Record<T, string>, value: string | null): T | undefined =>
  value !== null && isOne(meanings, value) ? value : undefined;
