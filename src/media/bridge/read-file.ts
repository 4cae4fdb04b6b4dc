/** Where a file came from: with the question itself, or with the message that the question is about. */
export type FileOrigin = 'question' | 'quote';

/** A text that was too long: how many of its lines are shown, and how many it has. */
export type LineCut = { shown: number; total: number };

/** A picture as the model gets it: JPEG without metadata, upright, as large as the model uses. Sizes are in pixels. */
export type Picture = { jpeg: Buffer; width: number; height: number };

/** A page of a document that has no text worth the name. `page` counts from 1. */
export type PagePicture = Picture & { page: number };

/** A moment of a video. `at` is in milliseconds from its beginning. */
export type VideoFrame = Picture & { at: number };

/** Sound as the model gets it: signed 16-bit little-endian PCM, 16 kHz, mono. `isCut` says that there was more of it. */
export type Soundtrack = { pcm: Buffer; ms: number; isCut: boolean };

/**
 * What a decoder got out of a file. Everything in it was written, drawn or said by strangers.
 *
 * - `pages`: a document of `pages` pages, of which the first `read` were read. `text` names each page before its text.
 * - `video`: `ms` is how long it is. It may lack sound, or frames that can be shown.
 */
export type FileContent =
  | { is: 'text'; text: string; cut?: LineCut }
  | ({ is: 'picture' } & Picture)
  | { is: 'pages'; pages: number; read: number; text: string; cut?: LineCut; pictures: readonly PagePicture[] }
  | ({ is: 'sound' } & Soundtrack)
  | { is: 'video'; ms: number; sound?: Soundtrack; frames: readonly VideoFrame[] };

/**
 * A file that was read. `bytes` is its size, `isVoice` says that Discord's app recorded it as a voice message, and `alt`
 * is how its sender describes it. Name and description are as the sender wrote them, so they must be made harmless.
 */
export type ReadFile = { name: string; of: FileOrigin; bytes: number; isVoice: boolean; alt?: string } & FileContent;
