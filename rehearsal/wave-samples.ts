import type wavefile from 'wavefile';

/** How a sample of one depth is read, from -1 to 1, and how many bytes it takes. */
type Depth = { bytes: number; read(view: DataView, at: number, isLittle: boolean): number };

/** The depths of the WAV files that programs write today, by the names that the package has for them. */
const DEPTHS: Readonly<Record<string, Depth>> = {
  '8': { bytes: 1, read: (view, at) => view.getUint8(at) / 128 - 1 },
  '16': { bytes: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) / 2 ** 15 },
  '24': {
    bytes: 3,
    read: (view, at, isLittle) => {
      const [low, high] = isLittle ? [view.getUint8(at), at + 1] : [view.getUint8(at + 2), at];
      return (view.getInt16(high, isLittle) * 256 + low) / 2 ** 23;
    },
  },
  '32': { bytes: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) / 2 ** 31 },
  '32f': { bytes: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  '64': { bytes: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
};

/** How telephones pack samples; unpacked, they have 16 bits. */
const PACKED: Readonly<Record<string, (file: wavefile.WaveFile) => void>> = {
  '4': (file) => file.fromIMAADPCM(),
  '8a': (file) => file.fromALaw(),
  '8m': (file) => file.fromMuLaw(),
};

/** What the package turns every other depth into. */
const COMMON = '32f';

/** What the package's own types leave open. */
type WaveContent = { container: string; bitDepth: string; fmt: { numChannels: number }; data: { samples: Uint8Array } };

/**
 * The samples of a WAV file, from -1 to 1, all channels mixed into one. The package itself takes them byte by byte, which takes
 * half a second for each second of sound, during which the process does nothing else; so only rare depths are left to it.
 */
export const toSamples = (file: wavefile.WaveFile): Float32Array => {
  PACKED[file.bitDepth]?.(file);
  if (!Object.hasOwn(DEPTHS, file.bitDepth)) file.toBitDepth(COMMON);
  const { container, bitDepth, fmt, data } = file as unknown as WaveContent;
  const { bytes, read } = DEPTHS[bitDepth] as Depth;
  const { buffer, byteOffset, byteLength } = data.samples;
  const view = new DataView(buffer, byteOffset, byteLength);
  const isLittle = container !== 'RIFX';
  const channels = Math.max(1, fmt.numChannels);
  const mixed = new Float32Array(Math.floor(byteLength / (bytes * channels)));
  for (let at = 0; at < mixed.length; at += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += read(view, (at * channels + channel) * bytes, isLittle);
    mixed[at] = sum / channels;
  }
  return mixed;
};
