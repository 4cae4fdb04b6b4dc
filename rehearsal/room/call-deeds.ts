import { bitsOf } from '../../world/discord/permissions.ts';
import type { Scene } from '../scene.ts';
import type { DeedTable } from './deed-table.ts';
import type { RoomCast } from './room-cast.ts';
import { makeNote, RoomRefusal } from './room-refusal.ts';
import type { RoomSounds } from './room-sounds.ts';
import type { RoomVoices } from './room-voices.ts';

/** What members do in voice channels, and who comes. */
type CallDeed = 'come' | 'enter' | 'leave' | 'let speak' | 'speak';

/** The desk's surroundings. */
type CallScene = { scene: Scene; cast: RoomCast; sounds: RoomSounds; voices: RoomVoices };

/** Discord's type of a stage channel, and what its moderators may do (Discord docs, topics/permissions). */
const STAGE = 13;
const MODERATES = bitsOf('MuteMembers');

/** How long the bot may take to hear and be heard in a channel that it has entered, in milliseconds. */
const ENTRY = 10_000;

/** What members do in voice channels, and who comes. */
export const makeCallDeeds = ({ scene, cast, sounds, voices }: CallScene): DeedTable<CallDeed> => ({
  come: ({ name }) => ({ id: cast.come(name).id }),
  enter({ as, channelId }) {
    const member = cast.find(as);
    const channel = cast.findChannel(channelId, member);
    if (!channel.isVoice) throw new RoomRefusal({ code: 'refusal.no-voice-channel' });
    if (scene.guild.voiceChannelOf(member) !== channel) member.joins(channel);
  },
  leave({ as }) {
    const member = cast.find(as);
    if (scene.guild.voiceChannelOf(member)) member.leaves();
  },
  'let speak'({ as, personId, speaks }) {
    const person = cast.findAnyone(personId);
    const stage = scene.guild.voiceChannelOf(person);
    if (stage?.type !== STAGE) throw new RoomRefusal({ code: 'refusal.no-stage', name: person.name });
    if (!(stage.permissionsOf(cast.find(as)) & MODERATES)) throw new RoomRefusal({ code: 'refusal.no-moderator' });
    scene.guild.invitesToSpeak(person, speaks);
  },
  async speak({ as, sentence }, { sound = [] }) {
    const member = cast.find(as);
    const channel = scene.guild.voiceChannelOf(member);
    if (!channel) throw new RoomRefusal({ code: 'refusal.no-call' });
    if (voices.isInAudience(member.id)) throw new RoomRefusal({ code: 'refusal.in-audience', name: member.name });
    const { discord } = scene.world;
    const hasBot = scene.guild.voiceChannelOf(discord.bot) === channel;
    // Who speaks before the bot can hear is heard by nobody.
    if (hasBot) await discord.voice.connected(channel, { deadline: ENTRY });
    const said = await sounds.find({ sentence, file: sound[0] });
    voices.speak(member, said);
    return hasBot ? undefined : makeNote({ code: 'known.unheard', bot: discord.bot.name });
  },
});
