import type { Logger } from 'pino';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { closeCodeBlock, PAGE_LENGTH } from './pages.ts';
import type { MessageContent, ReplyTarget } from './reply-target.ts';
import type { DeliveryText, TellRemedy, TellWay } from './send-remedy.ts';
import { markWarning } from './sentence-marks.ts';

/**
 * Where a sentence can be shown: the target of the answer, and what its last message shows, if there is one. `say` is for
 * what everyone there reads.
 */
export type TellMeans = { target: ReplyTarget; last: MessageContent | undefined; say: Say; log: Logger };

/** Says that an answer is missing, in the first way that works. Resolves to whether one did; never rejects. */
export const tellReader = async ({ text, ways, quietly }: TellRemedy, means: TellMeans): Promise<boolean> => {
  for (const way of ways) {
    try {
      if (await TELL[way](text, means, quietly)) return true;
    } catch (error) {
      means.log.info(
        { event: 'answer.not_told', err: toLoggable(error), way },
        'one way to say that an answer is missing failed',
      );
    }
  }
  return false;
};

/** Each way of telling; it resolves to whether it was possible. They throw Discord's error. */
const TELL: Record<TellWay, (text: DeliveryText, means: TellMeans, quietly?: boolean) => Promise<boolean>> = {
  async rewrite(text, { target, last, say }) {
    const whole = last && [closeCodeBlock(last.content), markWarning(text, say)].filter(Boolean).join('\n\n');
    if (whole === undefined || whole.length > PAGE_LENGTH) return false;
    while ((await target.rewrite({ content: whole })) === 'moved');
    return true;
  },
  async next(text, { target, say }) {
    while ((await target.next({ content: markWarning(text, say), plain: true })) === 'moved');
    return true;
  },
  async alone(text, { target }, quietly = false) {
    await target.alone(text, { quietly });
    return true;
  },
};
