import { isBlank } from '../base/blank.ts';
import { sanitizeName } from '../conversation/people/person.ts';
import { sanitizeText } from '../conversation/people/quoted-text.ts';
import { listParts } from '../conversation/turns/answer-part.ts';
import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';
import type { TranscriptFormat } from './transcript-format.ts';

/** How long a character takes to say, in milliseconds, and how long a cue is shown at least and at most. */
const PER_CHARACTER = 65;
const SHORTEST = 1_000;
const LONGEST = 120_000;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Words as a cue's text, without what ends a cue or begins a tag (W3C WebVTT, "WebVTT cue text span"). */
const escapeCue = (text: string): string =>
  sanitizeText(text)
    .replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? '')
    .replace(/\s*(?:\r\n|[\n\r\u0085\u2028\u2029])\s*/g, '\n')
    .trim();

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** A time as WebVTT writes it, from milliseconds: hours may have more than two digits. */
export const formatCueTime = (ms: number): string => {
  const whole = Math.max(0, Math.round(ms));
  const seconds = Math.floor(whole / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${pad(hours)}:${pad(minutes)}:${pad(seconds % 60)}.${pad(whole % 1_000, 3)}`;
};

/** Who says what, from when until when, in milliseconds since the file's first question. */
type Cue = { name: string; text: string; from: number; to: number };

const guessLength = (text: string): number => Math.min(LONGEST, Math.max(SHORTEST, text.length * PER_CHARACTER));

/**
 * The cues of a turn. Only when its question began is known: the rest is guessed by the length of the words, and ends at the
 * latest when the next question begins.
 */
const makeCues = (
  { person, at, asked, answered, written = [] }: NumberedTurn,
  next: number | undefined,
  origin: number,
): Cue[] => {
  const said = listParts(answered, written).map((part) => (part.is === 'said' ? part.text : part.part.markdown));
  const spoken = [
    { name: sanitizeName(person.name), text: asked },
    { name: 'Parley', text: said.join('\n') },
  ].filter(({ text }) => !isBlank(text));
  const lengths = spoken.map(({ text }) => guessLength(text));
  const whole = lengths.reduce((sum, ms) => sum + ms, 0);
  const room = next === undefined ? whole : Math.max(2, next - at);
  const pace = Math.min(1, room / Math.max(1, whole));
  // A clock may have been set back before this question.
  let from = Math.max(0, at - origin);
  return spoken.map((one, index) => {
    const to = from + Math.max(1, Math.round((lengths[index] ?? 0) * pace));
    const cue = { ...one, from, to };
    from = to;
    return cue;
  });
};

const tellCue = ({ name, text, from, to }: Cue): string =>
  `${formatCueTime(from)} --> ${formatCueTime(to)}\n<v ${escapeCue(name)}>${escapeCue(text)}`;

/** A transcript as subtitles (W3C WebVTT), which begin with the first question. */
export const webvttFormat: TranscriptFormat = {
  ending: 'vtt',
  begin: ({ words }, turns, leftOut) => {
    const began = turns[0] && new Date(turns[0].at).toISOString();
    const notes = [words.times, ...(began ? [`00:00:00.000 = ${began}`] : []), ...(leftOut > 0 ? [words.cut] : [])];
    return `WEBVTT\n\nNOTE\n${notes.map(escapeCue).join('\n')}\n\n`;
  },
  tell: (turn, { next, first }) => makeCues(turn, next?.at, first.at).map(tellCue).join('\n\n'),
  joint: '\n\n',
  end: '\n',
};
