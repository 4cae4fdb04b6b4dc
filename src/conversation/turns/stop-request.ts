import type { Turn } from './turn.ts';

/** Which answer somebody means: whose question it answers, and when that was asked. */
export type AnswerKey = { person: string; at: number };

/** Somebody wants typed answers stopped: their own ones, and if they moderate the channel also what is answered to others. */
export type StopRequest = { person: string; moderates: boolean; answering?: AnswerKey };

/** What there is to stop; if it is not theirs to stop, whose it is. */
export type StopResult = { is: 'turns'; turns: Turn[] } | { is: 'nothing' } | { is: 'foreign'; name: string };

/**
 * Which of the typed turns of a channel somebody may stop: the one they mean, or else all that they asked themselves, whether
 * they are answered or wait. Who moderates may stop the one they mean, whosever it is, or else the one that runs; those who
 * wait did nothing that they could see.
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
