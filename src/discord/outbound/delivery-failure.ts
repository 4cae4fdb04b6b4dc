import type { Logger } from 'pino';
import { toLoggable } from '../gateway/api-errors.ts';
import { closeCodeBlock, PAGE_LENGTH } from './pages.ts';
import type { MessageContent, ReplyTarget } from './reply-target.ts';
import type { TellRemedy, TellWay } from './send-remedy.ts';

/** Where a sentence can be shown: the place of an answer, and what its last message shows, if there is one. */
export type TellMeans = { place: ReplyTarget; last: MessageContent | undefined; log: Logger };

/** Says that an answer is missing, in the first way that works. Resolves to whether one did; never rejects. */
export const tellReader = async ({ sentence, ways, quietly }: TellRemedy, standing: TellMeans): Promise<boolean> => {
  const content = `⚠️ ${sentence}`;
  for (const way of ways) {
    try {
      if (await SAY[way](content, standing, quietly)) return true;
    } catch (error) {
      standing.log.info(
        { event: 'answer.not_told', err: toLoggable(error), way },
        'one way to say that an answer is missing failed',
      );
    }
  }
  return false;
};

/** Each way of telling; it resolves to whether it was possible. They throw Discord's error. */
const SAY: Record<TellWay, (content: string, standing: TellMeans, quietly?: boolean) => Promise<boolean>> = {
  async rewrite(content, { place, last }) {
    const whole = last && [closeCodeBlock(last.content), content].filter(Boolean).join('\n\n');
    if (whole === undefined || whole.length > PAGE_LENGTH) return false;
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
