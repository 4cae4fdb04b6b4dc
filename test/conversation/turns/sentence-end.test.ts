import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endsMidSentence } from '../../../src/conversation/turns/sentence-end.ts';

/** Ends of answers as they were cut off, the first three on calls with Google's own service. */
const CUT: Record<string, string> = {
  'after a sentence': 'Hi, thanks for calling the workshop! This',
  'after two words': 'Hi, thanks',
  'after a comma': 'You can have red, green,',
  'after a colon': 'There are three of them:',
  'after an opening bracket': 'It is the capital (',
  'in a quotation': 'She said: “I would rather',
  'after a dash': 'It is large – ',
  'in code': 'Try this:\n```js\nconst a = 1;\nconst b',
  'in bold text': 'This is **really important and',
  'in German': 'Die Hauptstadt von Brasilien ist seit 1960',
  'in French': 'La capitale du Brésil est, depuis 1960,',
  'in Russian': 'Столица Бразилии с 1960 года',
  'in Greek': 'Η πρωτεύουσα της Βραζιλίας είναι η',
  'in Chinese': '巴西的首都是巴西利亚，它位于',
  'in Chinese, after a sentence': '是的。它',
  'in Japanese': 'ブラジルの首都はブラジリアで、それは',
  'in Korean': '브라질의 수도는 1960년부터 계속',
  'in Arabic': 'عاصمة البرازيل منذ عام 1960 هي',
  'in Hindi': 'ब्राज़ील की राजधानी 1960 से',
};

/** Ends of whole answers. */
const WHOLE: Record<string, string> = {
  nothing: '',
  'white space': ' \n',
  'a full stop': 'The capital is Brasília.',
  'a full stop within quotation marks': 'She said: “It is Brasília.”',
  'a full stop within brackets and bold text': '**It is Brasília (since 1960.)**',
  'an exclamation and a picture': 'Well done! 🎉👍🏽',
  'a picture without a mark': 'Well done, all of you! ❤️',
  'an ellipsis': 'And so on…',
  'three full stops': 'And so on...',
  'a single word': 'Brasília',
  'a word in bold': '**Brasília**',
  'a name of three words': 'Rio de Janeiro',
  'a number': '3.14159265358979',
  'a number with its unit': '42 km',
  'a word in Chinese': '巴西利亚',
  'an address': 'You can read about it at https://example.com/a/b?c=d',
  'an address without its scheme': 'You can read about it on docs.example.com',
  'an address of mail': 'You can write to us at ada@example.com',
  'a list': 'Three of them are:\n- the red one\n- the green one',
  'a numbered list': 'Three of them are:\n1. the red one with spots\n2. the green one without any',
  'a heading': 'Read on below.\n## What comes after that',
  'code within lines': 'Just call `go()`',
  'a block of code': 'Try this:\n```js\nconst a = 1;\n```',
  'a table': '| a | b |\n|---|---|\n| 1 | 2 |',
  'a formula': 'So it must be $a + b = c$',
  German: 'Die Hauptstadt ist Brasília.',
  'Greek, a question': 'Θέλετε να μάθετε περισσότερα;',
  Chinese: '巴西的首都是巴西利亚。',
  'Chinese, a question': '你想知道更多吗？',
  'Japanese, in quotation marks': '「首都はブラジリアです。」',
  Hindi: 'ब्राज़ील की राजधानी ब्रासीलिया है।',
  'Arabic, a question': 'هل تريد أن تعرف المزيد عن ذلك؟',
  Urdu: 'برازیل کا دارالحکومت براسیلیا ہے۔',
  Armenian: 'Բրազիլիայի մայրաքաղաքը Բրազիլիա քաղաքն է։',
  Amharic: 'የብራዚል ዋና ከተማ ብራዚሊያ ናት።',
  Burmese: 'ဘရာဇီးနိုင်ငံ၏ မြို့တော်မှာ ဘရာဇီးလီးယား ဖြစ်သည်။',
  Khmer: 'រដ្ឋធានីរបស់ប្រទេសប្រេស៊ីលគឺប្រាស៊ីលីយ៉ា។',
  Tibetan: 'བཀྲ་ཤིས་བདེ་ལེགས།',
  'Thai, which has no marks': 'เมืองหลวงของบราซิลคือบราซิเลีย',
  'Lao, which has no marks': 'ນະຄອນຫຼວງຂອງບຣາຊິນແມ່ນບຣາຊິເລຍ',
};

for (const [where, text] of Object.entries(CUT))
  test(`an answer that was cut off ${where} ends in mid sentence`, () =>
    assert.equal(endsMidSentence(text), true, text));

for (const [what, text] of Object.entries(WHOLE))
  test(`an answer that ends with ${what} does not end in mid sentence`, () =>
    assert.equal(endsMidSentence(text), false, text));
