import { sanitizeName } from '../conversation/people/person.ts';
import type { Quote } from '../conversation/turns/quote.ts';
import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';
import type { TranscriptFormat } from './transcript-format.ts';

const toIso = (at: number): string => new Date(at).toISOString();

const toQuote = ({ is, from, text }: Quote) => ({
  is,
  ...(from !== undefined && { from: from === 'parley' ? 'Parley' : sanitizeName(from.name) }),
  text,
});

const toEntry = ({
  number,
  at,
  person,
  asked,
  quotes = [],
  files = [],
  answered,
  written = [],
  ended,
}: NumberedTurn) => ({
  number,
  at: toIso(at),
  person: { id: person.id, name: sanitizeName(person.name) },
  asked,
  ...(quotes.length > 0 && { quotes: quotes.map(toQuote) }),
  ...(files.length > 0 && { files: files.map(({ name, is, size }) => ({ name, is, size })) }),
  answered,
  ...(written.length > 0 && {
    written: written.map(({ title, markdown }) => ({ ...(title !== undefined && { title }), markdown })),
  }),
  ended,
});

/** A transcript for programs. `at` is when a question was asked, in ISO 8601; the texts are as they were said. */
export const jsonFormat: TranscriptFormat = {
  ending: 'json',
  begin: ({ server, channel, at }, _turns, leftOut) => {
    const about = {
      format: 'parley-transcript',
      version: 1,
      ...(server !== undefined && { server }),
      channel,
      madeAt: toIso(at),
      leftOut,
    };
    return `${JSON.stringify(about, undefined, 2).slice(0, -2)},\n  "turns": [\n    `;
  },
  tell: (turn) => JSON.stringify(toEntry(turn)),
  joint: ',\n    ',
  end: '\n  ]\n}\n',
};
