import type { Scene } from '../scene.ts';
import type { DeedTable } from './deed-table.ts';
import type { RoomCast } from './room-cast.ts';
import type { RoomSounds } from './room-sounds.ts';
import type { RoomVoices } from './room-voices.ts';

/** What members do in voice channels, and who comes. */
type CallDeed = 'come' | 'enter' | 'leave' | 'speak';

/** The desk's surroundings. */
type CallScene = { scene: Scene; cast: RoomCast; sounds: RoomSounds; voices: RoomVoices };

/** What members do in voice channels, and who comes. */
export const makeCallDeeds = ({ scene, cast, sounds, voices }: CallScene): DeedTable<CallDeed> => ({
  come: ({ name }) => ({ id: cast.come(name).id }),
  enter({ as, channelId }) {
    const member = cast.find(as);
    const channel = cast.findChannel(channelId, member);
    if (!channel.isVoice) throw new Error('That isn’t a voice channel.');
    if (scene.guild.voiceChannelOf(member) !== channel) member.joins(channel);
  },
  leave({ as }) {
    const member = cast.find(as);
    if (scene.guild.voiceChannelOf(member)) member.leaves();
  },
  async speak({ as, sentence }, { sound = [] }) {
    const member = cast.find(as);
    if (!scene.guild.voiceChannelOf(member)) throw new Error('Enter the voice channel first.');
    // Who speaks before the bot can hear is heard by nobody.
    if (scene.lounge.hasBot) await scene.lounge.connected();
    const said = await sounds.find({ sentence, file: sound[0] });
    voices.speak(member, said);
    return scene.lounge.hasBot
      ? undefined
      : { note: `${scene.world.discord.bot.name} isn’t in the call, so it doesn’t hear this. /join brings it there.` };
  },
});
