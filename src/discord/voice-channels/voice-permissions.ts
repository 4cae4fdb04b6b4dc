import {
  ChannelType,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  type VoiceBasedChannel,
} from 'discord.js';
import type { Hindrance } from '../../calls/contract.ts';
import type { Permission } from '../../text/values.ts';
import { listWritePermissions } from '../gateway/writable-channel.ts';

/** The permissions that a call needs in a voice channel. */
const NEEDED = {
  voice: [
    ['ViewChannel', [PermissionFlagsBits.ViewChannel]],
    ['Connect', [PermissionFlagsBits.Connect]],
    ['Speak', [PermissionFlagsBits.Speak]],
  ],
  // On a stage the bot has to be allowed to speak; with Mute Members it needn't ask (Discord docs, resources/voice).
  stage: [
    ['ViewChannel', [PermissionFlagsBits.ViewChannel]],
    ['Connect', [PermissionFlagsBits.Connect]],
    ['RequestToSpeak', [PermissionFlagsBits.RequestToSpeak, PermissionFlagsBits.MuteMembers]],
  ],
} as const;

/** Which kind of voice channel it is. */
export const readChannelKind = ({ type }: VoiceBasedChannel): 'voice' | 'stage' =>
  type === ChannelType.GuildStageVoice ? 'stage' : 'voice';

/** The permissions that `me` lacks for a call in a channel. */
export const listMissingPermissions = (channel: VoiceBasedChannel, me: GuildMember): Permission[] => {
  const rights = channel.permissionsFor(me);
  return NEEDED[readChannelKind(channel)].flatMap(([name, bits]) =>
    bits.some((bit) => rights.has(bit)) ? [] : [name],
  );
};

/**
 * Whether the channel is full for `me`. Move Members lets the bot in all the same (Discord docs,
 * topics/voice-connections).
 */
export const isFull = (channel: VoiceBasedChannel, me: GuildMember, people: number): boolean => {
  const { userLimit } = channel;
  return userLimit > 0 && people >= userLimit && !channel.permissionsFor(me).has(PermissionFlagsBits.MoveMembers);
};

/** What `me` can't do in a channel it's in. On a stage, without permission to speak, it can only listen. */
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

/** The permissions that `me` lacks for writing in a channel. */
export const listMissingToWrite = (channel: GuildBasedChannel, me: GuildMember): Permission[] => {
  const rights = channel.permissionsFor(me);
  // Writing in a voice channel's chat requires permission to enter the channel.
  const needed: Permission[] = [
    ...listWritePermissions(channel),
    ...(channel.isVoiceBased() ? ['Connect' as const] : []),
  ];
  return needed.filter((name) => !rights.has(name));
};
