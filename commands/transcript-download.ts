import { ApplicationCommandOptionType } from 'discord.js';
import type { Command, CommandReply } from '../src/discord/inbound/command.ts';
import type { TranscriptFormatName } from '../src/minutes/transcript-file.ts';
import type { FileWords } from '../src/minutes/transcript-format.ts';
import type { Reading } from '../src/minutes/transcript-reader.ts';
import type { Say } from '../src/text/languages.ts';
import type { Text } from '../src/text/text.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';
import { checkHistory, defineSince, suggestSince } from './since-option.ts';

const FORMATS = ['markdown', 'json', 'webvtt'] as const satisfies readonly TranscriptFormatName[];

/** As much as fits into the largest file, in tokens of four bytes. */
const MOST_TOKENS = 2_500_000;

/** What a bot may upload at most, in bytes (Discord docs, reference, "Uploading files"). */
const MOST_BYTES = 10 * 1_024 * 1_024;

/** `/transcript`: what was said in a channel, as a file for whoever asks. */
export const transcript: Command<Services> = {
  name: 'transcript',
  define: (words) => ({
    ...words.describe('command.transcript'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'format',
        ...words.describe('option.format'),
        choices: FORMATS.map((value) => ({ value, ...words.name(`choice.format-${value}`) })),
      },
      defineSince(words),
    ],
  }),
  autocomplete: suggestSince,
  execute: {
    acknowledge: 'private',
    async run({ inbound: { place, person }, interaction, say }, { transcripts, findLastMessage }) {
      checkHistory(interaction);
      const { options, attachmentSizeLimit } = interaction;
      const reading = await transcripts.read(place, {
        person: person.id,
        since: options.getString('since') ?? { is: 'all' },
        lastMessage: await findLastMessage(interaction),
        tokens: MOST_TOKENS,
      });
      const { turns, at, zone, notes } = reading;
      if (turns.length === 0) return { content: say(notes) };
      // Few people want a file, so what writes it is loaded for the first of them.
      const { writeTranscript, isTranscriptFormat } = await import('../src/minutes/transcript-file.ts');
      const wanted = options.getString('format') ?? '';
      const format = isTranscriptFormat(wanted) ? wanted : 'markdown';
      const subject = { words: findWords(say), zone, at, server: place.server, channel: place.channel };
      const file = writeTranscript(format, turns, subject, Math.min(attachmentSizeLimit, MOST_BYTES));
      return composeReply(reading, file, say);
    },
  },
};

const composeReply = (
  { turns, notes, isCut }: Reading,
  { name, data, leftOut }: { name: string; data: Uint8Array; leftOut: number },
  say: Say,
): CommandReply => {
  const kept = turns.slice(leftOut);
  const [first, last] = [kept.at(0), kept.at(-1)];
  // Not even the newest turn fits into what this server takes.
  if (!first || !last) return { content: say({ code: 'transcript.too-large' }) };
  const texts: Text[] = [
    { code: 'transcript.done', turns: kept.length, from: first.at, to: last.at },
    ...(leftOut > 0 || isCut ? [{ code: 'transcript.cut' } as const] : []),
    ...notes,
  ];
  return { content: say(texts), files: [{ name, data }] };
};

const findWords = (say: Say): FileWords => ({
  title: say({ code: 'export.transcript' }),
  times: say({ code: 'export.times' }),
  wrote: say({ code: 'export.wrote' }),
  file: say({ code: 'export.files' }),
  quoted: say({ code: 'export.quoted' }),
  cut: say({ code: 'transcript.cut' }),
});
