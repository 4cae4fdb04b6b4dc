import { readPictureSize } from '../picture-size.ts';
import type { Scene } from '../scene.ts';
import { makeVoiceNote } from '../voice-note.ts';
import type { DeedTable } from './deed-table.ts';
import type { RoomCast } from './room-cast.ts';
import type { RoomMessages } from './room-messages.ts';
import { makeNote, RoomRefusal } from './room-refusal.ts';
import type { RoomSounds } from './room-sounds.ts';

/** How many characters the name of a thread may have (Discord docs, resources/channel). */
const MOST_NAME = 100;

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
    return { id: said.id, ...(!said.openTo && makeNote({ code: 'known.unread', bot: bot.name })) };
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
    const { bot } = scene.world.discord;
    return { id: said.id, ...(!said.openTo && makeNote({ code: 'known.unread', bot: bot.name })) };
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
    if (name.trim() === '' || name.length > MOST_NAME)
      throw new RoomRefusal({ code: 'refusal.thread-name', most: MOST_NAME });
    const thread = cast.findChannel(channelId, member).thread(name.trim(), { by: member, ...(on && { on }) });
    return { id: thread.id };
  },
});

/** Discord measures pictures; here only JPEG is measured. */
const measurePicture = (content: Buffer): { width: number; height: number } | undefined =>
  content.length > 4 ? readPictureSize(content) : undefined;
