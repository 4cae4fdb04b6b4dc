import { readFile } from 'node:fs/promises';
import { EAR_FRAME, measureLoudness } from '../../src/audio/pcm.ts';
import { decodeSound } from '../../src/media/decoding/recording-file.ts';

/** Where a sentence has Parley's name. One without it is meant for Parley only after its answer to who says it. */
export type NamePlace = 'first' | 'middle' | 'last' | 'none';

/** A recorded sentence: who of the three says it, to whom, and what transcripts may have of it, the true one first. */
export type Sentence = {
  name: string;
  person: number;
  to: 'parley' | 'people';
  names: NamePlace;
  heard: readonly string[];
  /** Its sound in frames of 20 ms, 16 kHz mono s16le, from its first audible one to its last. */
  frames: readonly Buffer[];
};

const FOLDER = new URL('said/', import.meta.url);

/** Frames that are quieter than this (root mean square) at both ends of a recording belong to none of its words. */
const QUIET = 100;

/** Longer than any of them, in milliseconds. */
const MOST_SOUND = 20_000;

/** Reads all of them. */
export const readSentences = async (): Promise<Sentence[]> => {
  const table = await readFile(new URL('sentences.tsv', FOLDER), 'utf8');
  return Promise.all(table.trimEnd().split('\n').map(readSentence));
};

const readSentence = async (line: string): Promise<Sentence> => {
  const [name = '', person = '', , to, names, , ...heard] = line.split('\t');
  const bytes = await readFile(new URL(`${name}.ogg`, FOLDER));
  const sound = await decodeSound(bytes, 'ogg', { side: 0, textBytes: 0, pictures: 0, soundMs: MOST_SOUND });
  if (sound.is !== 'sound') throw new Error(`${name}.ogg isn’t a recording`);
  const frames = trim(cut(Buffer.from(sound.pcm)));
  return { name, person: Number(person), to: to as Sentence['to'], names: names as NamePlace, heard, frames };
};

const cut = (pcm: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(pcm.length / EAR_FRAME) }, (_, n) =>
    pcm.subarray(n * EAR_FRAME, (n + 1) * EAR_FRAME),
  );

const trim = (frames: readonly Buffer[]): Buffer[] => {
  const isAudible = (frame: Buffer) => measureLoudness(frame) >= QUIET;
  return frames.slice(frames.findIndex(isAudible), frames.findLastIndex(isAudible) + 1);
};
