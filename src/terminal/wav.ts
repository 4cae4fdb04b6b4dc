import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import wavefile from 'wavefile';
import { makeFolder } from '../base/folder.ts';

/** What the Live API sends: 24 kHz, mono, signed 16-bit little-endian samples. */
const LIVE = { channels: 1, rate: 24_000, bits: '16' };

/** Wraps an answer's PCM (24 kHz, mono, signed 16-bit little-endian) into a WAV file. */
export const toWav = (pcm: Buffer): Buffer => {
  const file = new wavefile.WaveFile();
  // The samples are copied, because a 16-bit typed array has to start at an even address.
  const samples = new Int16Array(new Uint8Array(pcm.subarray(0, pcm.length & ~1)).buffer);
  file.fromScratch(LIVE.channels, LIVE.rate, LIVE.bits, samples);
  return Buffer.from(file.toBuffer());
};

/** How long an answer's PCM lasts, in seconds. */
export const countSeconds = (pcm: Buffer): number => pcm.length / 2 / LIVE.rate;

/** A folder of answers: `answer-1.wav` and so on. */
export class Folder {
  #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Saves an answer's PCM under the next free number, creating the folder if needed. Resolves to the path. */
  async save(pcm: Buffer): Promise<string> {
    await makeFolder(this.#directory);
    const names = await readdir(this.#directory);
    const taken = names.map((name) => Number(/^answer-(\d+)\.wav$/.exec(name)?.[1] ?? 0));
    return this.#write(Math.max(0, ...taken) + 1, toWav(pcm));
  }

  /** Another chat may save at the same moment. If the number is taken by then, the next one is used. */
  async #write(number: number, bytes: Buffer): Promise<string> {
    const path = join(this.#directory, `answer-${number}.wav`);
    try {
      await writeFile(path, bytes, { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      return this.#write(number + 1, bytes);
    }
  }
}
