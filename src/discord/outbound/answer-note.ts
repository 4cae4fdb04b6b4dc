import { toText } from '../../base/errors.ts';
import type { AnswerEnd } from '../../conversation/turns/answer-end.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Say } from '../../text/languages.ts';
import { markSmall, markWarning } from './sentence-marks.ts';

/**
 * What stands under an answer that ended: how it ended, if that has to be said, and what people must know besides, such
 * as which files couldn't be opened.
 */
export const makeAnswerNote = (
  { remarks, source: { leftOut, refused } }: Pick<Turn, 'remarks' | 'source'>,
  end: AnswerEnd,
  isEmpty: boolean,
  say: Say,
): string => {
  const extras = [...refused].filter((extra) => extra !== 'search');
  const small = [
    ...remarks.all,
    ...(leftOut.size > 0 ? [{ code: 'media.not-taken' } as const] : []),
    ...(extras.length > 0 ? [{ code: 'gemini.left-out', extras } as const] : []),
    ...(refused.has('search') ? [{ code: 'gemini.no-search' } as const] : []),
  ];
  return [explainEnd(end, isEmpty, say), ...small.map((remark) => markSmall(remark, say))].filter(Boolean).join('\n');
};

/** The sentence that a reader needs about how an answer ended; empty if it simply ended. */
const explainEnd = (end: AnswerEnd, isEmpty: boolean, say: Say): string => {
  switch (end.is) {
    case 'yielded':
      return '';
    case 'complete':
      return isEmpty ? say({ code: 'answer.empty' }) : '';
    case 'interrupted':
      return say({ code: isEmpty ? 'answer.stopped-early' : 'answer.interrupted' });
    case 'broken':
    case 'failed':
      return markWarning(toText(end.error), say);
    case 'silent':
      return end.reason ? markWarning(end.reason, say) : say({ code: 'answer.empty' });
  }
};
