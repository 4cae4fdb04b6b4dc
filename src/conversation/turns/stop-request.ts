import type { Turn } from './turn.ts';

/** Which answer is meant: who asked, and when. */
export type AnswerKey = { person: string; at: number };

/** A person wants typed answers stopped: their own and, if they moderate the channel, also those to others. */
export type StopRequest = { person: string; moderates: boolean; answering?: AnswerKey };

/** What there is to stop; or if they aren't allowed to, whose it is. */
export type StopResult = { is: 'turns'; turns: Turn[] } | { is: 'nothing' } | { is: 'foreign'; name: string };

/**
 * Which typed turns of a channel a person may stop: the one they mean, or else all that they asked, answered or
 * waiting. A moderator may stop the one they mean, even if someone else asked it, or else the running one; people who
 * wait haven't done anything that a moderator could see.
 */
export const selectTurnsToStop = (
  { person, moderates, answering }: StopRequest,
  { running, waiting }: { running: Turn | undefined; waiting: readonly Turn[] },
): StopResult => {
  const all = [...(running ? [running] : []), ...waiting];
  const meant = answering && all.find(isTo(answering));
  if (answering && !meant) return { is: 'nothing' };
  const own = ({ question }: Turn) => question.person.id === person;
  const mayBe = (turn: Turn) => own(turn) || (moderates && turn === (meant ?? running));
  const turns = (meant ? [meant] : all).filter(mayBe);
  const foreign = meant ?? running;
  if (turns.length > 0) return { is: 'turns', turns };
  return foreign ? { is: 'foreign', name: foreign.speaker.name } : { is: 'nothing' };
};

const isTo =
  ({ person, at }: AnswerKey) =>
  ({ question }: Turn): boolean =>
    question.person.id === person && question.at === at;
