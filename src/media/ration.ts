import type { Text } from '../text/text.ts';
import { MEDIA_LIMITS } from './bridge/media-limits.ts';
import type { Wants } from './bridge/media-protocol.ts';
import type { FileContent, ReadFile, Soundtrack } from './bridge/read-file.ts';

const pcmBytes = (content: FileContent): number => {
  if (content.is === 'sound') return content.pcm.length;
  return content.is === 'video' ? (content.sound?.pcm.length ?? 0) : 0;
};

const picturesIn = (content: FileContent): readonly { jpeg: Buffer }[] => {
  if (content.is === 'picture') return [content];
  if (content.is === 'pages') return content.pictures;
  return content.is === 'video' ? content.frames : [];
};

/** Bytes of memory that a file's content takes up. */
export const countContentBytes = (content: FileContent): number => {
  const text = content.is === 'text' || content.is === 'pages' ? Buffer.byteLength(content.text) : 0;
  return picturesIn(content).reduce((sum, { jpeg }) => sum + jpeg.length, text + pcmBytes(content));
};

const soundMs = (content: FileContent): number => {
  if (content.is === 'sound') return content.ms;
  return content.is === 'video' ? (content.sound?.ms ?? 0) : 0;
};

/** The least sound that a decoder is asked for, in milliseconds. */
const LEAST_MS = 20;

/** Sound for which nothing is left. */
const UNHEARD: Soundtrack = { pcm: Buffer.alloc(0), ms: 0, isCut: true };

/** A file without sound of which nothing is heard; nothing if it was only that. */
export const removeUnheard = (file: ReadFile): ReadFile | undefined => {
  if (file.is === 'sound' && file.ms === 0) return undefined;
  if (file.is !== 'video' || file.sound?.ms !== 0) return file;
  const { sound: _, ...rest } = file;
  return rest;
};

/** What a question still has room for, while its files are read one after another. */
export class Ration {
  readonly #wants: Pick<Wants, 'side' | 'textBytes'>;
  #pictures: number = MEDIA_LIMITS.pictures;
  #pictureBytes: number = MEDIA_LIMITS.pictureBytes;
  #soundMs: number = MEDIA_LIMITS.soundMs;
  readonly #leftOut = new Set<string>();

  constructor(wants: Pick<Wants, 'side' | 'textBytes'>) {
    this.#wants = wants;
  }

  /**
   * What of the next file is wanted. A decoder that may hear nothing couldn't tell a recording from a damaged one, so it gets
   * one packet's time. Texts share their room afterwards, so that a short one leaves some to the others.
   */
  get wants(): Wants {
    const { side, textBytes } = this.#wants;
    return { side, textBytes, pictures: this.#pictures, soundMs: Math.max(LEAST_MS, this.#soundMs) };
  }

  /** Takes what there's room for; nothing if there's none for a picture. `name` is the file's. */
  take(content: FileContent, name: string): FileContent | undefined {
    const isFull = this.#soundMs === 0;
    this.#soundMs = Math.max(0, this.#soundMs - soundMs(content));
    switch (content.is) {
      case 'picture':
        return this.#takePictures([content], name).length === 1 ? content : undefined;
      case 'pages':
        return { ...content, pictures: this.#takePictures(content.pictures, name) };
      case 'video':
        return {
          ...content,
          frames: this.#takePictures(content.frames, name),
          ...(isFull && content.sound && { sound: UNHEARD }),
        };
      case 'sound':
        return isFull ? { ...content, ...UNHEARD } : content;
      default:
        return content;
    }
  }

  /** What to say about the files of which pictures were left out. */
  explain(): Text[] {
    const names = [...this.#leftOut];
    return names.length > 0 ? [{ code: 'media.too-many-pictures', most: MEDIA_LIMITS.pictures, names }] : [];
  }

  #takePictures<P extends { jpeg: Buffer }>(all: readonly P[], name: string): P[] {
    const taken: P[] = [];
    for (const picture of all) {
      if (this.#pictures === 0 || picture.jpeg.length > this.#pictureBytes) {
        this.#leftOut.add(name);
        break;
      }
      taken.push(picture);
      this.#pictures -= 1;
      this.#pictureBytes -= picture.jpeg.length;
    }
    return taken;
  }
}
