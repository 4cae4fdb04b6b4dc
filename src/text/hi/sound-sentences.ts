import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences: typeof english = {
  'button.listen': 'सुनें',
  'button.again': 'फिर से पूछें',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'यह वॉइस मैसेज सिर्फ़ आप सुन सकते हैं.',
  'choice.sound-more': 'और…',
  'choice.sound-everyone': 'सबके लिए पोस्ट करें',
  'choice.sound-wav': 'मुझे WAV फ़ाइल भेजें',
  'listen.posted': 'मैंने वॉइस मैसेज सबके लिए पोस्ट कर दिया है.',
  'listen.already-posted': 'वॉइस मैसेज पहले से ही सबके लिए मौजूद है.',
  'listen.gone':
    'इस जवाब की आवाज़ अब मेरे पास नहीं है. मैं आवाज़ ज़्यादा से ज़्यादा 30 मिनट रखता हूं: रीस्टार्ट, रीसेट या जगह की कमी से वह पहले भी हट सकती है. जवाब सुनने के लिए, कृपया सवाल फिर से पूछें.',
  'listen.silent': 'इस जवाब में कोई आवाज़ नहीं है जो मैं भेज सकूं.',
  'listen.as-file': 'मैं यहां वॉइस मैसेज नहीं भेज सकता, इसलिए आवाज़ यहां फ़ाइल के तौर पर है.',
  'listen.too-big': ({ most }) =>
    `WAV फ़ाइल के तौर पर यह जवाब ${megabytes(most)} से बड़ा होगा, और Discord यहां उससे बड़ी फ़ाइल नहीं लेता.`,
  'listen.busy': 'अभी बहुत लोग WAV फ़ाइल मांग रहे हैं. कृपया एक मिनट बाद फिर कोशिश करें.',
  'listen.not-allowed': 'वॉइस मैसेज सबके लिए पोस्ट करने के लिए, आपको इस चैनल में मैसेज भेजने की परमिशन चाहिए.',
  'listen.refused': 'Discord ने मुझे यहां आवाज़ नहीं भेजने दी.',

  'again.not-yours': ({ person }) =>
    `इसे सिर्फ़ ${formatPerson(person)} या “मैसेज मैनेज करें” परमिशन वाला कोई व्यक्ति फिर से पूछ सकता है.`,
  'again.already': 'यह सवाल पहले ही फिर से पूछा जा चुका है. नया जवाब नीचे है.',
  'again.gone': 'यह सवाल अब मेरे पास नहीं है. कृपया इसे फिर से पूछें.',
  'again.without-files': 'इस सवाल की फ़ाइलें अब मेरे पास नहीं हैं, इसलिए मैंने उनके बिना जवाब दिया.',
};
