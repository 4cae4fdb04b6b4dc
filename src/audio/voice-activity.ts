import fvad from '@echogarden/fvad-wasm';
import { EAR_FRAME, EAR_RATE, measureLoudness } from './pcm.ts';

/**
 * One person's voice activity, frame by frame; it learns the noise around them.
 *
 * A beginning is found in its first or second frame. libfvad itself goes on for 3 frames after short and 5 to 6 after
 * long speech (60-120 ms, measured), so that it bridges soft consonants; but the loudness floor cuts that off, so in a
 * silent room speech ends with the very frame in which it ends.
 */
export type VoiceActivity = {
  /**
   * Whether somebody speaks in `pcm`.
   *
   * @param pcm exactly 20 ms, 640 bytes.
   * @throws RangeError for any other length, or when closed.
   */
  isSpeech(pcm: Uint8Array): boolean;
  /** Frees its memory, which nothing else does. */
  close(): void;
};

/** Opens a voice activity for each person. */
export type VoiceActivityDetector = { open(): VoiceActivity };

/**
 * Mode 3 of WebRTC's detector ("very aggressive"). The milder ones take the noise of a room for speech for seconds, and
 * then no end of speech is ever found (measured on a recording).
 */
const MODE = 3;

/** What is quieter (RMS, about -52 dB) is never speech: digital silence, comfort noise, the hum of a quiet room. */
const FLOOR = 80;

/** Loads WebRTC's voice activity detector, once for everybody (17 MB of address space, most of it never touched). */
export const loadVoiceActivityDetector = async (): Promise<VoiceActivityDetector> => {
  const library = await fvad();
  const frame = library._malloc(EAR_FRAME);
  return {
    open() {
      const detector = library._fvad_new();
      if (frame === 0 || detector === 0) throw new Error('No memory is left for another voice activity');
      library._fvad_set_mode(detector, MODE);
      library._fvad_set_sample_rate(detector, EAR_RATE);
      let opened = true;
      return {
        isSpeech(pcm) {
          if (!opened) throw new RangeError('This voice activity is closed');
          if (pcm.byteLength !== EAR_FRAME)
            throw new RangeError(`Voice activity needs ${EAR_FRAME} bytes, not ${pcm.byteLength}`);
          library.HEAPU8.set(pcm, frame);
          // The detector sees the quiet frames too, because it learns the noise from them.
          const voiced = library._fvad_process(detector, frame, EAR_FRAME / 2) === 1;
          return voiced && measureLoudness(pcm) >= FLOOR;
        },
        close() {
          if (!opened) return;
          opened = false;
          library._fvad_free(detector);
        },
      };
    },
  };
};
