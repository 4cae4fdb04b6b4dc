import { isBlank } from '../../base/blank.ts';
import type { QuestionPart } from '../../live/protocol/question-parts.ts';
import type { QuestionSound } from '../../live/protocol/question-sound.ts';
import type { ReadFile } from '../../media/bridge/read-file.ts';
import { markQuestion } from '../people/name-marks.ts';
import { type Person, sanitizeName } from '../people/person.ts';
import { quoteLines } from '../people/quoted-text.ts';
import { isBrought, nameQuote, type Quote, tellQuote } from './quote.ts';
import { type StoredFile, toStoredFiles } from './stored-files.ts';

/** What a question consists of, as the model reads it: who asks and in which words, and what came with them. */
type QuestionContent = { speaker: Person; text: string; quotes?: readonly Quote[] | undefined };

/** A question in the order in which the model gets it: words and pictures, and then what it hears. */
export type ComposedQuestion = { parts: QuestionPart[]; sounds: QuestionSound[] };

/** What a file is called in a line of ours. */
const KINDS: Record<StoredFile['is'], string> = {
  text: 'a text',
  picture: 'a picture',
  pages: 'a PDF',
  sound: 'a recording',
  voice: 'a voice message',
  video: 'a video',
};

/**
 * A question with everything that came with it. Only the first line names who asks, and only lines of ours begin with
 * `[with it:`; whatever other people wrote stands behind `> `, line by line.
 */
export const composeQuestion = (question: QuestionContent, files: readonly ReadFile[]): ComposedQuestion => {
  const stored = toStoredFiles(files);
  const sounds = files.flatMap((file) => soundOf(file) ?? []);
  const parts: QuestionPart[] = [{ text: tellWords(question, stored) }];
  let heard = 0;
  files.forEach((file, index) => {
    const note = stored[index];
    if (!note) return;
    const isHeard = soundOf(file) !== undefined;
    if (isHeard) heard += 1;
    const hearing = isHeard ? tellHearing(heard, sounds.length) : '';
    parts.push({ text: `[with it: ${tellFile(note, index + 1, question.quotes)}${hearing}]` });
    parts.push(...tellContent(file, index + 1));
  });
  return { parts: joinTexts(parts), sounds };
};

/** A past question with what is known of what came with it, as one text. */
export const composePastQuestion = (question: QuestionContent, files: readonly StoredFile[] = []): string =>
  [
    tellWords(question, files),
    ...files.flatMap((file, index) => [
      `[with it: ${tellFile(file, index + 1, question.quotes)}, which you no longer have${file.excerpt === undefined ? '' : '; it began like this'}]`,
      ...(file.excerpt === undefined ? [] : [quoteLines(file.excerpt)]),
    ]),
  ].join('\n');

/** Who asks in which words, and then the messages that came with them. */
const tellWords = ({ speaker, text, quotes = [] }: QuestionContent, files: readonly StoredFile[]): string => {
  const name = `[${sanitizeName(speaker.name)}]`;
  const voice = files.find(({ is, of }) => is === 'voice' && of === 'question');
  const wordless = voice ? `${name} sent a voice message of ${voice.size}` : `${name} (sent this without words)`;
  return [isBlank(text) ? wordless : markQuestion(speaker, text), ...quotes.map(tellQuote)].join('\n');
};

const tellFile = ({ name, is, size, of }: StoredFile, number: number, quotes: readonly Quote[] = []): string => {
  const quote = of === 'quote' ? quotes.find(isBrought) : undefined;
  const title = is === 'voice' ? `file ${number}` : `file ${number} “${name}”`;
  return `${title}, ${KINDS[is]}, ${size}${quote ? `, of ${nameQuote(quote)}` : ''}`;
};

/** Which of the recordings that follow the model hears: the first, if there are several. */
const tellHearing = (heard: number, all: number): string =>
  all === 1 ? '; you hear it now' : `; of the ${all} recordings that you hear now, it's number ${heard}`;

/** What is in a file: text and descriptions behind signs, and pictures. */
const tellContent = (file: ReadFile, number: number): QuestionPart[] => {
  const described = file.alt === undefined || isBlank(file.alt) ? [] : tellForeign('its sender describes it', file.alt);
  switch (file.is) {
    case 'text':
      return [...described, ...tellText(file)];
    case 'picture':
      return [...described, { image: file.jpeg }];
    case 'pages':
      return [
        ...described,
        ...tellText(file),
        ...file.pictures.flatMap(({ page, jpeg }) => [
          { text: `[with it: page ${page} of file ${number}, as a picture]` },
          { image: jpeg },
        ]),
      ];
    case 'sound':
      return described;
    case 'video': {
      const times = tellTimes(file.frames);
      return [
        ...described,
        ...file.frames.flatMap(({ jpeg }, index) => [
          { text: `[with it: file ${number} after ${times[index]} s]` },
          { image: jpeg },
        ]),
      ];
    }
  }
};

/** When each frame of a video is shown, in seconds; to the tenth if two of them are within the same second. */
const tellTimes = (frames: readonly { at: number }[]): string[] => {
  const seconds = frames.map(({ at }) => (at / 1_000).toFixed(0));
  return new Set(seconds).size === seconds.length ? seconds : frames.map(({ at }) => (at / 1_000).toFixed(1));
};

const tellText = ({ text, cut }: Extract<ReadFile, { is: 'text' | 'pages' }>): QuestionPart[] => [
  ...(isBlank(text) ? [] : [{ text: quoteLines(text.trimEnd()) }]),
  ...(cut ? [{ text: `[with it: cut here, ${formatLines(cut)} are shown]` }] : []),
];

const formatLines = ({ shown, total }: { shown: number; total: number }): string =>
  `${shown.toLocaleString('en')} of ${total.toLocaleString('en')} lines`;

const tellForeign = (what: string, words: string): QuestionPart[] => [
  { text: `[with it: ${what}]\n${quoteLines(words)}` },
];

const soundOf = (file: ReadFile): QuestionSound | undefined => {
  const { name } = file;
  if (file.is === 'sound') return { name, pcm: file.pcm };
  return file.is === 'video' && file.sound ? { name, pcm: file.sound.pcm } : undefined;
};

/** Puts texts that follow each other into one part. */
const joinTexts = (parts: readonly QuestionPart[]): QuestionPart[] => {
  const joined: QuestionPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if ('text' in part && last && 'text' in last) joined[joined.length - 1] = { text: `${last.text}\n${part.text}` };
    else joined.push(part);
  }
  return joined;
};
