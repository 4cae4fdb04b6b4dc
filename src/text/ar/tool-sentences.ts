import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { count, isolate, list } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: الوقت في أي مكان',
  'choice.tools-dice': 'dice: رمي النرد والاختيار عشوائيًا',
  'choice.tools-poll': 'poll: بدء استطلاع',
  'choice.tools-people': 'people: من في قناة صوتية',
  'choice.tools-pin': 'pin: تثبيت رسالة',
  'choice.tools-thread': 'thread: بدء موضوع',
  'choice.tools-fetch': 'fetch: قراءة صفحة أو موجز على الويب',
  'choice.tools-messages': 'messages: قراءة آخر الرسائل هنا',
  'choice.tools-none': 'none: بلا أدوات',
  'choice.tools-ask': 'ask: بزر لا يضغطه إلا من طلب',
  'choice.tools-allow': 'allow: فورًا، إن سمح Discord لمن طلب',
  'button.tool-do': 'نفّذ',
  'button.tool-leave': 'اتركه',
  'tools.some': 'هذا ما يمكنني استخدامه هنا إذا طلب مني أحد:',
  'tools.none': 'ليست لدي أدوات هنا.',
  'tools.page-ask': ({ settings }) =>
    `لا أفعل إلا ما يسمح به Discord لمن يطلب، وقبل أن أغيّر شيئًا أسأله بزر. يختار المديرون أدواتي عبر ${isolate(settings)}.`,
  'tools.page-allow': ({ settings }) =>
    `لا أفعل إلا ما يسمح به Discord لمن يطلب. يختار المديرون أدواتي عبر ${isolate(settings)}.`,
  'tools.asked': ({ asker }) => `${isolate(asker)}، هل أفعل هذا؟`,
  'tools.dismissed': 'حسنًا، تركته.',
  'tools.too-late': 'لم يعد هذا الزر يعمل، فلم أفعل شيئًا. اطلب مني مرة أخرى من فضلك.',
  'tools.not-yours': 'لا يضغط هذا الزر إلا من طلب مني.',
  'tools.not-allowed': 'لم يعد Discord يسمح لك بهذا هنا، فلم أفعل شيئًا.',
  'tools.switched-off': 'أُوقفت هذه الأداة هنا، فلم أفعل شيئًا.',
  'tools.ask-poll': ({ question, answers, hours }) =>
    `استطلاع مفتوح لمدة ${count(hours, { one: 'ساعة واحدة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' })}: **${isolate(toInline(question))}** الخيارات: ${list(answers.map((one) => isolate(toInline(one))))}.`,
  'tools.ask-pin': ({ link }) => `تثبيت ${isolate(`[هذه الرسالة](${link})`)}.`,
  'tools.ask-thread': ({ name }) => `موضوع باسم **${isolate(toInline(name))}**.`,
  'tools.ask-thread-on': ({ name, link }) =>
    `موضوع باسم **${isolate(toInline(name))}** على ${isolate(`[هذه الرسالة](${link})`)}.`,
  'tools.did-poll': 'بدأت الاستطلاع.',
  'tools.did-pin': ({ link }) => `ثبّتت ${isolate(`[هذه الرسالة](${link})`)}.`,
  'tools.did-thread': ({ channel }) => `بدأت الموضوع ${isolate(formatChannel(channel))}.`,
  'tools.cannot-lacks': 'لا أملك إذنًا لذلك في هذه القناة، فلم أفعل شيئًا.',
  'tools.cannot-gone': 'لم يعد ذلك موجودًا، فلم أفعل شيئًا.',
  'tools.cannot-elsewhere': 'لا يمكن ذلك في قناة من هذا النوع، فلم أفعل شيئًا.',
  'mcp.ask': ({ server, tool, args }) => `استخدام ${tool} من ${server}، وهو ليس لي وقد يغيّر شيئًا، بهذا:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `ردّ ${server} على ${tool}:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `يقول ${server} إن ${tool} لم ينجح:\n${answer}`,
  'mcp.not-done': ({ server, tool }) => `لا يمكن استخدام ${server} الآن، لذلك لم يُنفَّذ ${tool}.`,
  'mcp.uncertain': ({ server, tool }) => `لم يعطِ ${server} ردًّا يمكنني استخدامه، لذلك لا أعرف هل نُفِّذ ${tool}.`,
  'mcp.no-material': ({ name }) => `لم أتمكن من الحصول على ${isolate(formatFileName(name))}، لذلك أجيب من دونه.`,
};
