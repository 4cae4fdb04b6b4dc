import fvad from '@echogarden/fvad-wasm';
import { EAR_FRAME, EAR_RATE, measureLoudness } from './pcm.ts';

/**
 * Detects one person's voice activity, frame by frame, and learns the noise around them.
 *
 * The beginning of speech is detected in its first or second frame. To bridge soft consonants, libfvad goes on for 3 frames
 * after short speech and for 5 or 6 after long speech (60-120 ms, measured). In a silent room the loudness floor cuts that
 * off, so there speech ends with its last frame.
 */
export type VoiceActivity = {
  /**
   * Whether there's speech in `pcm`.
   *
   * @param pcm exactly 20 ms, 640 bytes.
   * @throws RangeError for any other length, or after {@link close}.
   */
  isSpeech(pcm: Uint8Array): boolean;
  /** Frees its memory. The garbage collector can't. */
  close(): void;
};

/** Opens a detector for each person. */
export type VoiceActivityDetector = { open(): VoiceActivity };

/**
 * Mode 3 of WebRTC's detector ("very aggressive"). The milder modes mistake a room's noise for speech, for seconds, and then
 * the end of speech isn't detected (measured on a recording).
 */
const MODE = 3;

/** Sound below this loudness (RMS, about -52 dB) is never speech: digital silence, comfort noise, the hum of a room. */
const FLOOR = 80;

/** Loads WebRTC's voice activity detector, once for all people. It takes 17 MB of address space, most of it never used. */
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
          // The detector also gets the quiet frames, because it learns the noise from them.
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
