/** How many bars a voice message is drawn with. */
const BARS = 48;

/** The heights of a voice message's bars, from 0 to 1, of Discord's base64; a flat line where that is no waveform. */
export const decodeWaveform = (base64: string, bars = BARS): number[] => {
  const bytes = decodeBase64(base64);
  const step = bytes.length / bars;
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor(bar * step);
    const loudest = Math.max(0, ...bytes.slice(from, Math.max(from + 1, Math.floor((bar + 1) * step))));
    return loudest / 255;
  });
};

const decodeBase64 = (base64: string): number[] => {
  try {
    return [...atob(base64)].map((letter) => letter.charCodeAt(0));
  } catch {
    return [];
  }
};
