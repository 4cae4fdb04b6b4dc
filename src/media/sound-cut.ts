import type { Text } from '../text/text.ts';

const MINUTE = 60_000;

/** The sentence about a recording of which only the first `ms` are heard, of `most` for a whole question (milliseconds). */
export const explainSoundCut = (name: string, ms: number, most: number): Text => {
  const minutes = Math.round(ms / MINUTE);
  return minutes > 0
    ? { code: 'media.sound-cut', name, minutes }
    : { code: 'media.sound-full', name, minutes: most / MINUTE };
};
