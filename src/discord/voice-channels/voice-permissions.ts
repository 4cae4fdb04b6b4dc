import {
  ChannelType,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  type VoiceBasedChannel,
} from 'discord.js';
import type { Hindrance } from '../../calls/contract.ts';

/** What a call needs in a voice channel, by the names that Discord shows to people. */
const NEEDED = {
  voice: [
    ['View Channel', [PermissionFlagsBits.ViewChannel]],
    ['Connect', [PermissionFlagsBits.Connect]],
    ['Speak', [PermissionFlagsBits.Speak]],
  ],
  // On a stage one is let speak; whoever may mute others need not ask (Discord docs, resources/voice).
  stage: [
    ['View Channel', [PermissionFlagsBits.ViewChannel]],
    ['Connect', [PermissionFlagsBits.Connect]],
    ['Request to Speak', [PermissionFlagsBits.RequestToSpeak, PermissionFlagsBits.MuteMembers]],
  ],
} as const;

/** What kind of voice channel it is. */
export const readChannelKind = ({ type }: VoiceBasedChannel): 'voice' | 'stage' =>
  type === ChannelType.GuildStageVoice ? 'stage' : 'voice';

/** The permissions that `me` lacks for a call in a channel, by the names that Discord shows. */
export const listMissingPermissions = (channel: VoiceBasedChannel, me: GuildMember): string[] => {
  const rights = channel.permissionsFor(me);
  return NEEDED[readChannelKind(channel)].flatMap(([name, bits]) =>
    bits.some((bit) => rights.has(bit)) ? [] : [name],
  );
};

/** Whether there is no room for `me`. Who may move members enters all the same (Discord docs, topics/voice-connections). */
export const isFull = (channel: VoiceBasedChannel, me: GuildMember, people: number): boolean => {
  const { userLimit } = channel;
  return userLimit > 0 && people >= userLimit && !channel.permissionsFor(me).has(PermissionFlagsBits.MoveMembers);
};

/** What is kept from `me` who is in a channel. On a stage and without the permission to speak, one is a listener. */
export const listHindrances = (channel: VoiceBasedChannel, me: GuildMember): Hindrance[] => {
  const { voice } = me;
  if (voice.channelId !== channel.id) return [];
  const mayNot = readChannelKind(channel) === 'voice' && !channel.permissionsFor(me).has(PermissionFlagsBits.Speak);
  return [
    ...(voice.serverMute ? (['muted'] as const) : []),
    ...(voice.serverDeaf ? (['deafened'] as const) : []),
    ...(voice.suppress || mayNot ? (['suppressed'] as const) : []),
    ...(voice.requestToSpeakTimestamp ? (['asked'] as const) : []),
  ];
};

/** The permissions that `me` lacks to write in a channel, by the names that Discord shows. */
export const listMissingToWrite = (channel: GuildBasedChannel, me: GuildMember): string[] => {
  const rights = channel.permissionsFor(me);
  const needed = [
    ['View Channel', PermissionFlagsBits.ViewChannel],
    channel.isThread()
      ? (['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads] as const)
      : (['Send Messages', PermissionFlagsBits.SendMessages] as const),
    // Nobody writes in the chat of a voice channel without the right to enter it.
    ...(channel.isVoiceBased() ? [['Connect', PermissionFlagsBits.Connect] as const] : []),
  ] as const;
  return needed.flatMap(([name, bit]) => (rights.has(bit) ? [] : [name]));
};
