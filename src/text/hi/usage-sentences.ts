import type { usageSentences as english } from '../en/usage-sentences.ts';
import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { date, dollars, number } from './grammar.ts';

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
const money = (amount: number): string => (amount > 0 && amount < 0.01 ? `${dollars(0.01)} से कम` : dollars(amount));

/** What was spent: `estimated` says that a part of it is a guess. */
type UsageCost = { dollars: number; turns: number; estimated: boolean };

const tellCost = ({ dollars, turns, estimated }: UsageCost): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0 ? cost : `${cost}, ${number(turns)} सवाल`;
};

const SCOPES = { server: 'यह सर्वर', channel: 'यह चैनल', member: 'आप' };

/** What `/usage` says. */
export const usageSentences: typeof english = {
  'button.usage-picture': 'ग्राफ़',
  'button.usage-csv': 'स्प्रेडशीट (CSV)',

  'usage.own': 'यहां आपके सवालों पर खर्च:',
  'usage.server': 'इस सर्वर में Parley पर खर्च:',
  'part.usage-today': (today) => `- आज: ${tellCost(today)}`,
  'part.usage-month': (month) => `- इस महीने: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- उसमें से, यह तय करने पर कि बात मेरे लिए थी या नहीं: ${money(dollars)}, कॉल में ${number(count)} वाक्य`,
  'part.usage-searches': ({ count }) => `- इसमें ${number(count)} वेब सर्च शामिल`,
  'part.usage-recaps': ({ count }) => `- इसमें ${number(count)} सारांश शामिल`,
  'usage.members': 'मेंबर के हिसाब से, इस महीने:',
  'usage.channels': 'चैनल के हिसाब से, इस महीने:',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) => `- मेरे अपने नोट और ग्रीटिंग: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- लोगों की तरफ़ से बोलने वाले बॉट के मैसेज: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- जिन लोगों का डेटा डिलीट किया गया: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) => `- ${number(count)} और: ${money(dollars)}`,
  'usage.left': 'सीमाओं में से बाकी:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${money(limit)} में से ${money(left)} बाकी; ${formatMoment(until)} पर फिर से पूरा`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${number(limit)} में से ${number(left)} टोकन बाकी; ${formatMoment(until)} पर फिर से पूरे`,
  'part.usage-days': '-# दिन और महीने UTC की आधी रात से शुरू होते हैं.',
  'part.usage-days-estimated':
    '-# दिन और महीने UTC की आधी रात से शुरू होते हैं. ≈ का मतलब अनुमान है: Google हर टोकन का प्रकार नहीं बताता. जो जवाब पूरा नहीं हुआ या रीस्टार्ट से कट गया, उसे उस पर हो सकने वाले सबसे ज़्यादा खर्च के बराबर गिना जाता है.',
  'usage.file-me': ({ days }) => `पिछले ${number(days)} दिनों में यहां आपके सवालों पर खर्च, चैनल और टोकन के प्रकार के हिसाब से.`,
  'usage.file-server': ({ days }) =>
    `पिछले ${number(days)} दिनों में यहां सबके सवालों पर खर्च, चैनल, मेंबर और टोकन के प्रकार के हिसाब से.`,
  'usage.not-allowed': 'सबका खर्च देखने के लिए आपको “सर्वर मैनेज करें” परमिशन चाहिए. अपना खर्च देखने के लिए “me” चुनें.',
  'usage.picture':
    'पिछले 30 दिन, हर दिन का खर्च डॉलर में. 1: जो मैंने सुना, 2: जो मैंने पढ़ा, 3: तस्वीरें, 4: जो मैंने बोला, 5: जो मैंने लिखा, 6: सोचना, 7: सर्च.',
  'usage.picture-description': ({ days, total, most, on }) =>
    most > 0
      ? `${number(days)} दिनों में से हर दिन के लिए एक स्तंभ. कुल ${money(total)}. सबसे ज़्यादा ${date(on)} को ${money(most)}.`
      : `${number(days)} दिनों में से हर दिन के लिए एक स्तंभ. कुछ भी खर्च नहीं हुआ.`,
};
