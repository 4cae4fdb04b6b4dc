import type { File } from '../../world/discord/attachment.ts';
import type { Sound } from '../../world/discord/voice/sound.ts';
import { parseSound } from '../sound-file.ts';
import type { RoomSentence } from './page/room-protocol.ts';

/** What people say without a microphone: a WAV file, or one of the sentences that are recorded. */
export class RoomSounds {
  /** The sentences that are recorded. */
  readonly sentences: readonly RoomSentence[] = [];

  /** The sound of a WAV file. @throws an error that says why it can't be played */
  async find({ file }: { sentence: string | undefined; file: File | undefined }): Promise<Sound> {
    if (file) return parseSound(file.content, file.name);
    throw new Error('Choose a WAV file first.');
  }
}
