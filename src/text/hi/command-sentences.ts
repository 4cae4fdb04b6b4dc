import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences: typeof english = {
  'form.about-title': 'इस मैसेज के बारे में पूछें',
  'form.about-question': 'आप क्या जानना चाहते हैं?',
  'form.about-files': 'और फ़ाइलें, अगर आप चाहें',

  'button.stop': 'रोकें',
  'button.continue': 'जारी रखें',
  'button.talk': 'बात करें',
  'button.unheard': 'मुझे न सुनें',
  'button.heard': 'मुझे फिर से सुनें',
  'button.leave': 'कॉल से हटाएं',
  'button.reset': 'सब कुछ भूल जाएं',
  'button.keep': 'रहने दें',

  'help.about': 'हर चैनल में मेरी एक बातचीत होती है. वह चैनल के सब लोगों की साझा होती है, और मुझे याद रहती है.',
  'part.help-ask': ({ ask }) =>
    `- ${ask} से मुझसे कुछ पूछें. आप मुझे मेंशन भी कर सकते हैं, मेरे मैसेज का जवाब दे सकते हैं, या मुझे डायरेक्ट मैसेज भेज सकते हैं.`,
  'part.help-files':
    '- आप अपने सवाल के साथ टेक्स्ट, तस्वीरें, PDF, वॉइस मैसेज, रिकॉर्डिंग और वीडियो भेज सकते हैं. किसी और के मैसेज के बारे में पूछने के लिए, उसके मेन्यू में “ऐप्स” और फिर “इसके बारे में पूछें” चुनें.',
  'part.help-answers':
    '- जवाब के नीचे, **सुनें** उसे आपको वॉइस मैसेज के तौर पर भेजता है, अगर उसमें आवाज़ हो, और **फिर से पूछें** वही सवाल एक बार और पूछता है.',
  'part.help-join': ({ join }) =>
    `- ${join} मुझे आपके वॉइस चैनल में लाता है. मैं सुनता हूं, और बोलकर जवाब देता हूं. वहां कोई भी मुझसे कह सकता है कि उसे न सुनूं.`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop} यहां आपको मिल रहा मेरा जवाब रोकता है, और वॉइस चैनल में मेरा बोलना भी. ${leave} से मैं उसे छोड़ देता हूं.`,
  'part.help-status': ({ status }) => `- ${status} इस चैनल की बातचीत की स्थिति दिखाता है.`,
  'part.help-reset': ({ reset }) => `- ${reset} से मैं उसे भूल जाता हूं. सर्वर में इसके लिए “मैसेज मैनेज करें” परमिशन चाहिए.`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap} यहां कही गई बातों का सारांश देता है. ${transcript} उन्हें फ़ाइल के रूप में देता है.`,
  'part.help-settings': ({ settings }) =>
    `- ${settings} दिखाता और बदलता है कि मैं यहां कैसे काम करता हूं. सर्वर में इसके लिए “सर्वर मैनेज करें” परमिशन चाहिए, या एक चैनल के लिए “चैनल मैनेज करें”.`,
  'part.help-tools': ({ tools, reminders }) =>
    `- ${tools} दिखाता है कि मैं यहां और क्या कर सकता हूं, और ${reminders} आपके रिमाइंडर.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage} दिखाता है कि मुझ पर कितना खर्च हुआ है. ${privacy} दिखाता है कि मेरे पास आपके बारे में क्या सेव है, और आपको उसकी कॉपी देता है या उसे डिलीट करता है.`,
  'help.kept': ({ days, reset }) =>
    `आपके सवाल, उनके साथ आने वाली चीज़ें और आपका डिस्प्ले नेम Google के Gemini को भेजे जाते हैं. मैं आपके सवाल और अपने जवाब ${countDays(days)} तक सेव रखता हूं, और उनके साथ आने वाली चीज़ों में से सिर्फ़ नाम और टेक्स्ट की शुरुआत. जब तक लोग यहां मुझसे बात करते रहते हैं, तब तक एक सारांश सेव रहता है. ${reset} यह सब डिलीट कर देता है.`,
  'help.wrong': 'मैं AI हूं और गलत हो सकता हूं, इसलिए कृपया हर ज़रूरी बात जांच लें.',
  'part.help-call': ({ voice }) => `- मैं अभी ${formatChannel(voice)} में हूं.`,
  'part.help-search': '- मैं Google पर सर्च कर सकता हूं. स्रोत मेरे जवाब के नीचे होते हैं.',
  'part.help-off': ({ names }) => `- यहां बंद है: ${list(names)}.`,
  'button.try-ask': 'मुझसे कुछ पूछें',
  'button.try-join': 'मेरे वॉइस चैनल में आएं',
  'button.try-settings': 'सेटिंग',
  'button.try-privacy': 'मेरे बारे में क्या सेव है',
  'button.try-usage': 'अब तक का खर्च',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**कनेक्शन**: जुड़ा हुआ है',
  'status.idle': '**कनेक्शन**: निष्क्रिय (आपका अगला सवाल मुझे जगा देगा)',
  'status.idle-remembers': '**कनेक्शन**: निष्क्रिय (आपका अगला सवाल मुझे जगा देगा, और कही गई बातें मुझे याद रहेंगी)',
  /** The reason follows on the next line. */
  'status.unavailable': '**कनेक्शन**: उपलब्ध नहीं है',
  'status.model': ({ model }) => `**मॉडल**: ${model}`,
  'status.typed-always': ({ model }) => `**लिखे हुए सवाल**: ${model} जवाब देता है`,
  'status.typed-when-live-fails': ({ model }) =>
    `**लिखे हुए सवाल**: जब मैं दूसरे मॉडल तक नहीं पहुंच पाता, तब ${model} जवाब देता है`,
  'status.begun': ({ at }) => `**बातचीत**: ${formatAgo(at)} शुरू हुई`,
  'status.not-begun': '**बातचीत**: अभी शुरू नहीं हुई',
  'status.unreadable': '**बातचीत**: अभी देखी नहीं जा सकती',
  'status.turns': ({ turns }) => `**अब तक के सवाल**: ${number(turns)}`,
  'status.turns-unknown': '**अब तक के सवाल**: पता नहीं',
  'status.queue': ({ waiting }) => `**इंतज़ार में**: ${number(waiting)}`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }) => `**पहले शब्द तक का समय**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**पहले शब्द तक का समय**: अभी तक कोई जवाब नहीं',
};
