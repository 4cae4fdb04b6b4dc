import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODEL_RATE } from '../audio/pcm.ts';
import { toWav } from '../audio/wave-file.ts';
import { makeFolder } from '../base/folder.ts';

/** How long an answer's PCM lasts, in seconds. */
export const countSeconds = (pcm: Buffer): number => pcm.length / 2 / MODEL_RATE;

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
