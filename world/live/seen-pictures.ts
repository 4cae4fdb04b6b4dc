import type { LocalModel } from './local-models.ts';
import type { Content, MediaBlob } from './wire.ts';

/** A picture as the model sees it. */
export type SeenPicture = { mimeType: string; bytes: Buffer };

/** What a picture costs: one tile at Live's default resolution (SDK, `MediaResolution`). */
export const PICTURE_TOKENS = 258;

/** What a video frame cost that came outside of what the turn covers, so that the model saw nothing (aiope 127). */
export const UNSEEN_TOKENS = 3;

/** Frames that the model was sent but doesn't see. */
export const unseenFrames = new WeakSet<Content>();

/** How the files begin that may be called pictures. The Live guide names these kinds. */
const BEGINNINGS: Record<string, (bytes: Buffer) => boolean> = {
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  'image/webp': (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  'image/heic': (bytes) => /^ftyp(?:heic|heix|mif1)$/.test(bytes.toString('latin1', 4, 12)),
};

/** Whether a blob is a picture of the kind that it's called, in base64 from beginning to end. */
export function isPicture({ data = '', mimeType = '' }: MediaBlob): boolean {
  const bytes = Buffer.from(data, 'base64');
  return bytes.toString('base64') === data && BEGINNINGS[mimeType]?.(bytes) === true;
}

/** Whether a blob is a recording as WAV, and called so. */
export function isWav({ data = '', mimeType }: MediaBlob): boolean {
  const head = Buffer.from(data.slice(0, 16), 'base64').toString('latin1');
  return mimeType === 'audio/wav' && head.startsWith('RIFF') && head.endsWith('WAVE');
}

/** Whether turns hold media that the model may not be sent in them: anything but a person's pictures. */
export function holdsForbiddenMedia(turns: readonly Content[], { images }: LocalModel): boolean {
  return turns.some(({ role, parts = [] }) =>
    parts.some(({ inlineData }) => inlineData && (images !== 'content' || role === 'model' || !isPicture(inlineData))),
  );
}

/** The pictures in contents that the model sees, in order. */
export const listSeenPictures = (contents: readonly Content[]): SeenPicture[] =>
  contents
    .filter((content) => !unseenFrames.has(content))
    .flatMap(({ parts = [] }) => parts.map(({ inlineData }) => inlineData))
    .filter((blob) => blob?.mimeType?.startsWith('image/'))
    .map((blob) => ({ mimeType: blob?.mimeType ?? '', bytes: Buffer.from(blob?.data ?? '', 'base64') }));

/** What the pictures in contents cost, seen or not. */
export const countPictureTokens = (contents: readonly Content[]): number =>
  contents.reduce(
    (sum, content) =>
      sum + (unseenFrames.has(content) ? UNSEEN_TOKENS : listSeenPictures([content]).length * PICTURE_TOKENS),
    0,
  );
