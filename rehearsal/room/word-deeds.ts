import { readPictureSize } from '../picture-size.ts';
import type { Scene } from '../scene.ts';
import { makeVoiceNote } from '../voice-note.ts';
import type { DeedTable } from './deed-table.ts';
import type { RoomCast } from './room-cast.ts';
import type { RoomMessages } from './room-messages.ts';
import type { RoomSounds } from './room-sounds.ts';

/** What members write, record and change. */
type WordDeed = 'say' | 'voice message' | 'forward' | 'edit' | 'delete' | 'begin thread';

/** The desk's surroundings. */
type WordScene = { scene: Scene; cast: RoomCast; messages: RoomMessages; sounds: RoomSounds };

/** What members write, record and change. */
export const makeWordDeeds = ({ scene, cast, messages, sounds }: WordScene): DeedTable<WordDeed> => ({
  async say({ as, channelId, text, replyTo, ping }, { files = [] }) {
    const { bot } = scene.world.discord;
    const member = cast.find(as);
    // Discord's apps find a name in upper or lower case.
    const said = await member.says(text.replace(new RegExp(`@${RegExp.escape(bot.name)}\\b`, 'gi'), `@${bot.name}`), {
      in: cast.findChannel(channelId, member),
      files: files.map((file) => ({ ...file, ...measurePicture(file.content) })),
      ...(replyTo !== undefined && { replyTo: messages.find(replyTo) }),
      ...(ping !== undefined && { ping }),
    });
    return { id: said.id, ...(!said.openTo && { note: explainUnreadable(bot.name) }) };
  },
  async 'voice message'({ as, channelId, replyTo, sentence }, { sound = [] }) {
    const member = cast.find(as);
    const { ogg, seconds, waveform } = await makeVoiceNote(await sounds.find({ sentence, file: sound[0] }));
    const said = await member.sendsVoice(ogg, {
      in: cast.findChannel(channelId, member),
      ...(replyTo !== undefined && { replyTo: messages.find(replyTo) }),
      durationSeconds: seconds,
      waveform,
    });
    return { id: said.id, ...(!said.openTo && { note: explainUnreadable(scene.world.discord.bot.name) }) };
  },
  async forward({ as, messageId, channelId }) {
    const member = cast.find(as);
    const message = messages.find(messageId);
    return { id: (await member.forwards(message, { in: cast.findChannel(channelId, member) })).id };
  },
  async edit({ as, messageId, text }) {
    await cast.find(as).edits(messages.find(messageId), text);
  },
  async delete({ as, messageId }) {
    await cast.find(as).deletes(messages.find(messageId));
  },
  'begin thread'({ as, channelId, name, messageId }) {
    const member = cast.find(as);
    const on = messageId === undefined ? undefined : messages.find(messageId);
    if (name.trim() === '' || name.length > 100) throw new Error('The name of a thread has 1 to 100 characters.');
    const thread = cast.findChannel(channelId, member).thread(name.trim(), { by: member, ...(on && { on }) });
    return { id: thread.id };
  },
});

/** What the page says of a message that Discord doesn't show to the bot. */
const explainUnreadable = (bot: string): string =>
  `${bot} can’t read this message, because it isn’t said to it. Mention ${bot}, reply to it, use /ask, or write to it directly.`;

/** Discord measures pictures; here only JPEG is measured. */
const measurePicture = (content: Buffer): { width: number; height: number } | undefined =>
  content.length > 4 ? readPictureSize(content) : undefined;
