import { isBlank } from '../base/blank.ts';
import { truncate } from '../base/truncate.ts';

/** Something that somebody is going to do, and by when, as far as that was said; each may be empty but what it is. */
export type MinutesTask = { who: string; what: string; when: string };

/** What a recap tells of a conversation, in the model's words. The name is the field's: people know `/recap`, and a recap is the model's memory. */
export type Minutes = { summary: string; decisions: string[]; tasks: MinutesTask[]; questions: string[] };

/** The most that is kept of what a model says, in characters and in entries of a list. */
const MOST_SUMMARY = 900;
const MOST_ENTRY = 240;
const MOST_NAME = 60;
const MOST_ENTRIES = 10;

/** The shape in which a text model answers (JSON Schema, as Gemini's `responseJsonSchema` takes it). */
export const MINUTES_SCHEMA = {
  type: 'object',
  properties: {
    summary: { type: 'string' },
    decisions: { type: 'array', items: { type: 'string' } },
    tasks: {
      type: 'array',
      items: {
        type: 'object',
        properties: { who: { type: 'string' }, what: { type: 'string' }, when: { type: 'string' } },
        required: ['who', 'what', 'when'],
      },
    },
    questions: { type: 'array', items: { type: 'string' } },
  },
  required: ['summary', 'decisions', 'tasks', 'questions'],
};

const toLine = (text: string, most: number): string => truncate(text.replace(/\s+/g, ' ').trim(), most);

/** Minutes within their bounds. Nothing without a summary is any. */
export const shortenMinutes = ({ summary, decisions, tasks, questions }: Minutes): Minutes | undefined => {
  if (isBlank(summary)) return undefined;
  const bound = (entries: readonly string[]) =>
    entries
      .map((entry) => toLine(entry, MOST_ENTRY))
      .filter((entry) => !isBlank(entry))
      .slice(0, MOST_ENTRIES);
  return {
    summary: toLine(summary, MOST_SUMMARY),
    decisions: bound(decisions),
    tasks: tasks
      .map(({ who, what, when }) => ({
        who: toLine(who, MOST_NAME),
        what: toLine(what, MOST_ENTRY),
        when: toLine(when, MOST_NAME),
      }))
      .filter(({ what }) => !isBlank(what))
      .slice(0, MOST_ENTRIES),
    questions: bound(questions),
  };
};

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isTask = (value: unknown): value is MinutesTask => {
  const { who, what, when } = Object(value);
  return [who, what, when].every((one) => typeof one === 'string');
};

/** Reads minutes from JSON, also where a model has put a fence or words around it; nothing if it isn't as {@link MINUTES_SCHEMA} says. */
export const readJsonMinutes = (text: string): Minutes | undefined => {
  try {
    const json: unknown = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
    const { summary, decisions, tasks, questions } = Object(json);
    if (typeof summary !== 'string' || !isTexts(decisions) || !isTexts(questions)) return undefined;
    if (!Array.isArray(tasks) || !tasks.every(isTask)) return undefined;
    return shortenMinutes({ summary, decisions, tasks, questions });
  } catch {
    return undefined;
  }
};

/** The headings under which a model says minutes, in this order. They're English in every language. */
export const MINUTES_HEADINGS = ['SUMMARY', 'DECISIONS', 'TASKS', 'QUESTIONS'] as const;

/** The sections of a text by its headings, which may stand anywhere: a transcript of speech has no lines. */
const findSections = (text: string, flags: '' | 'i'): string[] | undefined => {
  const found: { from: number; to: number }[] = [];
  for (const heading of MINUTES_HEADINGS) {
    const mark = new RegExp(String.raw`(?<![\p{L}\p{N}])${heading}[\s*_]*[:.,\-–—\n]`, `u${flags}`);
    const after = found.at(-1)?.to ?? 0;
    const match = mark.exec(text.slice(after));
    if (!match) return undefined;
    found.push({ from: after + match.index, to: after + match.index + match[0].length });
  }
  return found.map(({ to }, index) => text.slice(to, found[index + 1]?.from));
};

/** What begins an entry: the word, a bullet, or a number. */
const ENTRY = /(?:^|\s)(?:ITEM\b[:.,]?|[-•*]|\d{1,2}[.)])\s+/i;

/** What a model says where there's nothing. */
const NOTHING = /^[\s*_#]*(?:none|nothing)?[\s.*_#]*$/i;

const cleanUp = (text: string): string => text.replace(/[*_#`]+/g, ' ').trim();

const readEntries = (section: string): string[] =>
  section
    .split(ENTRY)
    .map(cleanUp)
    .filter((entry) => !NOTHING.test(entry));

const TASK = /^WHO[\s:,.]+(.*?)[\s;,.]*\bWHAT[\s:,.]+(.*?)(?:[\s;,.]*\bWHEN[\s:,.]+(.*))?$/is;

const readTask = (entry: string): MinutesTask => {
  const [, who = '', what = entry, when = ''] = TASK.exec(entry) ?? [];
  const isKnown = (text: string) => !NOTHING.test(text) && !/^(?:unknown|nobody|not said)\W*$/i.test(text);
  return { who: isKnown(who) ? who : '', what, when: isKnown(when) ? when : '' };
};

/** Reads minutes from what a Live model said under {@link MINUTES_HEADINGS}; nothing if one of them is missing. */
export const readSpokenMinutes = (text: string): Minutes | undefined => {
  const [summary, decisions, tasks, questions] = findSections(text, '') ?? findSections(text, 'i') ?? [];
  if (summary === undefined || decisions === undefined || tasks === undefined || questions === undefined)
    return undefined;
  return shortenMinutes({
    summary: cleanUp(summary),
    decisions: readEntries(decisions),
    tasks: readEntries(tasks).map(readTask),
    questions: readEntries(questions),
  });
};
