import type { answerSentences as english } from '../en/answer-sentences.ts';
import { channel, formats, isolate } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences: typeof english = {
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'ar',

  'answer.reading': '⏳ تستغرق قراءة الملفات بعض الوقت. سأسأل Gemini فور انتهائي منها.',
  'answer.calling': '⏳ أعمل على ذلك. سيستغرق الأمر لحظات.',
  'answer.slow': '⏳ يستغرق Gemini وقتًا أطول من المعتاد. ما زلتُ أنتظر إجابته.',
  'answer.interrupted': '*(قُطعت الإجابة)*',
  'answer.stopped-early': '*(أُوقفت قبل أن تظهر إجابة)*',
  'answer.empty': 'لم يقل Gemini شيئًا. يُرجى السؤال مجددًا، أو إعادة صياغة سؤالك.',
  'answer.cut-off': 'تجاوزت هذه الإجابة ما يكتبه Gemini دفعة واحدة.',
  'answer.abrupt': 'توقف Gemini في منتصف الجملة.',
  'answer.too-long': 'استغرقت هذه الإجابة وقتًا طويلًا جدًا، فأوقفتُها. يُرجى طلب إجابة أقصر.',
  'answer.reset': 'أعاد أحدهم ضبط المحادثة قبل أن أنهي هذه الإجابة.',
  'answer.erased': 'توقفتُ هنا لأن كل ما هو محفوظ عنك يُحذف الآن.',
  'answer.cut-by-erasing': 'اضطررتُ إلى التوقف هنا لأن شيئًا ما يُحذف الآن من ذاكرة هذه القناة.',
  'answer.unfinished-restart': 'انقطع عملي قبل أن أنهي هذه الإجابة.',
  'answer.lost-restart': 'انقطع عملي قبل أن أتمكن من الإجابة. يُرجى السؤال مجددًا.',
  'answer.to': ({ name, question }) => `سؤال من ${isolate(name)}: ${isolate(question)}`,
  'answer.heard': ({ name, words }) => `**${isolate(name)}**: ${isolate(words)}`,
  'answer.unheard-muted': 'لم يسمع أحد هذا، لأن صوتي كان مكتومًا.',
  'answer.unheard-muted-rest': 'لم يسمع أحد بقية هذا، لأن صوتي كان مكتومًا.',
  'answer.unheard-audience': 'لم يسمع أحد هذا، لأنه لم يكن مسموحًا لي بالتحدث.',
  'answer.unheard-audience-rest': 'لم يسمع أحد بقية هذا، لأنه لم يكن مسموحًا لي بالتحدث.',
  'part.searched': ({ links, more }) =>
    `🔎 بحثتُ في Google عن: ${formats.joinLinks({ links: links.map(isolate), more })}`,
  'part.sources': ({ links, more }) => `المصادر: ${formats.joinLinks({ links: links.map(isolate), more })}`,
  'answer.caption-too-long': 'البقية أطول من أن أدوّنها.',

  'delivery.file-too-long': 'هذه الإجابة أطول من أن تتسع لها رسائل Discord، لذا ها هي كاملةً في ملف.',
  'delivery.file-refused': 'رفض Discord نشر هذه الإجابة كرسالة، لذا ها هي كاملةً في ملف.',
  'delivery.no-file': 'هناك المزيد، لكنني لم أتمكن من نشره هنا في ملف. يُرجى طلب إجابة أقصر.',
  'delivery.written-file': ({ name }) => `📄 تجد **${isolate(name)}** في الأسفل، في ملف.`,
  'delivery.written-files': 'ما كان أطول من أن تتسع له الرسائل:',
  'delivery.discord-away': 'يواجه Discord مشكلات، فلم أتمكن من نشر إجابتي. يُرجى السؤال مجددًا بعد بضع دقائق.',
  'delivery.deleted': 'حذف أحدهم إجابتي وأنا أكتبها، فتوقفتُ.',
  'delivery.link-blocked':
    'يحظر Discord رابطًا في هذه الإجابة، فلا أستطيع عرضها كاملة. يُرجى السؤال مجددًا وطلب إجابة بلا روابط.',
  'delivery.automod': 'يحظر AutoMod في هذا الخادم هذه الإجابة، فلا أستطيع عرضها كاملة. يُرجى إعادة صياغة سؤالك.',
  'delivery.explicit': 'يحظر مرشّح المحتوى في Discord هذه الإجابة، فلا أستطيع عرضها كاملة. يُرجى إعادة صياغة سؤالك.',
  'delivery.no-permission': 'لم يعد مسموحًا لي بالنشر في هذه القناة، لذا إجابتي غير مكتملة. يُرجى إبلاغ أحد المشرفين.',
  'delivery.thread-closed': 'أُغلقت هذه السلسلة، لذا إجابتي غير مكتملة. يُرجى أن تسألني في قناة أخرى.',
  'delivery.expired':
    'لا يمنحني Discord هنا سوى 15 دقيقة للإجابة، وقد انتهى الوقت، لذا إجابتي غير مكتملة. يُرجى السؤال مجددًا.',
  'delivery.refused': 'رفض Discord نشر هذه الإجابة كاملة. يُرجى إعادة صياغة سؤالك.',
  'delivery.about': ({ channel: id }) => `بخصوص سؤالك في ${channel(id)}:`,
};
