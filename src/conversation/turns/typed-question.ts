import { isBlank } from '../../base/blank.ts';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { RecordedSpeech } from '../../live/session/recorded-speech.ts';
import type { AnswerOutcome } from '../../live/session/session.ts';
import type { ReadFile } from '../../media/bridge/read-file.ts';
import { mayOpenLater } from '../../media/fault-text.ts';
import { endIfUnanswered } from './answer-recall.ts';
import type { LiveSession } from './live-session.ts';
import { composeQuestion } from './question-text.ts';
import type { Turn } from './turn.ts';
import type { TypedJob } from './turn-job.ts';

/** What is said, and to whom. */
type SayMeans = {
  turn: Turn;
  files: readonly ReadFile[];
  session: Pick<LiveSession<number | undefined>, 'ask' | 'hear'>;
  clock: Clock;
};

/**
 * Waits until a typed question may be asked and its files are read. Resolves to the files; to nothing if there's nothing
 * to ask, and then the turn has ended. What people must know about the files becomes remarks on the turn.
 */
export const prepareQuestion = async (
  { turn, wanted, files: sent }: TypedJob,
  answered: { knows(id: string): Promise<boolean> },
  signal: AbortSignal,
): Promise<readonly ReadFile[] | undefined> => {
  const isWanted = await unlessAborted(wanted, signal).catch(() => false);
  const read = isWanted
    ? await unlessAborted(sent?.read() ?? Promise.resolve(undefined), signal).catch(() => 'stopped')
    : 'stopped';
  if (typeof read === 'string') {
    turn.refuse(signal.reason ?? new Error('nobody waits for the answer any more'));
    return undefined;
  }
  if (turn.end) {
    turn.number.settle(undefined);
    return undefined;
  }
  const { files = [], remarks = [] } = read ?? {};
  const { text, quotes = [] } = turn.question;
  const [first, ...others] = remarks;
  const isEmpty = isBlank(text) && files.length === 0 && quotes.length === 0;
  for (const remark of isEmpty ? others : remarks) turn.remarks.add(remark);
  if (!isEmpty) return files;
  await endIfUnanswered(turn, answered, () => turn.refuse(new UserError(first ?? { code: 'asking.blank' })));
  return undefined;
};

/** Whether a question failed because it was nothing but files, and none of them opens another time either. */
export const isHopeless = ({ end, remarks }: Pick<Turn, 'end' | 'remarks'>): boolean =>
  end?.is === 'failed' &&
  end.error instanceof UserError &&
  [end.error.text, ...remarks.all].every(({ code }) => code.startsWith('media.') && !mayOpenLater(code));

/** Says a question with what came with it: as speech if there's anything to hear, and otherwise as content. */
export const sayQuestion = (
  { turn, files, session, clock }: SayMeans,
  number: number | undefined,
  signal: AbortSignal,
): Promise<AnswerOutcome> => {
  const { speaker, question } = turn;
  const { parts, sounds } = composeQuestion({ ...question, speaker }, files);
  if (sounds.length === 0) return session.ask(parts, number, turn, signal);
  return session.hear(new RecordedSpeech(sounds, clock), parts, number, turn, signal);
};
