import { VOICES } from '../../src/live/protocol/voices.ts';
import { findRow, type SettingKey, toAboutCode, toNameCode } from '../../src/settings/setting-table.ts';
import type { Say } from '../../src/text/languages.ts';
import type { PlainCode, Text } from '../../src/text/text.ts';

/** A sentence without values. The compiler can't tell that for so many codes at once. */
const toPlainText = (code: PlainCode): Text => ({ code }) as Text;

/** What a setting is called. */
export const nameSetting = (key: SettingKey, say: Say): string => say(toPlainText(toNameCode(key)));

/** What a setting does, in one line. */
export const explainSetting = (key: SettingKey, say: Say): string => say(toPlainText(toAboutCode(key)));

/** The choices that need more than their word, each with it in front. */
const CHOICES: Partial<Record<SettingKey, Readonly<Record<string, PlainCode>>>> = {
  listen: {
    auto: 'choice.listen-auto',
    everyone: 'choice.listen-everyone',
    addressed: 'choice.listen-addressed',
    button: 'choice.listen-button',
    off: 'choice.listen-off',
  },
  captions: { off: 'choice.captions-off', answers: 'choice.captions-answers', all: 'choice.captions-all' },
  'call.recap': {
    off: 'choice.call-recap-off',
    post: 'choice.call-recap-post',
    thread: 'choice.call-recap-thread',
  },
  consent: { notice: 'choice.consent-notice', 'opt-in': 'choice.consent-opt-in', off: 'choice.consent-off' },
  reply: { both: 'choice.reply-both', text: 'choice.voice-text', voice: 'choice.reply-voice' },
  tools: {
    time: 'choice.tools-time',
    dice: 'choice.tools-dice',
    poll: 'choice.tools-poll',
    reminders: 'choice.tools-reminders',
    people: 'choice.tools-people',
    pin: 'choice.tools-pin',
    thread: 'choice.tools-thread',
    fetch: 'choice.tools-fetch',
    messages: 'choice.tools-messages',
    none: 'choice.tools-none',
  },
  'tools-confirm': { ask: 'choice.tools-ask', allow: 'choice.tools-allow' },
  typed: { off: 'choice.typed-off', always: 'choice.typed-always', 'when-live-fails': 'choice.typed-when-live-fails' },
};

/** What doesn't wait for a question: what Discord shows, and what becomes of what is said and kept. */
const AT_ONCE: ReadonlySet<SettingKey> = new Set([
  'face.nick',
  'face.bio',
  'consent',
  'retention',
  'interface-language',
]);

const isCap = ({ key, value }: ChangedSetting): boolean =>
  /^limits\..+-(?:day|month)$/.test(key) && value !== undefined && value !== 'off';

/** A setting that has just been changed; without a value it was reset. */
type ChangedSetting = { key: SettingKey; value?: unknown };

/** Changes of calls reach those that run, and some wait for the next call: what is true of all of them is told. */
const findWhen = (changed: readonly ChangedSetting[]) => {
  if (changed.every(({ key }) => AT_ONCE.has(key))) return 'settings.holds-now';
  const isAsked = changed.every(({ key }) => !AT_ONCE.has(key) && findRow(key).takes !== 'call');
  return isAsked ? 'settings.holds-next' : 'settings.holds-soon';
};

/** From when on settings hold that have just been changed, and what new limits count. */
export const tellWhen = (changed: readonly ChangedSetting[]): readonly Text[] => {
  const when = { code: findWhen(changed) } as const;
  return changed.some(isCap) ? [when, { code: 'settings.new-cap' }] : [when];
};

/** A language in its own words, as people look for it: “Deutsch”. */
const nameLanguage = (tag: string): string | undefined => new Intl.DisplayNames([tag], { type: 'language' }).of(tag);

/** A choice as people pick it. */
export const nameChoice = (key: SettingKey, word: string, say: Say): string => {
  if (key === 'interface-language' && word !== 'auto') return `${word}: ${nameLanguage(word)}`;
  const codes = CHOICES[key];
  const code = codes && Object.hasOwn(codes, word) ? codes[word] : undefined;
  return code ? say(toPlainText(code)) : word;
};

/** A voice, and what Google says that it's like. */
export const nameVoice = (name: string): string => {
  const voice = VOICES.find((one) => one.name === name);
  return voice ? `${voice.name} (${voice.like.toLowerCase()})` : name;
};
