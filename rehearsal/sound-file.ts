import { stat, writeFile } from 'node:fs/promises';
import wavefile from 'wavefile';
import { EAR_FRAME, EAR_RATE } from '../src/audio/pcm.ts';
import { RATES } from '../src/audio/resample.ts';
import { loadVoiceActivityDetector } from '../src/audio/voice-activity.ts';
import { toWav } from '../src/audio/wave-file.ts';
import { resample, type Sound, toPcm } from '../world/discord/voice/sound.ts';
import { explainUnusable, readRegular } from './regular-file.ts';
import { toSamples } from './wave-samples.ts';

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

/** What the package's own types leave open. */
type Format = { sampleRate: number };

/**
 * Reads the sound of a WAV file of any rate, depth and number of channels, at 48 kHz.
 *
 * @throws an error that names the file and says why it can't be played.
 */
export const readSound = async (path: string): Promise<Sound> => parseSound(await readRegular(path, MOST_BYTES), path);

/** The sound of a WAV file's bytes, at 48 kHz. @throws as {@link readSound} does; `path` is what the error calls it. */
export const parseSound = (bytes: Buffer, path: string): Sound => {
  const given = readSamples(parseWav(bytes, path), path);
  const seconds = given.samples.length / given.rate;
  if (!(seconds > 0)) throw new Error(`${path}: holds no sound.`);
  if (seconds > MOST_SECONDS)
    throw new Error(`${path}: is too long (${Math.round(seconds)} seconds, at most ${MOST_SECONDS}).`);
  return resample(given, RATE);
};

const readSamples = (file: wavefile.WaveFile, path: string): { rate: number; samples: Float32Array } => {
  const { sampleRate: rate } = file.fmt as Format;
  // Such a rate is of a damaged file, and would only cost memory.
  if (!(rate >= RATES.least && rate <= RATES.most)) throw notWav(path, new Error(`its rate is ${rate} Hz`));
  try {
    return { rate, samples: toSamples(file) };
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
  const file = addMark(toWav(toPcm(sound), sound.rate));
  const flag = (await isOwn(path)) ? 'w' : 'wx';
  await writeFile(path, file, { flag }).catch(async (error) => {
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    throw explainUnusable(path, isFolder ? { code: 'EISDIR' } : error, WRITING);
  });
};

/** Adds the mark to a WAV file: a list of one entry, whose text ends with a zero and takes an even number of bytes. */
const addMark = (wav: Buffer): Buffer => {
  const text = Buffer.alloc(2 * Math.ceil((MARK.text.length + 1) / 2));
  text.write(MARK.text, 'latin1');
  const list = Buffer.alloc(20);
  list.write('LIST', 0, 'latin1');
  list.writeUInt32LE(12 + text.length, 4);
  list.write(`INFO${MARK.tag}`, 8, 'latin1');
  list.writeUInt32LE(text.length, 16);
  const all = Buffer.concat([wav, list, text]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
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
