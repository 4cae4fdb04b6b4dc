import { makeOggOpus } from '../../audio/ogg-opus.ts';
import { FRAME_SAMPLES } from '../../audio/pcm.ts';
import { makeWaveform } from '../../audio/waveform.ts';
import { type KeptSound, measureSeconds, splitPackets } from './kept-sound.ts';

/** A voice message for Discord: an Ogg Opus file, how long it lasts in seconds, and its waveform in base64. */
export type VoiceMessage = { ogg: Buffer; seconds: number; waveform: string };

/** Makes a voice message of a sound. Its packets stay as they are; nothing is decoded or encoded again. */
export const makeVoiceMessage = (sound: KeptSound): VoiceMessage => ({
  ogg: makeOggOpus(splitPackets(sound), sound.samples),
  seconds: measureSeconds(sound),
  waveform: makeWaveform(sound.levels, sound.samples / FRAME_SAMPLES),
});
