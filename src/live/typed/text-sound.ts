import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import { WAV_HEAD } from '../../audio/wave-file.ts';
import { listPictures, type QuestionParts } from '../protocol/question-parts.ts';
import type { QuestionSound } from '../protocol/question-sound.ts';

/** Bytes of a whole request with its media in base64. Google's limit is 20 MB; results of functions come on top. */
const MOST_REQUEST = 15 * 1024 * 1024;

/** Bytes that are left for words: the instruction, what was said before, and the question with its texts. */
const WORDS = 1024 * 1024;

/** The longest sound of a question for a text model, in milliseconds. */
export const MOST_TEXT_SOUND = 300_000;

/** A recording of which only the first `ms` milliseconds are sent, which may be none. */
export type SoundCut = { name: string; ms: number };

const toMs = (bytes: number): number => (bytes / countBytes(1_000, EAR_RATE)) * 1_000;

/** The base64 of so many bytes. */
const countBase64 = (bytes: number): number => 4 * Math.ceil(bytes / 3);

/**
 * What of a question's recordings fits into a request with its pictures: the first `ms` milliseconds of all, and of which
 * only a part does.
 */
export const shortenRecordings = (
  recordings: readonly QuestionSound[],
  question: QuestionParts,
): { recordings: QuestionSound[]; ms: number; cuts: SoundCut[] } => {
  const pictures = listPictures(question).reduce((sum, { length }) => sum + countBase64(length), 0);
  const room = ((MOST_REQUEST - WORDS - pictures) / 4) * 3 - recordings.length * WAV_HEAD;
  const most = Math.max(0, Math.min(countBytes(MOST_TEXT_SOUND, EAR_RATE), Math.floor(room / 2) * 2));
  let left = most;
  const fitting: QuestionSound[] = [];
  const cuts: SoundCut[] = [];
  for (const { name, pcm } of recordings) {
    const first = pcm.subarray(0, left);
    left -= first.length;
    if (first.length > 0) fitting.push({ name, pcm: first });
    if (first.length < pcm.length) cuts.push({ name, ms: toMs(first.length) });
  }
  return { recordings: fitting, ms: toMs(most - left), cuts };
};
