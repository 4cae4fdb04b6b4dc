import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `“${formatFileName(name)}”`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `${quote(name)} खाली है.`,
  'media.too-big': ({ name, most }) => `${quote(name)} मेरे लिए बहुत बड़ी है. मैं ${size(most)} तक की फ़ाइलें खोलता हूं.`,
  'media.sum': ({ name, most }) =>
    `मैंने ${quote(name)} नहीं खोली, क्योंकि एक सवाल की सारी फ़ाइलें मिलाकर ${size(most)} तक की हो सकती हैं.`,
  'media.too-many': ({ most }) => `मैं एक सवाल के लिए ज़्यादा से ज़्यादा ${number(most)} फ़ाइलें खोलता हूं, इसलिए मैंने बाकी छोड़ दीं.`,
  'media.too-many-pictures': ({ most, names }) =>
    `मैं एक सवाल के लिए पेज और फ़्रेम मिलाकर ज़्यादा से ज़्यादा ${number(most)} तस्वीरें देखता हूं, इसलिए मैंने ये पूरी नहीं देखीं: ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `मैं ${quote(name)} जैसी फ़ाइलें नहीं खोल सकता. कृपया इसे PDF, टेक्स्ट, PNG या JPEG, MP3 या MP4 के तौर पर भेजें.`,
  'media.encoding': ({ name }) =>
    `मुझे पता नहीं चल रहा कि ${quote(name)} का टेक्स्ट किस एन्कोडिंग में है. कृपया इसे UTF-8 में सेव करके फिर से भेजें.`,
  'media.damaged-text': ({ name }) => `${quote(name)} के कुछ कैरेक्टर खराब हैं. उनमें से हर एक मुझ तक � बनकर पहुंचा.`,
  'media.broken': ({ name }) => `${quote(name)} खराब या अधूरी है, इसलिए मैं इसे नहीं पढ़ सका.`,
  'media.pixels': ({ name, most }) =>
    `${quote(name)} में मेरे लिए बहुत ज़्यादा पिक्सल हैं. मैं ${number(Math.floor(most / 1_000_000))} मेगापिक्सल तक की तस्वीरें खोलता हूं.`,
  'media.locked': ({ name }) => `${quote(name)} के लिए पासवर्ड चाहिए, इसलिए मैं इसे नहीं खोल सकता. कृपया इसे बिना पासवर्ड के भेजें.`,
  'media.heic': ({ name }) => `मैं ${quote(name)} जैसी HEIC तस्वीरें नहीं खोल सकता. कृपया इसे JPEG या PNG के तौर पर भेजें.`,
  'media.no-ffmpeg': ({ name }) =>
    `${quote(name)} खोलने के लिए मुझे FFmpeg चाहिए, और वह यहां इंस्टॉल नहीं है. वॉइस मैसेज, MP3, WAV या तस्वीर चल जाएगी.`,
  'media.slow': ({ name }) => `${quote(name)} पढ़ने में बहुत समय लगा, इसलिए मैंने उसके बिना जवाब दिया.`,
  'media.gone': ({ name }) => `${quote(name)} अब Discord पर नहीं है. कृपया इसे फिर से अपलोड करें.`,
  'media.changed': ({ name }) =>
    `डाउनलोड की गई ${quote(name)} का साइज़ वह नहीं है जो Discord ने बताया था. कृपया इसे फिर से अपलोड करें.`,
  'media.elsewhere': ({ name }) => `${quote(name)} Discord पर सेव नहीं है, इसलिए मैंने इसे नहीं खोला.`,
  'media.unreachable': ({ name }) => `मैं Discord से ${quote(name)} डाउनलोड नहीं कर सका. कृपया थोड़ी देर में फिर कोशिश करें.`,
  'media.busy': ({ name }) =>
    `मैं फ़िलहाल बहुत सारी फ़ाइलें पढ़ रहा हूं, इसलिए मैंने ${quote(name)} छोड़ दी. कृपया एक मिनट बाद फिर कोशिश करें.`,
  'media.failing': ({ name }) => `मैं अभी ${quote(name)} जैसी फ़ाइलें नहीं खोल सकता. कृपया एक-दो मिनट बाद फिर कोशिश करें.`,
  'media.skipped': ({ name }) =>
    `इस सवाल की किसी दूसरी फ़ाइल की वजह से मेरा पढ़ना रुक गया, इसलिए मैंने ${quote(name)} नहीं खोली. कृपया इसे अकेले भेजें.`,
  'media.not-taken': 'Gemini ने इस सवाल की तस्वीरें या रिकॉर्डिंग स्वीकार नहीं कीं, इसलिए मैंने उनके बिना जवाब दिया.',
  'media.cut': ({ name }) => `मैंने ${quote(name)} की सिर्फ़ शुरुआत पढ़ी.`,
  'media.pages': ({ name, read, pages }) =>
    plural(read, {
      one: `मैंने ${quote(name)} के ${number(pages)} पेजों में से सिर्फ़ पहला पढ़ा.`,
      other: `मैंने ${quote(name)} के ${number(pages)} पेजों में से सिर्फ़ पहले ${number(read)} पढ़े.`,
    }),
  'media.sound-full': ({ name, minutes }) =>
    `मैं एक सवाल के लिए ज़्यादा से ज़्यादा ${number(minutes)} मिनट की आवाज़ सुनता हूं, इसलिए मैंने ${quote(name)} बहुत कम या बिल्कुल नहीं सुनी.`,
  'media.sound-cut': ({ name, minutes }) =>
    plural(minutes, {
      one: `मैंने ${quote(name)} का सिर्फ़ पहला मिनट सुना.`,
      other: `मैंने ${quote(name)} के सिर्फ़ पहले ${number(minutes)} मिनट सुने.`,
    }),
};
