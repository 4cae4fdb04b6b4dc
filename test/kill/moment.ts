import type { Changes } from '../../world/discord/changes.ts';
import type { Manner, Question } from './question.ts';

/** What must have happened to a question before the kill: in the order of things. */
export type Point = 'said' | 'asked' | 'pieces' | 'whole' | 'handle' | 'over' | 'cut' | 'rested';

/** A moment to kill in: so many questions of a manner, a point, and at most so many milliseconds after it. */
export type Moment = { manners: readonly Manner[]; point: Point; within: number; together?: number; first?: true };

/** Everything that a process may be killed in the middle of; `starting` comes before there is anything to ask. */
export const MOMENTS: readonly (Moment | 'starting')[] = [
  'starting',
  { manners: ['quick'], point: 'said', within: 70, first: true },
  { manners: ['slow'], point: 'asked', within: 140 },
  { manners: ['words', 'away', 'written'], point: 'pieces', within: 250 },
  { manners: ['quick', 'early', 'late'], point: 'whole', within: 15 },
  { manners: ['quick'], point: 'handle', within: 6 },
  { manners: ['early', 'quick', 'words', 'written'], point: 'over', within: 4 },
  { manners: ['words', 'quick'], point: 'said', within: 500, together: 4 },
  { manners: ['drop', 'close', 'lost', 'bare'], point: 'cut', within: 80 },
  { manners: ['quick'], point: 'over', within: 500 },
  { manners: ['quick'], point: 'rested', within: 150 },
];

/** Resolves when a question has come to a point of its course; `changes` tells whenever the model has said something. */
export const reached = async (question: Question, point: Exclude<Point, 'over'>, changes: Changes): Promise<void> => {
  const seen = () => `Question ${question.text}: ${question.came}, shown: ${question.shown()}`;
  const came = (...states: Question['came'][]) => changes.until(() => states.includes(question.came), seen);
  switch (point) {
    case 'said':
      return;
    case 'asked':
      return changes.until(() => question.connection, seen);
    case 'pieces':
      return came('pieces', 'whole', 'handle');
    case 'whole':
      return came('whole', 'handle');
    case 'handle': {
      await came('whole', 'handle');
      // A question of somebody else that is answered next may cost the connection before its handle comes.
      const handled = came('handle');
      handled.catch(() => {});
      return Promise.race([handled, question.connection?.ended.then(() => {})]);
    }
    case 'cut':
    case 'rested':
      await changes.until(() => question.connection, seen);
      await question.connection?.ended;
  }
};

/** What the process was doing for a question at `now`, as the world saw it; nothing was asked while it started. */
export const phaseOf = (question: Question | undefined, now: number): string => {
  if (!question) return 'starting';
  const { came, connection, handledAt } = question;
  if (!connection) return 'dialling, or waiting';
  if (came === 'nothing') return connection.open ? 'asked' : 'asked, connection lost';
  if (came === 'pieces') return connection.open ? 'mid answer' : 'broken off';
  if (came === 'whole') return connection.open ? 'between the end and its handle' : 'ended without a handle';
  if (!question.isOver) return 'handle sent, end not shown';
  if (now - handledAt < 10) return 'handle being stored';
  return connection.open ? 'idle' : 'resting';
};
