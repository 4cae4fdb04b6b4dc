import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: कहीं का भी समय',
  'choice.tools-dice': 'dice: पासा फेंकना और रैंडम चुनाव करना',
  'choice.tools-poll': 'poll: पोल शुरू करना',
  'choice.tools-people': 'people: वॉइस चैनल में कौन है',
  'choice.tools-pin': 'pin: मैसेज पिन करना',
  'choice.tools-thread': 'thread: थ्रेड शुरू करना',
  'choice.tools-fetch': 'fetch: वेब का कोई पेज या फ़ीड पढ़ना',
  'choice.tools-messages': 'messages: यहां के पिछले मैसेज पढ़ना',
  'choice.tools-none': 'none: कोई टूल नहीं',
  'choice.tools-ask': 'ask: पहले बटन से पूछना, जिसे सिर्फ़ कहने वाला दबा सकता है',
  'choice.tools-allow': 'allow: तुरंत, अगर कहने वाले को Discord में इसकी इजाज़त है',
  'button.tool-do': 'कर दें',
  'button.tool-leave': 'रहने दें',
  'tools.some': 'अगर कोई मुझसे कहे, तो मैं यहां इनका इस्तेमाल कर सकता हूं:',
  'tools.none': 'यहां मेरे पास कोई टूल नहीं है.',
  'tools.connecting': ({ names }) =>
    `मैं अभी इनसे कनेक्ट हो रहा हूं: ${list(names.map(toInline))}. जैसे ही पता चलेगा कि मैं इन्हें इस्तेमाल कर सकता हूं या नहीं, यह मैसेज बदल जाएगा.`,
  'tools.missing': ({ names }) =>
    `चालू है, लेकिन अभी मैं इसे यहां इस्तेमाल नहीं कर सकता: ${list(names.map(toInline))}. कृपया इस बॉट को चलाने वाले व्यक्ति को बताएं.`,
  'tools.page-ask': ({ settings }) =>
    `मैं सिर्फ़ वही करता हूं जिसकी इजाज़त कहने वाले को Discord में है, और कुछ बदलने से पहले बटन से उसी से पूछता हूं. मेरे टूल इस जगह को मैनेज करने वाले लोग ${settings} से चुनते हैं.`,
  'tools.page-allow': ({ settings }) =>
    `मैं सिर्फ़ वही करता हूं जिसकी इजाज़त कहने वाले को Discord में है. मेरे टूल इस जगह को मैनेज करने वाले लोग ${settings} से चुनते हैं.`,
  'tools.asked': ({ asker }) => `${asker}, क्या मैं यह करूं?`,
  'tools.dismissed': 'ठीक है, मैंने रहने दिया.',
  'tools.too-late': 'यह बटन अब काम नहीं करता, इसलिए मैंने कुछ नहीं किया. कृपया मुझसे फिर से कहें.',
  'tools.not-yours': 'यह बटन सिर्फ़ वही दबा सकता है जिसने मुझसे यह कहा था.',
  'tools.not-allowed': 'आपको अब यहां Discord में इसकी इजाज़त नहीं है, इसलिए मैंने कुछ नहीं किया.',
  'tools.switched-off': 'यह टूल यहां बंद कर दिया गया है, इसलिए मैंने कुछ नहीं किया.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `${number(hours)} घंटे का पोल शुरू करना: **${toInline(question)}** विकल्प: ${list(answers.map(toInline))}.${isMultiple ? ' एक या ज़्यादा जवाब चुने जा सकते हैं.' : ''}`,
  'tools.ask-pin': ({ link }) => `[यह मैसेज](${link}) पिन करना.`,
  'tools.ask-thread': ({ name }) => `**${toInline(name)}** नाम का थ्रेड शुरू करना.`,
  'tools.ask-thread-on': ({ name, link }) => `[इस मैसेज](${link}) पर **${toInline(name)}** नाम का थ्रेड शुरू करना.`,
  'tools.did-poll': 'मैंने पोल शुरू कर दिया है.',
  'tools.did-pin': ({ link }) => `मैंने [यह मैसेज](${link}) पिन कर दिया है.`,
  'tools.did-thread': ({ channel }) => `मैंने थ्रेड ${formatChannel(channel)} शुरू कर दिया है.`,
  'tools.cannot-lacks': 'इस चैनल में मुझे इसकी इजाज़त नहीं है, इसलिए मैंने कुछ नहीं किया.',
  'tools.cannot-gone': 'वह अब नहीं है, इसलिए मैंने कुछ नहीं किया.',
  'tools.cannot-elsewhere': 'इस तरह के चैनल में यह नहीं हो सकता, इसलिए मैंने कुछ नहीं किया.',
  'mcp.ask': ({ server, tool, args }) =>
    `बाहरी सर्वर ${server} का ${tool} इस जानकारी के साथ इस्तेमाल करना, जिससे कुछ बदल सकता है:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `${tool} पर बाहरी सर्वर ${server} का जवाब:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `बाहरी सर्वर ${server} के मुताबिक ${tool} नहीं चल पाया:\n${answer}`,
  'mcp.not-done': ({ server, tool }) => `बाहरी सर्वर ${server} अभी उपलब्ध नहीं है, इसलिए ${tool} नहीं चलाया गया.`,
  'mcp.uncertain': ({ server, tool }) =>
    `बाहरी सर्वर ${server} से काम का कोई जवाब नहीं आया, इसलिए मुझे नहीं पता कि ${tool} चला या नहीं.`,
  'mcp.no-material': ({ name }) => `मैं ${formatFileName(name)} नहीं ला सका, इसलिए उसके बिना जवाब दे रहा हूं.`,
};
