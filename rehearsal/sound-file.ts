import { stat, writeFile } from 'node:fs/promises';
import wavefile from 'wavefile';
import { EAR_FRAME, EAR_RATE } from '../src/audio/pcm.ts';
import { loadVoiceActivityDetector } from '../src/audio/voice-activity.ts';
import { resample, type Sound, toPcm } from '../world/discord/voice/sound.ts';
import { explainUnusable, readRegular } from './regular-file.ts';

/** The rate of sound in Discord. */
const RATE = 48_000;

/** The largest file that is read, in bytes. Three minutes of 16-bit stereo at 48 kHz are 35 MB. */
const MOST_BYTES = 40_000_000;

/**
 * The longest sound that can be played, in seconds. It plays in real time, and is held in memory as 48,000 floats a
 * second.
 */
const MOST_SECONDS = 180;

/** This many frames of 20 ms count as speech and not as a blip. */
const ONSET = 5;

/**
 * A mark in each file that a rehearsal saves (RIFF, `LIST INFO`, the software that made it). Only files with it are
 * overwritten.
 */
const MARK = { tag: 'ISFT', text: 'Parley rehearsal' } as const;

/** What an error's code means when something is written. */
const WRITING = {
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  EEXIST: 'exists, and a rehearsal didn’t save it. Please choose another name',
};

/** What the package's own types leave open: with more than one channel there is one array for each. */
type Samples = Float64Array | Float64Array[];

/** What the package's own types leave open, too. */
type Format = { sampleRate: number; byteRate: number };

/**
 * Reads the sound of a WAV file of any rate, depth and number of channels, at 48 kHz.
 *
 * @throws an error that names the file and says why it can't be played.
 */
export const readSound = async (path: string): Promise<Sound> => parseSound(await readRegular(path, MOST_BYTES), path);

/** The sound of a WAV file's bytes, at 48 kHz. @throws as {@link readSound} does; `path` is what the error calls it. */
export const parseSound = (bytes: Buffer, path: string): Sound => {
  const file = parseWav(bytes, path);
  const { sampleRate, byteRate } = file.fmt as Format;
  const seconds = (file.data as { samples: Uint8Array }).samples.length / byteRate;
  if (!(seconds > 0)) throw new Error(`${path}: holds no sound.`);
  if (seconds > MOST_SECONDS)
    throw new Error(`${path}: is too long (${Math.round(seconds)} seconds, at most ${MOST_SECONDS}).`);
  try {
    file.toBitDepth('32f');
    if (sampleRate !== RATE) file.toSampleRate(RATE);
    return { rate: RATE, samples: mixChannels(file.getSamples(false) as Samples) };
  } catch (error) {
    throw notWav(path, error);
  }
};

/**
 * Writes sound into a WAV file: one channel, 16 bit.
 *
 * @throws an error that names the file if it can't be written, or is there already and wasn't written by this.
 */
export const writeSound = async (path: string, sound: Sound): Promise<void> => {
  const pcm = toPcm(sound);
  const file = new wavefile.WaveFile();
  file.fromScratch(1, sound.rate, '16', new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2));
  file.setTag(MARK.tag, MARK.text);
  const flag = (await isOwn(path)) ? 'w' : 'wx';
  await writeFile(path, file.toBuffer(), { flag }).catch(async (error) => {
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    throw explainUnusable(path, isFolder ? { code: 'EISDIR' } : error, WRITING);
  });
};

/** Whether a sound contains what the bot takes for speech. */
export const hasSpeech = async (sound: Sound): Promise<boolean> => {
  const pcm = toPcm(resample(sound, EAR_RATE));
  const activity = (await loadVoiceActivityDetector()).open();
  let voiced = 0;
  for (let from = 0; from + EAR_FRAME <= pcm.length && voiced < ONSET; from += EAR_FRAME)
    voiced += activity.isSpeech(pcm.subarray(from, from + EAR_FRAME)) ? 1 : 0;
  activity.close();
  return voiced >= ONSET;
};

/** Whether a rehearsal saved this file. An unreadable file doesn't count. */
const isOwn = async (path: string): Promise<boolean> => {
  try {
    return parseWav(await readRegular(path, MOST_BYTES), path).getTag(MARK.tag) === MARK.text;
  } catch {
    return false;
  }
};

const parseWav = (bytes: Buffer, path: string): wavefile.WaveFile => {
  try {
    return new wavefile.WaveFile(bytes);
  } catch (error) {
    throw notWav(path, error);
  }
};

const notWav = (path: string, error: unknown): Error =>
  new Error(`${path}: can’t be read as a WAV file.`, { cause: error });

/** Mixes all channels into one. */
const mixChannels = (samples: Samples): Float32Array => {
  if (!Array.isArray(samples)) return Float32Array.from(samples);
  const [first] = samples;
  return Float32Array.from(first ?? [], (_, index) => {
    const sum = samples.reduce((all, channel) => all + (channel[index] ?? 0), 0);
    return sum / samples.length;
  });
};
