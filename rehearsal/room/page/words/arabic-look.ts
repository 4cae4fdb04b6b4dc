import { count as countNoun, megabytes as formatMegabytes, isolate, number } from '../../../../src/text/ar/grammar.ts';
import type { LookWords } from './english-look.ts';

/** What is counted, after a verb or a preposition. */
const FILES = { one: 'ملف واحد', two: 'ملفين', few: 'ملفات', many: 'ملفًا', other: 'ملف' };
const OPTIONS = { one: 'خيار واحد', two: 'خيارين', few: 'خيارات', many: 'خيارًا', other: 'خيار' };
const CHARACTERS = { one: 'حرف واحد', two: 'حرفين', few: 'أحرف', many: 'حرفًا', other: 'حرف' };

/** What is counted, by itself. */
const VOTES = { one: 'صوت واحد', two: 'صوتان', few: 'أصوات', many: 'صوتًا', other: 'صوت' };
const SUGGESTIONS = { one: 'اقتراح واحد', two: 'اقتراحان', few: 'اقتراحات', many: 'اقتراحًا', other: 'اقتراح' };
const MESSAGES = { one: 'رسالة واحدة', two: 'رسالتان', few: 'رسائل', many: 'رسالة', other: 'رسالة' };

/** What stands in Discord's messages, forms and menus, in Arabic, which Discord's apps don't speak. */
export const arabicLook: LookWords = {
  'file.too-big': ({ name, megabytes }) =>
    `الملف ${isolate(name)} كبير جدًا: يمكن أن يبلغ حجم الملف ${formatMegabytes(megabytes)} على الأكثر.`,
  'file.wrong-type': ({ name, types }) =>
    `لا يمكن إرسال ${isolate(name)} هنا. الأنواع المقبولة فقط: ${isolate(types)}.`,
  'file.remove': ({ name }) => `إزالة ${isolate(name)}`,
  'file.unnamed': 'ملف',
  'file.picture': 'صورة',
  'size.bytes': ({ count }) => `${count} بايت`,
  'size.kilobytes': ({ count }) => `${count} كيلوبايت`,
  'size.megabytes': ({ count }) => `${count} ميغابايت`,

  'time.invalid': 'تاريخ غير صالح',
  'time.yesterday': ({ time }) => `أمس الساعة ${isolate(time)}`,

  'said.message': ({ name, words }) => `${isolate(name)}: ${isolate(words)}`,
  'said.only-you': ({ name, words }) => `${isolate(name)} (تظهر لك وحدك): ${isolate(words)}`,
  'said.voice': 'رسالة صوتية',
  'said.poll': ({ question }) => `استطلاع، ${question}`,
  'said.sticker': ({ name }) => `ملصق، ${name}`,
  'said.nothing': 'رسالة',

  'component.unknown': ({ type }) => `مكوّن من النوع ${type} لا تستطيع هذه الصفحة عرضه.`,
  'component.button': 'زر',
  'embed.name': 'محتوى مضمّن',
  'embed.picture': 'صورة المحتوى المضمّن',
  'embed.thumbnail': 'صورة مصغّرة للمحتوى المضمّن',
  'code.name': 'شيفرة',
  'spoiler.show': 'إظهار المحتوى المخفي',
  'spoiler.pill': 'محتوى مخفي',
  'spoiler.hidden': '(محتوى مخفي)',
  'mention.unknown-channel': 'مجهولة',
  'mention.unknown-role': 'دور-مجهول',
  'mention.unknown-user': 'مستخدم-مجهول',
  'sticker.name': ({ name }) => `ملصق: ${isolate(name)}`,
  'reactions.name': 'التفاعلات',

  'form.close': 'إغلاق',
  'form.cancel': 'إلغاء',
  'form.submit': 'إرسال',
  'form.warning': ({ app }) => `سيُرسل هذا النموذج إلى ${isolate(app)}. لا تشارك كلمات المرور أو أي معلومات حساسة أخرى.`,
  'form.choose-file': ({ label }) => `${isolate(label)}: اختر ملفًا`,
  'form.choose-files': ({ label }) => `${isolate(label)}: اختر ملفات`,
  'form.required': 'هذا الحقل مطلوب.',
  'form.least-files': ({ count }) => `يجب اختيار ${countNoun(count, FILES)} على الأقل.`,
  'form.most-files': ({ count }) => `لا يمكن اختيار أكثر من ${countNoun(count, FILES)}.`,
  'form.least-options': ({ count }) => `يجب اختيار ${countNoun(count, OPTIONS)} على الأقل.`,
  'form.most-options': ({ count }) => `لا يمكن اختيار أكثر من ${countNoun(count, OPTIONS)}.`,
  'form.least-characters': ({ count }) => `يجب ألا يقل عن ${countNoun(count, CHARACTERS)}.`,
  'form.most-characters': ({ count }) => `يجب ألا يزيد على ${countNoun(count, CHARACTERS)}.`,
  'menu.hint': 'اختر',
  'menu.none': 'لا نتائج',

  'poll.one': 'اختر إجابة واحدة',
  'poll.several': 'اختر إجابة واحدة أو أكثر',
  'poll.votes': ({ count }) => countNoun(count, VOTES),
  'poll.yours': 'صوتك',
  'poll.vote': 'تصويت',
  'poll.remove': 'إزالة صوتي',
  'poll.over': 'انتهى الاستطلاع',
  'poll.endless': 'بلا نهاية',
  'poll.ends': ({ when }) => `ينتهي ${when}`,

  'box.message': ({ where }) => `رسالة إلى ${where}`,
  'box.send': 'إرسال',
  'box.add-files': 'إضافة ملفات',
  'box.suggestions': 'اقتراحات',
  'box.count-suggestions': ({ count }) => countNoun(count, SUGGESTIONS),
  'box.replying': ({ name }) => `رد على ${isolate(name)}`,
  'box.stop-replying': 'إلغاء الرد',
  'box.ping-on': 'الإشعار مفعّل',
  'box.ping-off': 'الإشعار معطّل',
  'box.most-files': ({ count }) => `لا يمكن أن تحتوي الرسالة على أكثر من ${countNoun(count, FILES)}.`,
  'hint.app': 'تطبيق',
  'hint.member': 'عضو',
  'hint.role': 'دور',
  'hint.channel': 'قناة',

  'option.choices': ({ name }) => `خيارات ${isolate(name)}`,
  'option.true': 'نعم',
  'option.false': 'لا',
  'option.optional': '(اختياري)',
  'option.required': 'هذا الخيار مطلوب. أدخل قيمة.',
  'option.pick': 'اختر أحد الخيارات.',
  'option.whole': 'أدخل عددًا صحيحًا.',
  'option.number': 'أدخل عددًا.',
  'option.least': ({ count }) => `يجب ألا تقل القيمة عن ${number(count)}.`,
  'option.most': ({ count }) => `يجب ألا تزيد القيمة على ${number(count)}.`,

  'message.app': 'تطبيق',
  'message.silent': 'أُرسلت بلا إشعار',
  'message.deleted': 'حُذفت الرسالة الأصلية',
  'message.used': ({ name, command }) => `استخدم ${isolate(name)} ${isolate(command)}`,
  'message.some-command': 'أمرًا',
  'message.reply-to': 'رد على',
  'message.attachment': 'انقر لعرض المرفق',
  'message.pinned': ({ name }) => `ثبّت ${isolate(name)} رسالة في هذه القناة.`,
  'message.joined': ({ name }) => `انضم ${isolate(name)} إلى الخادم.`,
  'message.thread': ({ name, thread }) => `بدأ ${isolate(name)} سلسلة: ${isolate(thread)}`,
  'message.edited': '(معدّلة)',
  'message.thinking': ({ name }) => `يفكر ${isolate(name)}…`,
  'message.only-you': 'تظهر لك وحدك',
  'message.dismiss': 'إخفاء الرسالة',
  'message.actions': 'ما يمكن فعله بهذه الرسالة',
  'message.forwarded': 'أُعيد توجيهها',
  'list.name': 'الرسائل',
  'list.empty': 'لم يكتب أحد شيئًا هنا بعد.',
  'thread.unnamed': 'سلسلة',
  'thread.see': 'عرض السلسلة',
  'thread.messages': ({ count }) => countNoun(count, MESSAGES),

  'note.name': ({ length }) => `رسالة صوتية، ${isolate(length)}`,
  'note.play': 'تشغيل',
  'note.pause': 'إيقاف مؤقت',
  'note.position': 'الموضع',
  'note.broken': 'يتعذّر التشغيل',
  'voice.in': ({ channel }) => `الموجودون في ${isolate(channel)}`,
  'voice.nobody': 'لا أحد هنا.',
  'voice.speaking': 'يتحدث',
  'voice.audience': 'بين الجمهور',
  'voice.muted': 'الميكروفون مكتوم',
  'voice.deafened': 'السماع متوقف',
};
