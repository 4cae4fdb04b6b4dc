import { isBlank } from '../../base/blank.ts';
import { UserError } from '../../base/errors.ts';
import type { Inbound, Sender } from '../../base/inbound.ts';
import type { FindOmission, Omission } from '../../base/omission.ts';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { ReadFiles } from '../../conversation/turns/question.ts';
import { isBrought, type Quote, WITHHELD } from '../../conversation/turns/quote.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import { toInline } from '../../text/markdown-escape.ts';
import type { Text } from '../../text/text.ts';
import { type FileReader, makeReadFiles } from './file-reader.ts';
import type { Material } from './quoted-message.ts';

/** What passing on needs. */
export type SharingMeans = { reader: FileReader; findOmission: FindOmission };

/**
 * What came with a question, as far as it's passed on. Files are read only if their message is passed on at that very moment.
 * `leaveOut` must have settled before the question is asked: it takes the message out of the question otherwise, and says so
 * beside the answer.
 */
export type SharedMaterial = {
  quotes: readonly Quote[];
  readFiles: ReadFiles | undefined;
  /** @throws UserError if nothing of the question is left */
  leaveOut(turn: Turn): Promise<void>;
};

/** Passes on what a person brings along with a question. Their own words need no one else's yes. */
export const shareMaterial = (
  { quotes, files, author, origin }: Material,
  { place, person }: Pick<Inbound, 'place' | 'person'>,
  { reader, findOmission }: SharingMeans,
): SharedMaterial => {
  const own = files.filter(({ of }) => of === 'question');
  const brought = quotes.find(isBrought);
  // Where Discord doesn't show us a message, there's nothing to pass on.
  const isNothing = brought?.isHidden && own.length === files.length;
  const find = async (): Promise<Text | undefined> => {
    if (isNothing || author === undefined || (author !== 'unknown' && isSame(author, person))) return undefined;
    const why = await findOmission(author, place);
    if (why) return explainOmission(why, brought);
    return (await isKeptBack({ author, origin }, findOmission)) ? { code: 'withheld.forward' } : undefined;
  };
  const readPassed: ReadFiles = async (signal) => {
    const why = await find();
    if (!why) return reader.read(files, signal);
    const { files: read, remarks, release } = await reader.read(own, signal);
    return { files: read, remarks: [why, ...remarks], release };
  };
  return {
    quotes,
    readFiles: own.length === files.length ? makeReadFiles(reader, own) : readPassed,
    async leaveOut(turn) {
      const why = await find();
      if (!why) return;
      const rest = (turn.question.quotes ?? []).filter((quote) => !isBrought(quote));
      if (isBlank(turn.question.text) && own.length + rest.length === 0) throw new UserError(why);
      turn.remarks.add(why);
      turn.introduce(turn.speaker.name, { quotes: [...rest, WITHHELD] });
    },
  };
};

/** Whether a message was forwarded from where it mustn't be passed on, or where that can't be looked up. Never rejects. */
export const isKeptBack = async (
  { author, origin }: Pick<Material, 'author' | 'origin'>,
  findOmission: FindOmission,
): Promise<boolean> =>
  author === 'unknown' && origin !== undefined && (await findOmission(author, origin)) !== undefined;

const isSame = (one: Sender, other: Sender): boolean => (one.behind ?? one.id) === (other.behind ?? other.id);

/** What the asker reads about a message that isn't passed on. */
export const explainOmission = (why: Omission, quote: Pick<Quote, 'from'> | undefined): Text => {
  const from = quote?.from;
  if (why === 'no-author' || typeof from !== 'object') return { code: 'withheld.no-author' };
  return { code: `withheld.${why}`, name: toInline(sanitizeName(from.name)) };
};
