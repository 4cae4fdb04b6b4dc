import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `मैं ${formatChannel(voice)} में ${namePair(pair)} के बीच अनुवाद करूंगा: जो कहा जाएगा, उसे मैं दूसरी भाषा में लिखूंगा.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `मैं ${formatChannel(voice)} में ${namePair(pair)} के बीच अनुवाद करूंगा: जो कहा जाएगा, उसे मैं दूसरी भाषा में लिखूंगा और बोलकर सुनाऊंगा.`,
  'interpret.cost': ({ dollars: hour }) =>
    `इसके लिए वहां कही गई हर बात Google के Gemini को भेजी जाती है. एक घंटे की बातचीत का खर्च लगभग ${dollars(hour)} है, जो यहां की सीमाओं में बोलने वाले व्यक्ति के नाम पर गिना जाता है. क्या मैं शुरू करूं?`,
  'button.interpret-begin': 'शुरू करें',
  'button.interpret-end': 'अनुवाद बंद करें',
  'interpret.begun': (pair) => `मैं अब ${namePair(pair)} के बीच अनुवाद कर रहा हूं.`,
  'interpret.ended': 'मैंने अनुवाद करना बंद कर दिया है.',
  'interpret.not-on': 'मैं यहां अनुवाद नहीं कर रहा हूं.',
  'interpret.no-call': ({ join }) =>
    `मैं इस सर्वर के किसी वॉइस चैनल में नहीं हूं. मुझे ${join} से अपने चैनल में बुलाएं, फिर दोबारा कोशिश करें.`,
  'interpret.switched-off': 'यहां अनुवाद बंद है. इस जगह को मैनेज करने वाला कोई व्यक्ति /settings से इसे बदल सकता है.',
  'interpret.unknown-language': ({ name }) =>
    `मैं ${formatFileName(name)} में अनुवाद नहीं कर सकता. कृपया सूची में से कोई भाषा चुनें.`,
  'interpret.same-language': 'दोनों भाषाएं एक ही हैं. कृपया दो अलग भाषाएं चुनें.',
  'interpret.no-model': 'Google मुझे अनुवाद करने वाला मॉडल नहीं देता. कृपया इस बॉट को चलाने वाले व्यक्ति को बताएं.',
  'interpret.fell-behind': ({ ms }) => `मैं पीछे रह गया, इसलिए कही गई बातों में से ${seconds(ms)} का अनुवाद नहीं हुआ.`,
  'interpret.only-written': 'मुझे बोलकर बहुत कुछ सुनाना है, इसलिए कुछ अनुवाद सिर्फ़ लिखे गए हैं.',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 मैं ${formatChannel(voice)} में ${namePair(pair)} के बीच अनुवाद कर रहा हूं.`,
  'panel.interprets':
    'लोग जो कहते हैं, उसे मैं यहां दूसरी भाषा में लिखता हूं. मैं कही गई बातों का जवाब नहीं देता: मुझसे कुछ पूछना हो तो लिखकर पूछें.',
  'panel.interprets-aloud':
    'लोग जो कहते हैं, उसे मैं यहां दूसरी भाषा में लिखता हूं और बोलकर सुनाता हूं. मैं कही गई बातों का जवाब नहीं देता: मुझसे कुछ पूछना हो तो लिखकर पूछें.',
  'privacy.interpreted':
    'आप वहां जो कुछ भी कहते हैं, वह सब अनुवाद के लिए Google के Gemini को भेजा जाता है. मैं उसकी न रिकॉर्डिंग सेव करता हूं, न ट्रांसक्रिप्ट, लेकिन अनुवाद चैनल में रहते हैं.',
  'privacy.interpreted-agreed':
    'सहमत हो चुके लोग वहां जो कुछ भी कहते हैं, वह सब अनुवाद के लिए Google के Gemini को भेजा जाता है. मैं उसकी न रिकॉर्डिंग सेव करता हूं, न ट्रांसक्रिप्ट, लेकिन अनुवाद चैनल में रहते हैं.',
  'join.interpreting': (pair) => `मैं वहां ${namePair(pair)} के बीच अनुवाद कर रहा हूं.`,
  'line.interpreting': 'Parley अनुवाद कर रहा है',
  'part.help-interpret': ({ interpret }) => `- ${interpret} से मैं कॉल में अनुवाद करता हूं.`,
  'part.language': ({ tag }) => language(tag),
};
