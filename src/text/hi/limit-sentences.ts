import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'हर जगह मिलाकर मैं जितना खर्च कर सकता था',
  server: 'इस सर्वर में मैं जितना खर्च कर सकता था',
  channel: 'इस चैनल में मैं जितना खर्च कर सकता था',
  member: 'यहां आपके सवालों पर मैं जितना खर्च कर सकता था',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'आज', month: 'इस महीने' };

const RATED = { server: 'इस सर्वर', channel: 'इस चैनल' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. */
const nameMoment = ({ period, at }: SpendingLimit): string => (period === 'day' ? formatMoment(at) : formatDate(at));

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `${PERIODS[limit.period]} ${OWNERS[limit.scope]}, उतना खर्च हो चुका है. कृपया ${nameMoment(limit)} के बाद फिर से पूछें.`,
  'limits.halted': (limit) =>
    `मुझे यहीं रुकना पड़ा, क्योंकि ${PERIODS[limit.period]} ${OWNERS[limit.scope]}, उतना खर्च हो चुका है. कृपया ${nameMoment(limit)} के बाद फिर से पूछें.`,
  'limits.rate': ({ scope, at }) =>
    scope === 'member'
      ? `यहां आप एक मिनट में इतने ही सवाल पूछ सकते हैं. कृपया ${formatMoment(at)} के बाद फिर से पूछें.`
      : `${RATED[scope]} में मैं एक मिनट में इतने ही सवालों के जवाब दे सकता हूं. कृपया ${formatMoment(at)} के बाद फिर से पूछें.`,
  'limits.unknown':
    'मैं यह नहीं देख पा रहा कि यहां अभी कितना और खर्च कर सकता हूं, इसलिए Gemini से कुछ नहीं पूछ रहा. कृपया एक मिनट बाद फिर कोशिश करें.',
};
