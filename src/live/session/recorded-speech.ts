import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import type { QuestionSound } from '../protocol/question-sound.ts';
import { LiveSpeech } from './speech.ts';

/** Bytes of one second of sound. */
const SECOND = countBytes(1_000, EAR_RATE);

/** Recordings that came with a typed question, as one piece of speech with a second of silence between them. */
export class RecordedSpeech extends LiveSpeech {
  readonly recordings: readonly QuestionSound[];

  constructor(recordings: readonly QuestionSound[], clock: Clock) {
    super({ clock });
    this.recordings = recordings;
    recordings.forEach(({ pcm }, index) => {
      if (index > 0) this.write(Buffer.alloc(SECOND));
      // Kept speech is sent piece by piece, so no piece may be long.
      for (let at = 0; at < pcm.length; at += SECOND) this.write(pcm.subarray(at, at + SECOND));
    });
    this.end();
  }
}
