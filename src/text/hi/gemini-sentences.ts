import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `कृपया ${formatMoment(at)} के बाद फिर से पूछें.`;

const NOW = 'कृपया फिर से पूछें.';
const IN_A_MINUTE = 'कृपया एक मिनट बाद फिर से पूछें.';
const LATER = 'कृपया बाद में फिर से पूछें.';

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `Gemini से मेरा कनेक्शन टूट गया. ${again(at, NOW)}`,
  'gemini.broken': ({ at }) => `यह जवाब पूरा होने से पहले Gemini से मेरा कनेक्शन टूट गया. ${again(at, '')}`.trimEnd(),
  'gemini.late': ({ at }) => `Gemini ने समय रहते जवाब नहीं दिया. ${again(at, NOW)}`,
  'gemini.often': ({ at }) => `Gemini से मेरा कनेक्शन बार-बार टूट रहा है. ${again(at, LATER)}`,
  'gemini.busy': ({ at }) => `Gemini अभी उपलब्ध नहीं है. ${again(at, IN_A_MINUTE)}`,
  'gemini.quota': ({ at }) => `फ़िलहाल मेरा Gemini का कोटा खत्म हो गया है. ${again(at, LATER)}`,
  'gemini.refused': () => 'Gemini इस सवाल को स्वीकार नहीं करता. कृपया इसे दूसरे शब्दों में पूछें.',
  'gemini.left-out': ({ extras }) =>
    `यहां की सेटिंग में से Gemini इसे स्वीकार नहीं करता: ${listRefused(extras)}. इसलिए मैंने इसके बिना जवाब दिया. इस जगह को मैनेज करने वाला कोई व्यक्ति /settings से इसे बदल सकता है.`,
  'gemini.no-search': 'Google मुझे अभी वेब पर सर्च नहीं करने दे रहा, इसलिए मैंने सर्च किए बिना जवाब दिया.',
  'gemini.no-voice': 'Gemini में यह आवाज़ अभी उपलब्ध नहीं है. कृपया कोई दूसरी चुनें.',
  'gemini.full': ({ at }) => `मैं जितने चैनलों में बात कर सकता हूं, उतनों में पहले से कर रहा हूं. ${again(at, IN_A_MINUTE)}`,
  'gemini.proxy': () =>
    'मैं Gemini तक नहीं पहुंच सकता, क्योंकि मेरा प्रॉक्सी मुझे नहीं जाने देता. कृपया इस बॉट को चलाने वाले व्यक्ति को बताएं.',
  'gemini.unreachable': ({ at }) => `मैं Gemini तक नहीं पहुंच पा रहा. ${again(at, IN_A_MINUTE)}`,

  'gemini.tools': 'Gemini जवाब दिए बिना अपने टूल इस्तेमाल करता रहा, इसलिए मैंने उसे रोक दिया. कृपया अपना सवाल दूसरे शब्दों में लिखें.',
  'gemini.noise': 'Gemini ने कुछ कहे बिना आवाज़ें निकालीं, इसलिए मैंने उसे रोक दिया. कृपया फिर से पूछें.',
  'gemini.question-blocked': 'Gemini के सुरक्षा फ़िल्टर ने यह सवाल ब्लॉक कर दिया. कृपया इसे दूसरे शब्दों में पूछें.',
  'gemini.answer-blocked': 'Gemini के सुरक्षा फ़िल्टर ने यह जवाब रोक दिया. कृपया अपना सवाल दूसरे शब्दों में लिखें.',
  'gemini.unfinished': 'Gemini यह जवाब पूरा नहीं कर सका. कृपया फिर से पूछें.',

  'owner.credits':
    'Gemini के लिए मेरे क्रेडिट खत्म हो गए हैं. कृपया इस बॉट को चलाने वाले व्यक्ति को बताएं: वे Google AI Studio में Billing के तहत और खरीद सकते हैं.',
  'owner.cap':
    'Gemini पर मेरे महीने के खर्च की सीमा पूरी हो गई है. कृपया इस बॉट को चलाने वाले व्यक्ति को बताएं: वे इसे Google AI Studio में बढ़ा सकते हैं.',
  'owner.billing':
    'बिलिंग की एक दिक्कत की वजह से Google मुझे Gemini इस्तेमाल नहीं करने देता. कृपया इस बॉट को चलाने वाले व्यक्ति से Google AI Studio में Billing जांचने को कहें.',
  'owner.region': 'मैं जहां चल रहा हूं, वहां Google की तरफ़ से Gemini उपलब्ध नहीं है. कृपया इस बॉट को चलाने वाले व्यक्ति को बताएं.',
  'owner.key': 'Google मेरी Gemini API key को नहीं मानता. कृपया इस बॉट को चलाने वाले व्यक्ति से `GEMINI_API_KEY` जांचने को कहें.',
  'owner.leaked':
    'Google ने मेरी Gemini API key को ब्लॉक कर दिया है, क्योंकि वह सार्वजनिक जगह पर पाई गई. कृपया इस बॉट को चलाने वाले व्यक्ति से नई key बनाने को कहें.',
  'owner.blocked':
    'Google ने मेरी Gemini API key या उसके प्रोजेक्ट को ब्लॉक कर दिया है. कृपया इस बॉट को चलाने वाले व्यक्ति से इसे Google AI Studio में देखने को कहें.',
  'owner.restricted':
    'मेरी Gemini API key को यहां से इस्तेमाल करने की इजाज़त नहीं है. कृपया इस बॉट को चलाने वाले व्यक्ति से key की पाबंदियां जांचने को कहें.',
  'owner.denied': 'Google मुझे Gemini इस्तेमाल नहीं करने देता. कृपया इस बॉट को चलाने वाले व्यक्ति से `npm run doctor` चलाने को कहें.',
  'owner.model':
    'मुझे जो Gemini मॉडल इस्तेमाल करने के लिए सेट किया गया है, उसे Google नहीं जानता. कृपया इस बॉट को चलाने वाले व्यक्ति से `GEMINI_MODEL` और `GEMINI_API_VERSION` जांचने को कहें.',
  'owner.closed':
    'मुझे जो Gemini मॉडल इस्तेमाल करने के लिए सेट किया गया है, वह Google पर अब उपलब्ध नहीं है. कृपया इस बॉट को चलाने वाले व्यक्ति से दूसरा `GEMINI_MODEL` चुनने को कहें.',
  'owner.typed-model':
    'लिखे हुए सवालों के लिए मुझे जो Gemini मॉडल इस्तेमाल करने के लिए सेट किया गया है, उसे Google नहीं जानता. कृपया इस बॉट को चलाने वाले व्यक्ति से `TYPED_MODEL` जांचने को कहें.',
  'owner.typed-closed':
    'लिखे हुए सवालों के लिए मुझे जो Gemini मॉडल इस्तेमाल करने के लिए सेट किया गया है, वह Google पर अब उपलब्ध नहीं है. कृपया इस बॉट को चलाने वाले व्यक्ति से दूसरा `TYPED_MODEL` चुनने को कहें.',
  'owner.address':
    'मुझे जो पता इस्तेमाल करने के लिए सेट किया गया है, वहां Gemini नहीं मिल रहा. कृपया इस बॉट को चलाने वाले व्यक्ति से `GEMINI_BASE_URL` और `GEMINI_API_VERSION` जांचने को कहें.',
  'owner.setup': 'Gemini मेरा कॉन्फ़िगरेशन नामंज़ूर करता है. कृपया इस बॉट को चलाने वाले व्यक्ति से `npm run doctor` चलाने को कहें.',
};
