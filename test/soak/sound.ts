/** Bytes of 20 ms of sound, 16 kHz mono s16le; each such frame holds the number of its utterance and its own. */
const FRAME = 640;

/** How much sound comes at once, as the ears send it. */
export const PIECE_MS = 100;

const FRAMES_A_PIECE = PIECE_MS / 20;

/** Tells a frame of ours from other sound. */
const MAGIC = 0x5afe;

/** The pieces of an utterance of so many milliseconds. */
export const pieces = (number: number, ms: number): Buffer[] =>
  Array.from({ length: ms / PIECE_MS }, (_, piece) =>
    Buffer.concat(Array.from({ length: FRAMES_A_PIECE }, (_, n) => frame(number, piece * FRAMES_A_PIECE + n))),
  );

const frame = (number: number, index: number): Buffer => {
  const pcm = Buffer.from(new Int16Array(FRAME / 2).fill(3_000).buffer);
  for (const [at, value] of [MAGIC, number, index].entries()) pcm.writeUInt16LE(value, at * 2);
  return pcm;
};

/** What sound holds: whose it is, and which of its frames came, in the order in which they did. */
export type Heard = { number: number; indexes: number[] };

/** Reads sound back. Frames of another utterance, or of none, count as an index that does not exist. */
export const read = (pcm: Buffer): Heard => {
  const frames = Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, n) =>
    [0, 1, 2].map((at) => pcm.readUInt16LE(n * FRAME + at * 2)),
  );
  const number = frames.at(-1)?.[1] ?? 0;
  return { number, indexes: frames.map(([magic, whose, n = -1]) => (magic === MAGIC && whose === number ? n : -1)) };
};

/** How many frames of an utterance of so many milliseconds are missing in what was heard, or not where they belong. */
export const missing = ({ indexes }: Heard, ms: number): number => {
  const count = ms / 20;
  let next = 0;
  for (const index of indexes) if (index === next) next++;
  return count - next + Math.max(0, indexes.length - count);
};
