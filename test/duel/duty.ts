import type { Question } from './question.ts';
import type { Rival } from './rival.ts';

/** What a question may expect: a whole answer, or why not. */
export type Duty =
  | 'owed'
  | 'nobody was there for long'
  | 'who answered it was asked to go'
  | 'who took it was struck'
  | 'nobody took it while one was struck';

/** Whoever can work for so long after a question owes the answer. */
const OWING = 8_000;

/** Discord gives an interaction up after so long. */
const ACKNOWLEDGE = 3_000;

/** Who is asked to go is gone after so long. */
const STOPPING = 10_000;

/** A lease whose holder is gone or stands still is free after so long. */
const LEASE = 3_500;

/** Whoever begins looks at once for what a dead process has left, once more after this, and ends it soon. */
const LOOKING = 15_000;

/**
 * Whether somebody still sees a question being thought about whose process was killed, though another one began since,
 * and had the time until `now` to say that there will be no answer.
 */
export const isForsaken = ({ reply, acknowledged }: Question, rivals: readonly Rival[], now: number): boolean => {
  const killed = rivals
    .find(({ name }) => name === acknowledged?.by)
    ?.wounds.find(({ is, from }) => is === 'kill' && acknowledged && from > acknowledged.at);
  if (!reply?.waits || !killed) return false;
  return rivals.some((rival) => {
    const until = rival.readyAt + LOOKING;
    return rival.readyAt > killed.from && until < now && rival.wasThere(rival.readyAt, until);
  });
};

/** What a question may expect of these processes, after what became of them. */
export const dutyOf = (question: Question, rivals: readonly Rival[]): Duty => {
  const { at } = question;
  if (!rivals.some((rival) => rival.wasThere(at, at + OWING))) return 'nobody was there for long';
  if (isGoing(question, rivals)) return 'who answered it was asked to go';
  return (question.reply && dutyOfInteraction(question, rivals)) ?? 'owed';
};

/** Who is asked to go may end an answer that takes too long, if it says so. */
const isGoing = ({ at, seen, generations }: Question, rivals: readonly Rival[]): boolean => {
  if (seen !== 'a part, and why' && seen !== 'only a note') return false;
  const going = rivals.filter(({ wounds }) =>
    wounds.some(({ is, from }) => is === 'stop' && Math.abs(from - at) < STOPPING),
  );
  const answered = new Set(generations.map(({ by }) => by));
  return going.some(({ name }) => answered.size === 0 || answered.has(name));
};

/** Discord gives an interaction to one process only, and nobody else can answer it. */
const dutyOfInteraction = ({ at, acknowledged }: Question, rivals: readonly Rival[]): Duty | undefined => {
  if (!acknowledged) {
    const isHurt = rivals.some((rival) => rival.wasHurt(at - LEASE, at + ACKNOWLEDGE));
    return isHurt ? 'nobody took it while one was struck' : undefined;
  }
  const taker = rivals.find(({ name }) => name === acknowledged.by);
  return taker?.wasHurt(acknowledged.at, Number.POSITIVE_INFINITY) ? 'who took it was struck' : undefined;
};
