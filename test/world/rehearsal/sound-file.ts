import { readFile, writeFile } from 'node:fs/promises';
import wavefile from 'wavefile';
import { type Sound, toPcm } from '../discord/voice/sound.ts';

/** The rate of sound in Discord. */
const RATE = 48_000;

/** What the package's own types leave open: with more than one channel there is one array for each. */
type Samples = Float64Array | Float64Array[];

/**
 * The sound of a WAV file of any rate, depth and number of channels, at 48 kHz.
 *
 * @throws an error that names the file if it cannot be read, or is none.
 */
export const readSound = async (path: string): Promise<Sound> => {
  const bytes = await readFile(path).catch((error) => {
    throw new Error(`${path} cannot be read (${error.code}).`);
  });
  try {
    const file = new wavefile.WaveFile(bytes);
    file.toBitDepth('32f');
    const { sampleRate } = file.fmt as { sampleRate: number };
    if (sampleRate !== RATE) file.toSampleRate(RATE);
    return { rate: RATE, samples: mixed(file.getSamples(false) as Samples) };
  } catch (error) {
    throw new Error(`${path} is no WAV file that can be read (${error instanceof Error ? error.message : error}).`);
  }
};

/** Writes sound into a WAV file: one channel, 16 bit. */
export const writeSound = async (path: string, sound: Sound): Promise<void> => {
  const pcm = toPcm(sound);
  const file = new wavefile.WaveFile();
  file.fromScratch(1, sound.rate, '16', new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2));
  await writeFile(path, file.toBuffer()).catch((error) => {
    throw new Error(`${path} cannot be written (${error.code}).`);
  });
};

/** All channels as one. */
const mixed = (samples: Samples): Float32Array => {
  if (!Array.isArray(samples)) return Float32Array.from(samples);
  const [first] = samples;
  return Float32Array.from(first ?? [], (_, index) => {
    const sum = samples.reduce((all, channel) => all + (channel[index] ?? 0), 0);
    return sum / samples.length;
  });
};
