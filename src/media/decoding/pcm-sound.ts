import type { AudioCodec, EncodedPacket } from 'mediabunny';
import { makeResampler } from '../../audio/resample.ts';
import type { Soundtrack } from '../bridge/read-file.ts';
import { SoundtrackBuilder } from './soundtrack-builder.ts';

/** How one sample is stored: its size in bytes, and its value from -1 to 1 at an offset. */
type SampleFormat = { size: number; read(bytes: DataView, at: number): number };

const EXPONENT = 7;

/** The G.711 laws give loud sounds fewer steps: a sign, an exponent of three bits and a mantissa of four. */
const readMuLaw = (bytes: DataView, at: number): number => {
  const byte = ~bytes.getUint8(at) & 0xff;
  const size = ((((byte & 15) << 3) + 0x84) << ((byte >> 4) & EXPONENT)) - 0x84;
  return (byte & 0x80 ? -size : size) / 32_768;
};

const readALaw = (bytes: DataView, at: number): number => {
  const byte = bytes.getUint8(at) ^ 0x55;
  const exponent = (byte >> 4) & EXPONENT;
  const mantissa = ((byte & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (byte & 0x80 ? size : -size) / 32_768;
};

const readS24 = (isLittle: boolean) => (bytes: DataView, at: number) => {
  const [low, high] = isLittle
    ? [bytes.getUint8(at), bytes.getInt16(at + 1, true)]
    : [bytes.getUint8(at + 2), bytes.getInt16(at)];
  return (high * 256 + low) / 2 ** 23;
};

/** The formats of uncompressed sound, by the names that the library gives them. */
const FORMATS: Partial<Record<AudioCodec, SampleFormat>> = {
  'pcm-u8': { size: 1, read: (bytes, at) => (bytes.getUint8(at) - 128) / 128 },
  'pcm-s8': { size: 1, read: (bytes, at) => bytes.getInt8(at) / 128 },
  'pcm-s16': { size: 2, read: (bytes, at) => bytes.getInt16(at, true) / 32_768 },
  'pcm-s16be': { size: 2, read: (bytes, at) => bytes.getInt16(at) / 32_768 },
  'pcm-s24': { size: 3, read: readS24(true) },
  'pcm-s24be': { size: 3, read: readS24(false) },
  'pcm-s32': { size: 4, read: (bytes, at) => bytes.getInt32(at, true) / 2 ** 31 },
  'pcm-s32be': { size: 4, read: (bytes, at) => bytes.getInt32(at) / 2 ** 31 },
  'pcm-f32': { size: 4, read: (bytes, at) => bytes.getFloat32(at, true) },
  'pcm-f32be': { size: 4, read: (bytes, at) => bytes.getFloat32(at) },
  'pcm-f64': { size: 8, read: (bytes, at) => bytes.getFloat64(at, true) },
  'pcm-f64be': { size: 8, read: (bytes, at) => bytes.getFloat64(at) },
  ulaw: { size: 1, read: readMuLaw },
  alaw: { size: 1, read: readALaw },
};

/** How samples of that codec are stored, if it's no compressed one. */
export const findSampleFormat = (codec: AudioCodec): SampleFormat | undefined => FORMATS[codec];

/** All channels as one, each as loud as the others. What isn't a number, as damaged files hold, is silence. */
const mix = (data: Uint8Array, channels: number, { size, read }: SampleFormat): Float32Array => {
  const bytes = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const samples = new Float32Array(Math.floor(data.byteLength / size / channels));
  for (let at = 0; at < samples.length; at++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(bytes, (at * channels + channel) * size);
    samples[at] = sum / channels || 0;
  }
  return samples;
};

/**
 * Decodes packets of uncompressed sound to 16 kHz mono.
 *
 * @param most how many milliseconds are wanted.
 * @throws RangeError for a rate or a number of channels that no recording has.
 */
export const decodePcm = async (
  packets: AsyncIterable<EncodedPacket>,
  { format, rate, channels }: { format: SampleFormat; rate: number; channels: number },
  most: number,
): Promise<Soundtrack> => {
  if (!(channels >= 1 && channels <= 32)) throw new RangeError(`${channels} channels are no recording`);
  const resampler = makeResampler(rate);
  const track = new SoundtrackBuilder(most);
  for await (const { data } of packets)
    if (!track.push(resampler.push(mix(data, channels, format)))) return track.end();
  track.push(resampler.end());
  return track.end();
};
