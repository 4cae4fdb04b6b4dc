import { readFile } from 'node:fs/promises';

/** The words in the picture: one is drawn 220 pixels high, the other one 16. */
export const PICTURE_WORDS = { large: 'plums', small: 'otter' };

/** A white picture with two words, as JPEG: 1,000 by 750 pixels. */
export const loadSamplePicture = (): Promise<Buffer> => readFile(new URL('words.jpg', import.meta.url));
