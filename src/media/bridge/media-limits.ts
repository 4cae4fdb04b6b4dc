const MEGABYTE = 1024 * 1024;

/** How much of what people bring is read. Each bound has a sentence for who meets it. */
export const MEDIA_LIMITS = {
  /** Files of one question, with those of the message that it's about; Discord allows 10 for a message. */
  files: 10,
  /** Bytes of a file: what a server with boosts allows its members. */
  fileBytes: 25 * MEGABYTE,
  /** Bytes of a question's files together. */
  questionBytes: 50 * MEGABYTE,
  /** Bytes in the bot at the same time, of all questions. Others wait for `roomWait`. */
  processBytes: 100 * MEGABYTE,
  /** Bytes of a text that are decoded. The model gets far less, but the rest may tell the encoding. */
  textBytes: MEGABYTE,
  /** Pixels of a picture, as many as the cameras of phones have. Decoded at 4 bytes each, they fit into `rss`. */
  pixels: 50_000_000,
  /** Pictures of a question, with pages and frames. */
  pictures: 6,
  /** Bytes of a question's pictures together, as JPEG. With base64 they still fit into one message to Google. */
  pictureBytes: 4 * MEGABYTE,
  /** Pages of a document that are read, if its text leaves room for them. */
  pages: 50,
  /** Scanned pages of a document that are shown as pictures. */
  pagePictures: 4,
  /** Frames of a video. */
  frames: 4,
  /** Sound of a question, in milliseconds. A session keeps 10.9 minutes of speech that isn't answered yet. */
  soundMs: 600_000,
  /** Times in milliseconds: until a file is fetched, decoded by FFmpeg; and for all of a question's files. */
  fetchMs: 10_000,
  ffmpegMs: 15_000,
  questionMs: 20_000,
  roomWaitMs: 15_000,
  /** Processor time that decoding a file may take, and how long it may take on a machine that is busy with other things. */
  decodeMs: 10_000,
  stallMs: 30_000,
  /** Bytes of memory that the media process may take. */
  rss: 640 * MEGABYTE,
} as const;
