import type { Logger } from 'pino';
import { loggable } from '../gateway/api-errors.ts';
import { closed, PAGE } from './pages.ts';
import type { Place, Sheet } from './reply-target.ts';
import type { Telling, Way } from './send-remedy.ts';

/** Where a sentence can stand: the place of an answer, and what its last message says, if there is one. */
export type Standing = { place: Place; last: Sheet | undefined; log: Logger };

/** Says that an answer is not there, in the first way that works. Resolves with whether one did; never rejects. */
export const tell = async ({ sentence, ways, quietly }: Telling, standing: Standing): Promise<boolean> => {
  const content = `⚠️ ${sentence}`;
  for (const way of ways) {
    try {
      if (await SAY[way](content, standing, quietly)) return true;
    } catch (error) {
      standing.log.info(
        { event: 'answer.not_told', err: loggable(error), way },
        'one way to say that an answer is missing failed',
      );
    }
  }
  return false;
};

/** Each way, and whether there was one. They throw what Discord says. */
const SAY: Record<Way, (content: string, standing: Standing, quietly?: boolean) => Promise<boolean>> = {
  async rewrite(content, { place, last }) {
    const whole = last && [closed(last.content), content].filter(Boolean).join('\n\n');
    if (whole === undefined || whole.length > PAGE) return false;
    while ((await place.rewrite({ content: whole })) === 'moved');
    return true;
  },
  async next(content, { place }) {
    while ((await place.next({ content, plain: true })) === 'moved');
    return true;
  },
  async alone(content, { place }, quietly = false) {
    await place.alone(content, { quietly });
    return true;
  },
};
