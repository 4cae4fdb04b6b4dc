import type { limitSentences as english } from '../en/limit-sentences.ts';
import type { SpendingLimit } from '../values.ts';
import { dated, moment } from './grammar.ts';

const LIMITS: Record<SpendingLimit['scope'], string> = {
  process: 'ما يُسمح لي بإنفاقه في كل مكان',
  server: 'ما يُسمح لي بإنفاقه في هذا الخادم',
  channel: 'ما يُسمح لي بإنفاقه في هذه القناة',
  member: 'ما يُسمح لي بإنفاقه على أسئلتك هنا',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'اليوم', month: 'هذا الشهر' };

const nameMoment = ({ period, at }: SpendingLimit): string => (period === 'day' ? moment(at) : dated(at));

const RATES = { server: 'في هذا الخادم', channel: 'في هذه القناة' };

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `استنفدتُ ${LIMITS[limit.scope]} ${PERIODS[limit.period]}. يُرجى السؤال مجددًا بعد ${nameMoment(limit)}.`,
  'limits.halted': (limit) =>
    `اضطررتُ إلى التوقف هنا، لأنني استنفدتُ ${LIMITS[limit.scope]} ${PERIODS[limit.period]}. يُرجى السؤال مجددًا بعد ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }) =>
    scope === 'member'
      ? `بلغتَ أقصى عدد من الأسئلة المسموح لك بها هنا في الدقيقة. يُرجى السؤال مجددًا بعد ${moment(at)}.`
      : `بلغتُ أقصى عدد من الأسئلة المسموح لي بالإجابة عنها ${RATES[scope]} في الدقيقة. يُرجى السؤال مجددًا بعد ${moment(at)}.`,
  'limits.unknown': 'لا أستطيع معرفة ما بقي لي لأنفقه هنا، فلا أسأل Gemini شيئًا. يُرجى المحاولة مجددًا بعد دقيقة.',
};
