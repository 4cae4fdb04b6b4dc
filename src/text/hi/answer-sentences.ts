import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences: typeof english = {
  /** Joins sentences in a row. */
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'hi',

  'answer.reading': '⏳ फ़ाइलें पढ़ने में समय लग रहा है. पढ़ते ही मैं Gemini से पूछूंगा.',
  'answer.calling': '⏳ मैं इस पर काम कर रहा हूं. इसमें थोड़ा समय लगेगा.',
  'answer.slow': '⏳ Gemini को सामान्य से ज़्यादा समय लग रहा है. मैं अब भी उसके जवाब का इंतज़ार कर रहा हूं.',
  'answer.interrupted': '*(बीच में रुक गया)*',
  'answer.stopped-early': '*(जवाब आने से पहले रोक दिया गया)*',
  'answer.empty': 'Gemini ने कुछ नहीं कहा. कृपया फिर से पूछें, या अपना सवाल दूसरे शब्दों में लिखें.',
  'answer.cut-off': 'यह जवाब उससे लंबा हो गया जितना Gemini एक बार में लिखता है.',
  'answer.abrupt': 'Gemini वाक्य के बीच में ही रुक गया.',
  'answer.too-long': 'इस जवाब में बहुत ज़्यादा समय लगा, इसलिए मैंने इसे रोक दिया. कृपया छोटा जवाब मांगें.',
  'answer.reset': 'यह जवाब पूरा होने से पहले किसी ने बातचीत रीसेट कर दी.',
  'answer.erased': 'मैं यहीं रुक गया, क्योंकि आपके बारे में सेव की गई हर चीज़ डिलीट की जा रही है.',
  'answer.cut-by-erasing': 'मुझे यहीं रुकना पड़ा, क्योंकि इस चैनल की याददाश्त से कुछ डिलीट किया जा रहा है.',
  'answer.unfinished-restart': 'यह जवाब पूरा होने से पहले मेरा काम बीच में रुक गया.',
  'answer.lost-restart': 'जवाब देने से पहले मेरा काम बीच में रुक गया. कृपया फिर से पूछें.',
  /** Above an answer that can no longer be posted below its question. Both values are escaped Markdown. */
  'answer.to': ({ name, question }) => `${name} का सवाल: ${question}`,
  /** A line of a spoken conversation. Both values are escaped Markdown. */
  'answer.heard': ({ name, words }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'यह किसी ने नहीं सुना, क्योंकि मैं म्यूट था.',
  'answer.unheard-muted-rest': 'इसके आगे का हिस्सा किसी ने नहीं सुना, क्योंकि मैं म्यूट था.',
  'answer.unheard-audience': 'यह किसी ने नहीं सुना, क्योंकि मुझे बोलने की इजाज़त नहीं थी.',
  'answer.unheard-audience-rest': 'इसके आगे का हिस्सा किसी ने नहीं सुना, क्योंकि मुझे बोलने की इजाज़त नहीं थी.',
  'part.searched': (found) => `🔎 Google पर सर्च किया: ${formats.joinLinks(found)}`,
  'part.sources': (found) => `स्रोत: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'बाकी हिस्सा लिखने के लिए बहुत लंबा था.',

  'delivery.file-too-long': 'यह जवाब Discord के मैसेज के लिए बहुत लंबा है, इसलिए पूरा जवाब यहां एक फ़ाइल में है.',
  'delivery.file-refused': 'Discord ने यह जवाब मैसेज के तौर पर पोस्ट नहीं किया, इसलिए पूरा जवाब यहां एक फ़ाइल में है.',
  'delivery.no-file': 'जवाब अभी बाकी है, लेकिन मैं उसे यहां फ़ाइल के तौर पर पोस्ट नहीं कर सका. कृपया छोटा जवाब मांगें.',
  /** In the place of a part of an answer. The name is escaped Markdown. */
  'delivery.written-file': ({ name }) => `📄 **${name}** नीचे फ़ाइल के तौर पर है.`,
  'delivery.written-files': 'जो मैसेज के लिए बहुत लंबा था:',
  'delivery.discord-away': 'Discord में दिक्कतें आ रही हैं, इसलिए मैं अपना जवाब पोस्ट नहीं कर सका. कृपया कुछ मिनट बाद फिर से पूछें.',
  'delivery.deleted': 'मैं जवाब लिख ही रहा था कि किसी ने उसे डिलीट कर दिया, इसलिए मैं रुक गया.',
  'delivery.link-blocked':
    'Discord इस जवाब के एक लिंक को ब्लॉक करता है, इसलिए मैं इसे पूरा नहीं दिखा सकता. कृपया फिर से पूछें और बिना लिंक वाला जवाब मांगें.',
  'delivery.automod':
    'इस सर्वर का AutoMod इस जवाब को ब्लॉक करता है, इसलिए मैं इसे पूरा नहीं दिखा सकता. कृपया अपना सवाल दूसरे शब्दों में लिखें.',
  'delivery.explicit':
    'Discord का कंटेंट फ़िल्टर इस जवाब को ब्लॉक करता है, इसलिए मैं इसे पूरा नहीं दिखा सकता. कृपया अपना सवाल दूसरे शब्दों में लिखें.',
  'delivery.no-permission': 'मुझे अब इस चैनल में पोस्ट करने की इजाज़त नहीं है, इसलिए मेरा जवाब अधूरा है. कृपया किसी मॉडरेटर को बताएं.',
  'delivery.thread-closed': 'यह थ्रेड बंद कर दिया गया, इसलिए मेरा जवाब अधूरा है. कृपया मुझसे किसी दूसरे चैनल में पूछें.',
  'delivery.expired':
    'Discord मुझे यहां जवाब देने के लिए सिर्फ़ 15 मिनट देता है, और समय खत्म हो गया, इसलिए मेरा जवाब अधूरा है. कृपया फिर से पूछें.',
  'delivery.refused': 'Discord ने यह जवाब पूरा पोस्ट नहीं होने दिया. कृपया अपना सवाल दूसरे शब्दों में लिखें.',
  /** The first line of a direct message about a question that was asked elsewhere. */
  'delivery.about': ({ channel }) => `${formatChannel(channel)} में आपके सवाल के बारे में:`,
};
