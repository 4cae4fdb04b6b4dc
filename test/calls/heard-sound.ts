import { pack } from '../../src/audio/opus-pack.ts';
import { EAR_FRAME } from '../../src/audio/pcm.ts';
import type { FromEars } from '../../src/voice/bridge/protocol.ts';

/** 100 ms of what somebody says, as a voice process sends it; with `level` 0 of the silence before they go on. */
export const heardSound = (utterance: number, level = 1): FromEars => {
  const frame = new Uint8Array(EAR_FRAME).fill(level);
  const frames = Array.from({ length: 5 }, () => ({ pcm: frame }));
  return {
    is: 'heard',
    call: 'guild',
    utterance,
    pcm: Buffer.concat(frames.map(({ pcm }) => pcm)),
    pack: pack(frames),
  };
};
