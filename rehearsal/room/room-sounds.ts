import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { File } from '../../world/discord/attachment.ts';
import type { Sound } from '../../world/discord/voice/sound.ts';
import { readSentSound } from '../../world/live/sent-sound.ts';
import { parseSound, readSound } from '../sound-file.ts';
import type { RoomSentence } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';

/** The sentences that are recorded, each with its file. A person said the first one, a synthesizer the others. */
const SENTENCES: readonly (RoomSentence & { file: string })[] = [
  { name: 'hello', language: 'en', words: 'Hello, are you there?', file: '../../src/terminal/recording/hello.wav' },
  { name: 'en', language: 'en', words: 'Hello Parley, what can you do?', file: 'sentences/en.wav' },
  {
    name: 'de',
    language: 'de',
    words: 'Hallo Parley, wie heißt die Hauptstadt von Brasilien?',
    file: 'sentences/de.wav',
  },
  { name: 'es', language: 'es', words: 'Hola Parley, ¿cómo estás hoy?', file: 'sentences/es.wav' },
];

/** What people say: a WAV file, which may come from their microphone, or one of the sentences that are recorded. */
export class RoomSounds {
  /** The sentences that are recorded. */
  readonly sentences: readonly RoomSentence[] = SENTENCES.map(({ name, language, words }) => ({
    name,
    language,
    words,
  }));

  /** What is said in the recorded sentences, and their sound as models hear it, so that the world's model for decisions knows them. */
  readAll(): Promise<{ words: string; pcm: Buffer }[]> {
    // They're all WAV of one channel and 16 bits at 16 kHz, as models hear them; members say them at 48 kHz.
    return Promise.all(
      SENTENCES.map(async ({ words, file }) => {
        const bytes = await readFile(new URL(file, import.meta.url));
        return { words, pcm: readSentSound('audio/wav', bytes) ?? Buffer.alloc(0) };
      }),
    );
  }

  /** The sound of a file or a sentence. @throws an error that says why it can't be played */
  async find({ sentence, file }: { sentence: string | undefined; file: File | undefined }): Promise<Sound> {
    if (file) return parseSound(file.content, file.name);
    const found = SENTENCES.find(({ name }) => name === sentence);
    if (!found) throw new RoomRefusal({ code: 'refusal.no-sound' });
    return readSound(fileURLToPath(new URL(found.file, import.meta.url)));
  }
}
