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
  'choice.tools-thread': 'thread: بدء سلسلة',
  'choice.tools-fetch': 'fetch: قراءة صفحة أو موجز على الويب',
  'choice.tools-messages': 'messages: قراءة آخر الرسائل هنا',
  'choice.tools-none': 'none: بلا أدوات',
  'choice.tools-ask': 'ask: بعد تأكيد بزر لا يستطيع الضغط عليه إلا من طلب',
  'choice.tools-allow': 'allow: فورًا، إن كان Discord يسمح بذلك لمن طلب',
  'button.tool-do': 'تنفيذ',
  'button.tool-leave': 'لا داعي',
  'tools.some': 'هذا ما يمكنني استخدامه هنا إذا طُلب مني:',
  'tools.none': 'ليست لدي أدوات هنا.',
  'tools.connecting': ({ names }) =>
    `ما زلت أتصل بما يلي: ${list(names.map((one) => isolate(toInline(one))))}. ستتغير هذه الرسالة حالما أعرف إن كان بإمكاني استخدامه.`,
  'tools.missing': ({ names }) =>
    `مفعّل، لكن لا يمكنني استخدامه هنا الآن: ${list(names.map((one) => isolate(toInline(one))))}. يُرجى إبلاغ من يشغّلني.`,
  'tools.page-ask': ({ settings }) =>
    `لا أفعل إلا ما يسمح به Discord لمن يطلب، وقبل أن أغيّر شيئًا أطلب منه التأكيد بزر. يختار أدواتي من يدير هذا المكان باستخدام ${isolate(settings)}.`,
  'tools.page-allow': ({ settings }) =>
    `لا أفعل إلا ما يسمح به Discord لمن يطلب. يختار أدواتي من يدير هذا المكان باستخدام ${isolate(settings)}.`,
  'tools.asked': ({ asker }) => `${isolate(asker)}، هل أنفّذ ما يلي؟`,
  'tools.dismissed': 'حسنًا، لن أفعل ذلك.',
  'tools.too-late': 'لم يعد هذا الزر يعمل، فلم أفعل شيئًا. يُرجى أن تطلب مني مجددًا.',
  'tools.not-yours': 'لا يستطيع الضغط على هذا الزر إلا من طلب مني ذلك.',
  'tools.not-allowed': 'لم يعد Discord يسمح لك بهذا هنا، فلم أفعل شيئًا.',
  'tools.switched-off': 'أُوقفت هذه الأداة هنا، فلم أفعل شيئًا.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `بدء استطلاع مفتوح لمدة ${count(hours, { one: 'ساعة واحدة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' })}: **${isolate(toInline(question))}** الخيارات: ${list(answers.map((one) => isolate(toInline(one))))}.${isMultiple ? ' يمكن اختيار إجابة واحدة أو أكثر.' : ''}`,
  'tools.ask-pin': ({ link }) => `تثبيت ${isolate(`[هذه الرسالة](${link})`)}.`,
  'tools.ask-thread': ({ name }) => `بدء سلسلة باسم **${isolate(toInline(name))}**.`,
  'tools.ask-thread-on': ({ name, link }) =>
    `بدء سلسلة باسم **${isolate(toInline(name))}** على ${isolate(`[هذه الرسالة](${link})`)}.`,
  'tools.did-poll': 'بدأتُ الاستطلاع.',
  'tools.did-pin': ({ link }) => `ثبّتُّ ${isolate(`[هذه الرسالة](${link})`)}.`,
  'tools.did-thread': ({ channel }) => `بدأتُ السلسلة ${isolate(formatChannel(channel))}.`,
  'tools.cannot-lacks': 'لا أملك إذنًا لذلك في هذه القناة، فلم أفعل شيئًا.',
  'tools.cannot-gone': 'لم يعد ذلك موجودًا، فلم أفعل شيئًا.',
  'tools.cannot-elsewhere': 'لا يمكن ذلك في قناة من هذا النوع، فلم أفعل شيئًا.',
  'mcp.ask': ({ server, tool, args }) =>
    `استخدام ${isolate(tool)} من الخادم الخارجي ${isolate(server)}، وقد يغيّر ذلك شيئًا، بهذه البيانات:\n${args}`,
  'mcp.done': ({ server, tool, answer }) =>
    `ردّ الخادم الخارجي ${isolate(server)} على ${isolate(tool)} بما يلي:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) =>
    `يقول الخادم الخارجي ${isolate(server)} إن ${isolate(tool)} لم ينجح:\n${answer}`,
  'mcp.not-done': ({ server, tool }) =>
    `الخادم الخارجي ${isolate(server)} غير متاح الآن، لذا لم يُنفَّذ ${isolate(tool)}.`,
  'mcp.uncertain': ({ server, tool }) =>
    `لم يعطِ الخادم الخارجي ${isolate(server)} ردًا يمكنني استخدامه، لذا لا أعرف إن كان ${isolate(tool)} قد نُفّذ.`,
  'mcp.no-material': ({ name }) => `لم أتمكن من الحصول على ${isolate(formatFileName(name))}، لذا أجيب من دونه.`,
};
