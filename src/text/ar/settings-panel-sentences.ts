import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { ago, CHANGE_NICKNAME, command, count, isolate, list, MANAGE_SERVER, number, person } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

type Part = 'nick' | 'bio' | 'avatar';

const PART_NAMES: Record<Part, string> = { nick: 'لقبي', bio: 'ملفي الشخصي', avatar: 'صورتي' };
const listParts = (parts: readonly Part[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'مظهري';

const THINGS = { one: 'عنصر واحد', two: 'عنصران', few: 'عناصر', many: 'عنصرًا', other: 'عنصر' };

/** The numbers of settings, from the first to the last, in the order in which digits are read. */
const range = (first: number, last: number): string => isolate(first === last ? `${first}` : `${first}–${last}`);

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: كتابةً، وبصوت مسموع إن كنتُ في مكالمة',
  'choice.reply-voice': 'voice: كرسالة صوتية أيضًا',
  'choice.call-recap-off': 'off: بلا خلاصة',
  'choice.call-recap-post': 'post: كرسالة في القناة',
  'choice.call-recap-thread': 'thread: كرسالة، وفي سلسلة بعد المكالمات الطويلة',
  'choice.consent-notice': 'notice: يُبلَّغ الناس مرة واحدة، حين يسألونني أول مرة',
  'choice.consent-off': 'off: لا أقول شيئًا، لأن الناس يُبلَّغون في مكان آخر',
  'choice.consent-opt-in': 'opt-in: لا أجيب ولا أسمع إلا من وافقوا',
  'choice.typed-off': 'off: يجيب نموذج Live عن الأسئلة المكتوبة أيضًا',
  'choice.typed-always': 'always: يجيب نموذج نصي عن الأسئلة المكتوبة',
  'choice.typed-when-live-fails': 'when-live-fails: نموذج نصي، إن تعذر عليّ الوصول إلى نموذج Live',

  'form.group-voice': 'الصوت والشخصية',
  'form.group-calls': 'في المكالمات',
  'form.group-answers': 'الإجابات',
  'form.group-access': 'من يُسمح له باستخدامي',
  'form.group-limits': 'الحدود',
  'form.group-privacy': 'الخصوصية',
  'option.group-voice': 'كيف أبدو، وكيف يكون صوتي، وأي لغات أتوقع',
  'option.group-calls': 'متى أستمع، وماذا أدوّن، ومتى آتي وأذهب',
  'option.group-answers': 'كيف أجيب عن الأسئلة، وأي رسائل أعدّها أسئلة',
  'option.group-access': 'الأدوار والأعضاء والقنوات والبوتات التي يُسمح لها بالتحدث معي',
  'option.group-limits': 'مقدار ما يمكن استخدامه وإنفاقه',
  'option.group-privacy': 'ما أحفظه، ولأي مدة',

  'part.settings-title-server': '**إعدادات الخادم كله**',
  'part.settings-title-channel': '**إعدادات هذه القناة**',
  'part.settings-title-dm': '**إعدادات رسائلنا الخاصة**',
  'part.settings-hint-server': '-# تسري في كل قناة ليست لها إعدادات خاصة. اختر مجموعة في الأسفل لتراها وتغيّرها.',
  'part.settings-hint-channel': '-# ما لم يُضبط هنا يأتي من الخادم. اختر مجموعة في الأسفل لتراها وتغيّرها.',
  'part.settings-hint-dm': '-# تسري عليك وحدك. اختر مجموعة في الأسفل لتراها وتغيّرها.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `ضُبط هنا: ${joinNames(names)}` : 'لم يُضبط هنا شيء'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${isolate(value)} *(${source})*`,
  'option.pick-group': 'اختر مجموعة',

  'button.edit': ({ first, last }) => `تعديل ${range(first, last)}`,
  'button.sample': 'استمع إليه',
  'button.use-server': 'استخدامه في الخادم كله',
  'button.use-channel': 'استخدامه في هذه القناة',
  'button.use-dm': 'استخدامه هنا',
  'button.back': 'رجوع',
  'button.voices': 'استمع إلى الأصوات',
  'button.scope-server': 'الخادم كله',
  'button.scope-channel': 'هذه القناة',
  'button.wipe': 'إعادة ضبطها كلها',
  'button.keep-settings': 'الاحتفاظ بها',

  'form.settings-title': ({ group, first, last }) => `${group} (${range(first, last)})`,
  'option.inherited': ({ value, source }) => `موروث: ${isolate(value)} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `الإعداد **${name}** أطول من أن يتسع له نموذج، لذا يبقى كما هو. يمكنك تغييره باستخدام ${command('settings set')}، أو تصدير الإعدادات واستيرادها مجددًا.`,

  'part.settings-voices': '**الأصوات**\nاختر صوتًا لتسمعه. الكلمات التي بعد الأسماء من Google نفسه.',
  'part.settings-voice': ({ voice }) => `**الأصوات** › ${isolate(voice)}`,
  'option.pick-voice': ({ first, last }) => `من ${isolate(first)} إلى ${isolate(last)}`,
  'settings.voice-set': ({ voice }) => `✅ أصبح **الصوت** الآن ${isolate(voice)}. أتكلم به ابتداءً من إجابتي التالية.`,
  'settings.sample-later': 'أنا مشغول جدًا الآن ولا أستطيع قول شيء بهذا الصوت. يُرجى المحاولة مجددًا بعد دقيقة.',

  'button.picture': 'صورتي',
  'form.picture-title': 'صورتي في هذا الخادم',
  'form.picture-file': 'صورة',
  'option.own-picture': 'أستخدم وسطها. إن لم ترسل صورة، تعود إليّ صورتي المعتادة.',
  'face.picture-set': '✅ تظهر صورتي الجديدة في هذا الخادم. لا أحفظها أنا، بل يحفظها Discord.',
  'face.picture-removed': '✅ تظهر صورتي المعتادة مجددًا في هذا الخادم.',
  'face.not-a-picture': ({ name }) =>
    `ما زلتُ أبدو كما كنتُ، لأن ${isolate(formatFileName(name))} ليس صورة. يُرجى أن ترسل إليّ PNG أو JPEG أو WebP أو GIF أو AVIF.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ لا يُسمح لي هنا بتغيير ${listParts(parts)}، فلا يرى الناس ذلك بعد. يُرجى منحي إذن ${CHANGE_NICKNAME}، ثم ضبطه مرة أخرى.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ يقول Discord إن تغيير ${listParts(parts)} تكرر كثيرًا جدًا، فلا يرى الناس ذلك بعد. يُرجى المحاولة مجددًا بعد نحو عشر دقائق.`,
  'face.refused': ({ parts }) =>
    `⚠️ لا يقبل Discord ${listParts(parts)} بهذا الشكل، فلا يرى الناس ذلك. يُرجى تجربة شيء آخر.`,
  'face.unreached':
    '⚠️ لم أتمكن من إخبار Discord كيف أبدو هنا من الآن فصاعدًا، فلا يرى الناس ذلك بعد. يُرجى ضبطه مرة أخرى بعد دقيقة.',
  'face.absent': '⚠️ لم أعد في هذا الخادم، فلا يرى أحد كيف أبدو هنا.',
  'face.busy': '⚠️ يغيّر شخص آخر مظهري هنا في هذه اللحظة. يُرجى ضبطه مرة أخرى.',

  'part.settings-nothing': 'لا شيء',
  'part.settings-count': ({ count: amount }) => count(amount, THINGS),
  'part.from-default': 'الافتراضي',
  'part.from-operator': 'ضبطه مشغّلي',
  'part.from-server': 'هذا الخادم',
  'part.from-parent': 'قناة هذه السلسلة',
  'part.from-channel': 'هذه القناة',
  'part.from-dm': 'أنت',

  'settings.saved': ({ names }) => `✅ حُفظ: ${joinNames(names)}.`,
  'settings.holds-next': 'يسري ذلك ابتداءً من السؤال التالي.',
  'settings.holds-soon': 'يسري ذلك من الآن فصاعدًا، إلا على ما بدأتُه بالفعل، مثل إجابة.',
  'settings.holds-now': 'يسري ذلك الآن.',
  'settings.new-cap': 'الحد الجديد يحتسب ما يُنفق من الآن فصاعدًا، لا ما أُنفق من قبل.',
  'settings.unchanged': 'لم يتغير شيء.',
  'settings.wrong': ({ name, why }) => `⚠️ يبقى الإعداد **${name}** كما كان. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ في هذه الأثناء غيّر ${person(by)} الإعداد **${name}** إلى ${isolate(value)}. تركتُه كذلك. إن أردتَ غير ذلك، فغيّره مجددًا.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ في هذه الأثناء أعاد ${person(by)} ضبط الإعداد **${name}**. تركتُه كذلك. إن أردتَ غير ذلك، فغيّره مجددًا.`,

  'part.where-server': 'الخادم كله',
  'part.where-channel': 'هذه القناة',
  'part.where-dm': 'رسائلنا الخاصة',
  'settings.set': ({ where, name, value, source }) =>
    `✅ أصبح الإعداد **${name}** (${where}) الآن: ${isolate(value)} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `كان الإعداد **${name}** (${where}) كذلك بالفعل: ${isolate(value)} *(${source})*.`,
  'settings.nothing-set': 'لم يُضبط هناك شيء، فلا شيء لإعادة ضبطه.',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\nهل تريد إعادة ضبط ${joinNames(names)}؟ لا يمكن التراجع عن ذلك.`,
  'settings.reset': ({ names }) => `✅ أُعيد ضبط: ${joinNames(names)}.`,
  'settings.kept': 'حسنًا، سأترك الإعدادات كما هي.',

  'part.settings-title': '**ما يسري في هذه القناة، ومن أين يأتي**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${isolate(value)} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) => `- ${source}: ${isolate(value)}، ضبطه ${person(by)} ${ago(at)}`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${isolate(key)})`,

  'settings.exported': `هذا كل ما ضُبط هنا، ما عدا صورتي. يمكنك تعديل الملف، وإعادته باستخدام ${command('settings import')}.`,
  'settings.imported': ({ settings, channels }) =>
    `✅ كل شيء الآن كما في الملف. الإعدادات العامة: ${number(settings)}، والقنوات ذات الإعدادات الخاصة: ${number(channels)}. يسري ذلك من الآن فصاعدًا، إلا على ما بدأتُه بالفعل، مثل إجابة.`,

  'settings.refused': ({ names }) => `⚠️ لا يقبل Gemini ما ضُبط هنا (${list(names)})، لذا أتركه وأجيب من دونه.`,

  'settings.only-channel': `لا يستطيع تغيير إعدادات الخادم كله إلا من لديهم إذن ${MANAGE_SERVER}. يمكنك تغيير إعدادات هذه القناة.`,
  'settings.no-such-setting': 'لا يوجد إعداد كهذا. يُرجى اختيار أحد ما أقترحه وأنت تكتب.',
  'settings.only-operator': 'لا يستطيع تغيير هذا إلا من يشغّلني.',
  'settings.only-in-servers': 'لا يمكن ضبط هذا إلا في الخوادم.',
  'settings.only-whole-server': 'لا يمكن ضبط هذا إلا للخادم كله.',
};
