import type { World } from '../../world/world.ts';
import type { DuelClock, Tempo } from './clock.ts';
import type { Model } from './model.ts';
import type { Point } from './plan.ts';
import type { Question } from './question.ts';

/** How long a point of a question's course is waited for, in milliseconds of the duel's clock. */
const LONGEST = 6_000;

type Scene = { world: World; model: Model; clock: DuelClock; tempo: Tempo };

/** Resolves when a question has come to a point of its course, or will not come there soon. */
export const reached = async (
  question: Question,
  point: Point,
  { world: { discord }, model: { changes }, clock, tempo }: Scene,
): Promise<void> => {
  const wait = { deadline: LONGEST / tempo.scale };
  const come = async () => {
    switch (point) {
      case 'before':
      case 'next':
        return;
      case 'said':
        return clock.sleep(question.asking.after);
      case 'asked':
        return changes.until(() => question.generations.length > 0, String, wait);
      case 'begun':
        return changes.until(() => question.generations.some(({ said }) => said > 0), String, wait);
      case 'shown':
        return discord.until(() => question.seen !== 'nothing', wait);
      case 'over':
        return discord.until(() => question.isWhole, wait);
    }
  };
  // A question that is held up by an earlier blow may never come so far; the blow falls all the same.
  await come().catch(() => {});
};
