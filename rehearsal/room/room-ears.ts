import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import { packetDecoder } from '../../world/discord/voice/codec.ts';
import type { Scene } from '../scene.ts';

/** Takes what somebody says: the speaker's id, and 16-bit PCM of 48 kHz, mono. */
export type VoiceListener = (speakerId: string, pcm: Buffer) => void;

/**
 * Lets a member hear the voice channel that they are in, as Discord's apps do: the bot and the other members, but not themselves.
 * Call the result to stop that.
 */
export const followVoices = ({ guild, world }: Scene, member: Member, hear: VoiceListener): (() => void) => {
  const { voice, bot } = world.discord;
  const decoders = new Map<string, ReturnType<typeof packetDecoder>>();
  const take = (channel: Channel, speakerId: string, opus: Buffer | undefined) => {
    if (speakerId === member.id || guild.voiceChannelOf(member) !== channel) return;
    const decode = decoders.get(speakerId) ?? packetDecoder();
    decoders.set(speakerId, decode);
    hear(speakerId, decode(opus));
  };
  const ends = guild.channels
    .filter(({ isVoice }) => isVoice)
    .flatMap((channel) => [
      voice.hears(channel).follow(({ opus }) => take(channel, bot.id, opus)),
      voice.overhears(channel, (speakerId, opus) => take(channel, speakerId, opus)),
    ]);
  return () => {
    for (const end of ends) end();
  };
};
