import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['शायद दूसरे लोगों'];
  return more > 0 ? [plural(more, { one: `${number(more)} दूसरे व्यक्ति`, other: `${number(more)} दूसरे लोगों` })] : [];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ मैं ${formatChannel(voice)} में सुन रहा हूं.`,
  'panel.talk': ({ voice }) => `🎙️ मैं ${formatChannel(voice)} में हूं. **बात करें** दबाएं, और मैं आपके चुप होने तक आपको सुनूंगा.`,
  'panel.reads-aloud': ({ voice }) =>
    `🔊 मैं ${formatChannel(voice)} में हूं, और अपने जवाब पढ़कर सुनाता हूं. मैं किसी को नहीं सुन रहा.`,
  'panel.silent': ({ voice }) => `🔊 मैं ${formatChannel(voice)} में हूं. मैं किसी को नहीं सुन रहा.`,
  'panel.deaf': ({ voice }) =>
    `🔇 मैं ${formatChannel(voice)} में हूं, लेकिन एक मॉडरेटर ने मुझे वहां डीफ़न कर दिया है, इसलिए मैं किसी को नहीं सुन सकता.`,
  'panel.nobody': ({ voice }) => `🎙️ मैं ${formatChannel(voice)} में हूं, लेकिन अभी ऐसा कोई नहीं है जिसे मैं सुन सकूं.`,
  'panel.joining': ({ voice }) => `मैं ${formatChannel(voice)} में जुड़ रहा हूं.`,
  'panel.joining-to-listen': ({ voice }) => `मैं ${formatChannel(voice)} में जुड़ रहा हूं, और वहां सुनूंगा.`,
  'panel.reconnecting': ({ voice }) =>
    `${formatChannel(voice)} से मेरा कनेक्शन टूट गया है, और मैं फिर से जुड़ रहा हूं. तब तक मैं किसी को नहीं सुन सकता.`,
  'panel.reconnecting-quietly': ({ voice }) => `${formatChannel(voice)} से मेरा कनेक्शन टूट गया है, और मैं फिर से जुड़ रहा हूं.`,
  'panel.answers-all': 'मैं हर बात का जवाब देता हूं.',
  'panel.answers-all-aloud': 'मैं हर बात का जवाब बोलकर देता हूं.',
  'panel.answers-name': 'जब कोई मुझसे बात करता है, तब मैं जवाब देता हूं; नाम लेना सबसे अच्छा है.',
  'panel.answers-name-aloud': 'जब कोई मुझसे बात करता है, तब मैं बोलकर जवाब देता हूं; नाम लेना सबसे अच्छा है.',
  'panel.opt-in': 'मैं सिर्फ़ उन लोगों को सुनता हूं जो सहमत हैं: अगर आप चाहते हैं कि मैं आपको सुनूं, तो **मैं सहमत हूं** दबाएं.',
  'panel.deafened': 'एक मॉडरेटर ने मुझे वहां डीफ़न कर दिया है, इसलिए मैं किसी को नहीं सुन सकता.',
  'panel.muted': 'एक मॉडरेटर ने मुझे कॉल में म्यूट कर दिया है, इसलिए कोई मुझे नहीं सुन सकता.',
  'panel.audience': 'मैं ऑडियंस में हूं, इसलिए कोई मुझे नहीं सुन सकता.',
  'panel.asked-to-speak':
    'मैंने स्टेज पर बोलने का अनुरोध किया है. जब तक कोई मॉडरेटर इसकी इजाज़त नहीं देता, तब तक कोई मुझे नहीं सुन सकता.',
  'panel.refused': ({ person }) => `मैं अभी ${formatPerson(person)} को नहीं सुन रहा.`,
  'panel.unknown-speaker':
    'यहां कोई बोल रहा है, लेकिन Discord ने मुझे नहीं बताया कि कौन, इसलिए मैं उन्हें नहीं सुन सकता. अगर वह आप हैं, तो खुद को म्यूट करके फिर अनम्यूट करें.',
  /** The owner's words for the people in a call. */
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `मैं किसे सुन रहा हूं, यह अब ${formatChannel(channel)} में बताता हूं.`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent':
    'आप वहां जो कुछ भी कहते हैं, वह सब आपके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाता है, तब भी जब मैं उसका जवाब न दूं.',
  'privacy.sent-agreed':
    'सहमत हो चुके लोग वहां जो कुछ भी कहते हैं, वह सब उनके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाता है, तब भी जब मैं उसका जवाब न दूं.',
  'privacy.sent-talk': '**बात करें** दबाने के बाद आप जो कहते हैं, वह आपके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाता है.',
  'privacy.sent-later':
    'जब मैं लोगों को सुन पाऊंगा, तब वे वहां जो कुछ भी कहेंगे, वह सब उनके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाएगा.',
  'privacy.sent-talk-agreed':
    'सहमत हो चुके लोग **बात करें** दबाने के बाद जो कहते हैं, वह उनके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाता है.',
  'privacy.sent-later-agreed':
    'जब मैं लोगों को सुन पाऊंगा, तब सहमत हो चुके लोग वहां जो कुछ भी कहेंगे, वह सब उनके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाएगा.',
  'privacy.chat': ({ channel }) =>
    `कॉल में मौजूद लोग ${formatChannel(channel)} में जो लिखते हैं, वह भी उनके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाता है, ताकि पता चले कि वह मेरे लिए है या नहीं.`,
  'privacy.chat-agreed': ({ channel }) =>
    `कॉल में मौजूद जो लोग सहमत हो चुके हैं, वे ${formatChannel(channel)} में जो लिखते हैं, वह भी उनके डिस्प्ले नेम के साथ Google के Gemini को भेजा जाता है, ताकि पता चले कि वह मेरे लिए है या नहीं.`,
  'privacy.kept-here': ({ days }) =>
    `मैं रिकॉर्डिंग सेव नहीं करता. नामों वाला एक ट्रांसक्रिप्ट इस चैनल की बातचीत के साथ ${countDays(days)} तक सेव रखा जाता है, और उसका सारांश तब तक, जब तक लोग यहां मुझसे बात करते रहते हैं. इन दोनों के कुछ हिस्से Gemini को फिर से भेजे जाते हैं, ताकि उसे याद रहे. कोई मॉडरेटर /reset से दोनों को डिलीट कर सकता है, और मेरे पास आपके बारे में जो सेव है, उसे आप /privacy से देख और डिलीट कर सकते हैं.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `मैं रिकॉर्डिंग सेव नहीं करता. नामों वाला एक ट्रांसक्रिप्ट एक दूसरे चैनल की बातचीत के साथ, जिसे यहां हर कोई नहीं पढ़ सकता, ${countDays(days)} तक सेव रखा जाता है, और उसका सारांश तब तक, जब तक लोग वहां मुझसे बात करते रहते हैं. इन दोनों के कुछ हिस्से Gemini को फिर से भेजे जाते हैं, ताकि उसे याद रहे. कोई मॉडरेटर वहां /reset से दोनों को डिलीट कर सकता है, और मेरे पास आपके बारे में जो सेव है, उसे आप /privacy से देख और डिलीट कर सकते हैं.`,

  /** Why Parley isn't listening. */
  'notice.pending': 'मैं अभी नहीं सुन रहा: इसके बारे में मेरी सूचना अब तक पोस्ट नहीं हुई है.',
  'notice.deleted': 'मैं नहीं सुन रहा: किसी ने इसके बारे में मेरी सूचना डिलीट कर दी.',
  'notice.forbidden': ({ channel }) =>
    `मैं नहीं सुन रहा: मुझे पहले एक सूचना पोस्ट करनी होती है, और मुझे ${formatChannel(channel)} में पोस्ट करने की इजाज़त नहीं है.`,
  'notice.refused': ({ channel }) =>
    `मैं नहीं सुन रहा: मुझे पहले एक सूचना पोस्ट करनी होती है, और Discord ने उसे ${formatChannel(channel)} में पोस्ट नहीं होने दिया.`,
  'notice.unwritten': ({ channel }) => `मैं अनुवाद नहीं कर रहा हूं: मुझे ${formatChannel(channel)} में लिखने की इजाज़त नहीं है.`,
  'notice.over': 'मैं नहीं सुन रहा: कॉल खत्म हो चुकी है.',

  'join.arrived': ({ voice }) => `मैं ${formatChannel(voice)} में हूं.`,
  'join.reconnecting': ({ voice }) => `मैं ${formatChannel(voice)} से फिर से जुड़ रहा हूं.`,
  'join.reads-aloud': 'मैं किसी को नहीं सुन रहा. मैं सिर्फ़ अपने जवाब पढ़कर सुनाता हूं.',
  'join.silent': 'मैं किसी को नहीं सुन रहा.',
  'join.nobody': ({ channel }) =>
    `अभी ऐसा कोई नहीं है जिसे मैं सुन सकूं: मैं उन लोगों को नहीं सुनता जिन्होंने मुझे न सुनने को कहा है, जहां सहमति ज़रूरी है वहां जो अब तक सहमत नहीं हुए, और जो ${formatChannel(channel)} और उसकी मैसेज हिस्ट्री नहीं पढ़ सकते.`,
  'join.not-agreed': ({ people, more, channel }) =>
    `मैं ${list([...people.map(formatPerson), ...listOthers(more)])} को नहीं सुन रहा: यहां लोगों को पहले सहमत होना होता है, और मुझे उनकी हां का पता नहीं है. **मैं सहमत हूं** बटन ${formatChannel(channel)} में मेरी सूचना के नीचे है.`,
  'join.everyone': 'लोग वहां जो कुछ भी कहेंगे, मैं उसका जवाब दूंगा.',
  'join.everyone-later': 'जब मैं लोगों को सुन पाऊंगा, तब वे जो कुछ भी कहेंगे, मैं उसका जवाब दूंगा.',
  'join.addressed': 'जब कोई मुझसे बात करेगा, तब मैं जवाब दूंगा; नाम लेना सबसे अच्छा है.',
  'join.addressed-later': 'जब मैं लोगों को सुन पाऊंगा, तब किसी के मुझसे बात करने पर जवाब दूंगा; नाम लेना सबसे अच्छा है.',
  'join.button': '**बात करें** दबाएं, और मैं आपके चुप होने तक सुनूंगा.',
  'join.button-later': 'जब मैं लोगों को सुन पाऊं, तब **बात करें** दबाएं, और मैं आपके चुप होने तक सुनूंगा.',
  'join.writes-nothing': 'मैं कुछ नहीं लिखूंगा.',
  'join.writes-answers': 'मैं अपने जवाब लिखूंगा.',
  'join.writes-all': 'मैं अपने जवाब और जो कुछ सुनूं, वह लिखूंगा.',
  'join.writes-all-addressed': 'मैं अपने जवाब और जो कुछ सुनूं, वह लिखूंगा, उसे छोड़कर जिसके बारे में मुझे पता हो कि वह मेरे लिए नहीं है.',
  'join.writes-all-later': 'मैं अपने जवाब लिखूंगा, और जब लोगों को सुन पाऊं, तब वे जो कहें, वह भी.',
  'join.not-set':
    'अभी के लिए यह लागू है, लेकिन मैं इसे इस चैनल की सेटिंग के तौर पर सेव नहीं कर सका. कृपया कुछ मिनट बाद फिर से /join इस्तेमाल करें.',
  'join.notice-elsewhere': ({ channel }) =>
    `वॉइस चैनल में जुड़ सकने वाला हर व्यक्ति यह चैनल नहीं पढ़ सकता, इसलिए मेरी सूचना ${formatChannel(channel)} में है.`,
  'join.writing-elsewhere': ({ channel }) =>
    `वॉइस चैनल में जुड़ सकने वाला हर व्यक्ति यह चैनल नहीं पढ़ सकता, इसलिए मेरी सूचना और मैं जो लिखता हूं, वह ${formatChannel(channel)} में है.`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'Parley सुन रहा है',
  'line.talk': '“बात करें” दबाने पर Parley सुनता है',
  'line.reads-aloud': 'Parley अपने जवाब पढ़कर सुनाता है और सुन नहीं रहा',
  'line.reconnecting': 'Parley फिर से जुड़ रहा है और किसी को नहीं सुन सकता',
  'line.deaf': 'Parley डीफ़न है और किसी को नहीं सुन सकता',
  'line.unannounced': 'Parley अभी नहीं सुन रहा',
  'line.nobody': 'Parley फ़िलहाल यहां किसी को नहीं सुन रहा',
};
