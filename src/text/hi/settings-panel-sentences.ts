import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, number } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

const PART_NAMES = { nick: 'निकनेम', bio: 'प्रोफ़ाइल', avatar: 'अवतार' };
const nameParts = (parts: readonly (keyof typeof PART_NAMES)[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'लुक';

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: लिखकर, और अगर मैं कॉल में हूं तो बोलकर भी',
  'choice.reply-voice': 'voice: वॉइस मैसेज भी भेजकर',
  'choice.call-recap-off': 'off: कोई सारांश नहीं',
  'choice.call-recap-post': 'post: चैनल में मैसेज के रूप में',
  'choice.call-recap-thread': 'thread: मैसेज के रूप में, लंबी कॉल के बाद थ्रेड में',
  'choice.consent-notice': 'notice: लोगों को एक बार बताया जाता है, जब वे पहली बार मुझसे पूछते हैं',
  'choice.consent-off': 'off: मैं कुछ नहीं कहता, क्योंकि लोगों को कहीं और बताया जाता है',
  'choice.consent-opt-in': 'opt-in: मैं सिर्फ़ सहमत लोगों को जवाब देता और सुनता हूं',
  'choice.typed-off': 'off: लिखे हुए सवालों का जवाब भी Live मॉडल देता है',
  'choice.typed-always': 'always: लिखे हुए सवालों का जवाब टेक्स्ट मॉडल देता है',
  'choice.typed-when-live-fails': 'when-live-fails: टेक्स्ट मॉडल, अगर मैं Live मॉडल तक न पहुंच सकूं',

  'form.group-voice': 'आवाज़ और किरदार',
  'form.group-calls': 'कॉल में',
  'form.group-answers': 'जवाब',
  'form.group-access': 'कौन इस्तेमाल कर सकता है',
  'form.group-limits': 'सीमाएं',
  'form.group-privacy': 'प्राइवेसी',
  'option.group-voice': 'मेरा अंदाज़ और आवाज़ कैसी हो, और मैं किन भाषाओं की उम्मीद रखूं',
  'option.group-calls': 'मैं कब सुनूं, क्या लिखूं, कब आऊं और जाऊं',
  'option.group-answers': 'मैं सवालों का जवाब कैसे दूं, और किन मैसेज को सवाल मानूं',
  'option.group-access': 'रोल, मेंबर, चैनल और बॉट, जो मुझसे बात कर सकते हैं',
  'option.group-limits': 'कितना इस्तेमाल और खर्च हो सकता है',
  'option.group-privacy': 'मैं क्या सेव रखूं, और कब तक',

  'part.settings-title-server': '**पूरे सर्वर की सेटिंग**',
  'part.settings-title-channel': '**इस चैनल की सेटिंग**',
  'part.settings-title-dm': '**हमारे डायरेक्ट मैसेज की सेटिंग**',
  'part.settings-hint-server': '-# ये हर उस चैनल में लागू हैं जिसकी अपनी सेटिंग नहीं है. देखने और बदलने के लिए नीचे कोई ग्रुप चुनें.',
  'part.settings-hint-channel': '-# जो यहां सेट नहीं है, वह सर्वर से आता है. देखने और बदलने के लिए नीचे कोई ग्रुप चुनें.',
  'part.settings-hint-dm': '-# ये सिर्फ़ आपके लिए लागू हैं. देखने और बदलने के लिए नीचे कोई ग्रुप चुनें.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `यहां सेट: ${joinNames(names)}` : 'यहां कुछ सेट नहीं है'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${value} *(${source})*`,
  'option.pick-group': 'कोई ग्रुप चुनें',

  'button.edit': ({ first, last }) => (first === last ? `${first} एडिट करें` : `${first}–${last} एडिट करें`),
  'button.sample': 'सुनकर देखें',
  'button.use-server': 'पूरे सर्वर में इस्तेमाल करें',
  'button.use-channel': 'इस चैनल में इस्तेमाल करें',
  'button.use-dm': 'यहां इस्तेमाल करें',
  'button.back': 'वापस',
  'button.voices': 'आवाज़ें सुनें',
  'button.scope-server': 'पूरा सर्वर',
  'button.scope-channel': 'यह चैनल',
  'button.wipe': 'सब रीसेट करें',
  'button.keep-settings': 'उन्हें रहने दें',

  'form.settings-title': ({ group, first, last }) => `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }) => `ऊपर से मिली वैल्यू: ${value} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `**${name}** फ़ॉर्म के लिए बहुत लंबा है, इसलिए वैसा ही रहेगा. आप इसे /settings set से बदल सकते हैं, या सेटिंग को एक्सपोर्ट करके फिर से इंपोर्ट कर सकते हैं.`,

  'part.settings-voices': '**आवाज़ें**\nसुनने के लिए कोई एक चुनें. नामों के बाद के शब्द Google के अपने हैं.',
  'part.settings-voice': ({ voice }) => `**आवाज़ें** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `${first} से ${last} तक`,
  'settings.voice-set': ({ voice }) => `✅ **आवाज़** अब ${voice} है. मैं अपने अगले जवाब से इसी में बोलूंगा.`,
  'settings.sample-later': 'मैं अभी इतना व्यस्त हूं कि उस आवाज़ में कुछ नहीं बोल सकता. कृपया एक मिनट बाद फिर कोशिश करें.',

  'button.picture': 'मेरा अवतार',
  'form.picture-title': 'इस सर्वर में मेरा अवतार',
  'form.picture-file': 'एक तस्वीर',
  'option.own-picture': 'मैं तस्वीर के बीच का हिस्सा लेता हूं. कोई न भेजें, तो मेरा सामान्य अवतार लौट आएगा.',
  'face.picture-set': '✅ इस सर्वर में अब मेरा नया अवतार दिखता है. उसे मैं खुद सेव नहीं रखता; Discord रखता है.',
  'face.picture-removed': '✅ इस सर्वर में फिर से मेरा सामान्य अवतार दिखता है.',
  'face.not-a-picture': ({ name }) =>
    `मैं पहले जैसा ही दिखता हूं, क्योंकि ${formatFileName(name)} तस्वीर नहीं है. कृपया मुझे PNG, JPEG, WebP, GIF या AVIF भेजें.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ मुझे यहां ${nameParts(parts)} को बदलने की इजाज़त नहीं है, इसलिए लोगों को बदलाव अभी नहीं दिखता. कृपया मुझे “निकनेम बदलें” परमिशन दें, और इसे एक बार फिर सेट करें.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ Discord का कहना है कि ${nameParts(parts)} को बहुत बार बदला गया, इसलिए लोगों को बदलाव अभी नहीं दिखता. कृपया करीब दस मिनट बाद फिर कोशिश करें.`,
  'face.refused': ({ parts }) =>
    `⚠️ Discord ${nameParts(parts)} को इस तरह स्वीकार नहीं करता, इसलिए लोगों को बदलाव नहीं दिखता. कृपया कुछ और आज़माएं.`,
  'face.unreached':
    '⚠️ मैं Discord को नहीं बता सका कि मैं अब से यहां कैसा दिखूं, इसलिए लोगों को बदलाव अभी नहीं दिखता. कृपया एक मिनट बाद इसे एक बार फिर सेट करें.',
  'face.absent': '⚠️ मैं अब इस सर्वर में नहीं हूं, इसलिए यहां मेरा लुक किसी को नहीं दिखता.',
  'face.busy': '⚠️ ठीक इसी समय कोई और यहां मेरा लुक बदल रहा है. कृपया इसे एक बार फिर सेट करें.',

  'part.settings-nothing': 'कुछ नहीं',
  'part.settings-count': ({ count }) => `कुल ${number(count)}`,
  'part.from-default': 'डिफ़ॉल्ट',
  'part.from-operator': 'मुझे चलाने वाले की तरफ़ से',
  'part.from-server': 'यह सर्वर',
  'part.from-parent': 'इस थ्रेड का चैनल',
  'part.from-channel': 'यह चैनल',
  'part.from-dm': 'आप',

  'settings.saved': ({ names }) => `✅ सेव किया गया: ${joinNames(names)}.`,
  'settings.holds-next': 'यह अगले सवाल से लागू होगा.',
  'settings.holds-soon': 'यह अब से लागू है, सिवाय उसके जो मैं पहले ही शुरू कर चुका हूं, जैसे कोई जवाब.',
  'settings.holds-now': 'यह अब लागू है.',
  'settings.new-cap': 'नई सीमा में अब से होने वाला खर्च गिना जाता है, पहले का नहीं.',
  'settings.unchanged': 'कुछ भी नहीं बदला गया.',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}** पहले जैसा ही है. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ इस बीच ${formatPerson(by)} ने **${name}** को बदल दिया: ${value}. मैंने उसे वैसा ही रहने दिया. कुछ और चाहिए, तो फिर से बदल दें.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ इस बीच ${formatPerson(by)} ने **${name}** को रीसेट कर दिया. मैंने उसे वैसा ही रहने दिया. कुछ और चाहिए, तो फिर से बदल दें.`,

  'part.where-server': 'पूरा सर्वर',
  'part.where-channel': 'यह चैनल',
  'part.where-dm': 'हमारे डायरेक्ट मैसेज',
  'settings.set': ({ where, name, value, source }) => `✅ **${name}** (${where}) अब यह है: ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `**${name}** (${where}) पहले से यही था: ${value} *(${source})*.`,
  'settings.nothing-set': 'वहां कुछ सेट नहीं है, इसलिए रीसेट करने को कुछ नहीं है.',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\nक्या आप इन्हें रीसेट करना चाहते हैं: ${joinNames(names)}? इसे पहले जैसा नहीं किया जा सकता.`,
  'settings.reset': ({ names }) => `✅ रीसेट किया गया: ${joinNames(names)}.`,
  'settings.kept': 'ठीक है, मैं सेटिंग को वैसा ही रहने दूंगा.',

  'part.settings-title': '**इस चैनल में क्या लागू है, और वह कहां से आता है**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source}: ${value}, ${formatPerson(by)} की तरफ़ से, ${formatAgo(at)}`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${key})`,

  'settings.exported':
    'यहां सेट की गई हर चीज़ इसमें है, सिर्फ़ मेरा अवतार नहीं. आप फ़ाइल को एडिट कर सकते हैं, और उसे /settings import से वापस ला सकते हैं.',
  'settings.imported': ({ settings, channels }) =>
    `✅ सब कुछ फ़ाइल के हिसाब से है. सब पर लागू सेटिंग: ${number(settings)}, अपनी सेटिंग वाले चैनल: ${number(channels)}. यह अब से लागू है, सिवाय उसके जो मैं पहले ही शुरू कर चुका हूं, जैसे कोई जवाब.`,

  'settings.refused': ({ names }) =>
    `⚠️ यहां की सेटिंग में से Gemini इसे स्वीकार नहीं करता: ${list(names)}. इसलिए मैं इसे छोड़ देता हूं और इसके बिना जवाब देता हूं.`,

  'settings.only-channel': 'पूरे सर्वर की सेटिंग सिर्फ़ “सर्वर मैनेज करें” परमिशन वाले लोग बदल सकते हैं. आप इस चैनल की सेटिंग बदल सकते हैं.',
  'settings.no-such-setting': 'ऐसी कोई सेटिंग नहीं है. कृपया टाइप करते समय मेरे सुझावों में से चुनें.',
  'settings.only-operator': 'इसे सिर्फ़ वही व्यक्ति बदल सकता है जो मुझे चलाता है.',
  'settings.only-in-servers': 'इसे सिर्फ़ सर्वर में सेट किया जा सकता है.',
  'settings.only-whole-server': 'इसे सिर्फ़ पूरे सर्वर के लिए सेट किया जा सकता है.',
};
