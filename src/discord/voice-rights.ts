import { ChannelType, type GuildMember, PermissionFlagsBits, type VoiceBasedChannel } from 'discord.js';

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
export const kindOf = ({ type }: VoiceBasedChannel): 'voice' | 'stage' =>
  type === ChannelType.GuildStageVoice ? 'stage' : 'voice';

/** The permissions that `me` lacks for a call in a channel, by the names that Discord shows. */
export const missing = (channel: VoiceBasedChannel, me: GuildMember): string[] => {
  const rights = channel.permissionsFor(me);
  return NEEDED[kindOf(channel)].flatMap(([name, bits]) => (bits.some((bit) => rights.has(bit)) ? [] : [name]));
};

/** Whether there is no room for `me`. Who may move members enters all the same (Discord docs, topics/voice-connections). */
export const isFull = (channel: VoiceBasedChannel, me: GuildMember, people: number): boolean => {
  const { userLimit } = channel;
  return userLimit > 0 && people >= userLimit && !channel.permissionsFor(me).has(PermissionFlagsBits.MoveMembers);
};
