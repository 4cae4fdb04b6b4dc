import type { Say } from '../text/languages.ts';
import { toVerbatim } from '../text/markdown-escape.ts';
import type { Text } from '../text/text.ts';
import type { MadeMinutes } from './minutes-maker.ts';
import type { Reading } from './transcript-reader.ts';

/** The longest message (Discord docs, resources/message, "Create message"). */
const MOST_CHARACTERS = 2_000;

/** A part of a recap: its heading, and its entries as Markdown. */
type Section = { heading: Text; entries: string[] };

/** What a recap is said with: what stands above it, and in small print below. */
export type MinutesFrame = { title: Text; notes: readonly Text[] };

/** Whatever the model said is shown as it is: it formats nothing, links nowhere and mentions nobody. */
const listSections = ({ minutes: { decisions, tasks, questions }, links }: MadeMinutes): Section[] => {
  const sections: Section[] = [
    { heading: { code: 'part.recap-decisions' }, entries: decisions.map(toVerbatim) },
    {
      heading: { code: 'part.recap-tasks' },
      entries: tasks.map(({ who, what, when }) =>
        [
          ...(who ? [`**${toVerbatim(who)}**:`] : []),
          toVerbatim(what),
          ...(when ? [`(${toVerbatim(when)})`] : []),
        ].join(' '),
      ),
    },
    { heading: { code: 'part.recap-questions' }, entries: questions.map(toVerbatim) },
    { heading: { code: 'part.recap-links' }, entries: links.map((link) => `<${link}>`) },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
};

const compose = (made: MadeMinutes, { title, notes }: MinutesFrame, most: number, say: Say): string =>
  [
    say(title),
    toVerbatim(made.minutes.summary),
    ...listSections(made).flatMap(({ heading, entries }) => [
      '',
      say(heading),
      ...entries.slice(0, most).map((entry) => `- ${entry}`),
      ...(entries.length > most ? [`- ${say({ code: 'part.recap-more', more: entries.length - most })}`] : []),
    ]),
    '',
    ...notes.map((note) => `-# ${say(note)}`),
  ].join('\n');

/** A recap as one message: of each list as many entries as fit, and whether that's all of them. */
export const composeMinutes = (
  made: MadeMinutes,
  frame: MinutesFrame,
  say: Say,
): { content: string; isWhole: boolean } => {
  const lists = listSections(made).map(({ entries }) => entries.length);
  const longest = Math.max(1, ...lists);
  for (let most = longest; most >= 0; most--) {
    const content = compose(made, frame, most, say);
    if (content.length <= MOST_CHARACTERS) return { content, isWhole: most === longest };
  }
  // Escapes can double what the summary takes.
  const short = { ...made, minutes: { ...made.minutes, summary: made.minutes.summary.slice(0, 300) } };
  return { content: compose(short, frame, 0, say), isWhole: false };
};

/** A recap as a file, for what doesn't fit into a message. */
export const writeMinutes = (made: MadeMinutes, frame: MinutesFrame, say: Say): { name: string; data: Uint8Array } => ({
  name: 'recap.md',
  data: new TextEncoder().encode(`${compose(made, frame, Number.POSITIVE_INFINITY, say)}\n`),
});

/** What stands in small print below every recap. */
export const listMinutesNotes = (
  { told }: Pick<MadeMinutes, 'told'>,
  { turns, isCut }: Pick<Reading, 'turns' | 'isCut'>,
): Text[] => [{ code: 'recap.by-ai' }, ...(isCut || told < turns.length ? [{ code: 'recap.shortened' } as const] : [])];
