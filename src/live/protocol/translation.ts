import { type LiveConnectConfig, Modality } from '@google/genai/web';

/**
 * The Live model that translates what is said, as it's said. It holds no conversation: it takes no text, no instruction, no
 * function and no voice, and never says that a turn is complete, because it has none. Sources: Google's page "Live
 * translation" of July 2026, and sokuji's measurements of August 2026 (pull request 399).
 */
export const TRANSLATE_MODEL = 'gemini-3.5-live-translate-preview';

/** The languages that it translates into, as that page has them: BCP-47 tags. What it translates from it finds out itself. */
export const TRANSLATION_LANGUAGES: readonly string[] = (
  'af ak sq am ar hy az eu be bn bg my ca zh-Hans zh-Hant hr cs da nl en et fil fi fr gl ka de el gu ha he hi hu is id it ' +
  'ja jv kn kk km rw ko lo lv lt mk ms ml mr mn ne no nb fa pl pt-BR pt-PT pa ro ru sr sd si sk sl es su sw sv ta te th tr ' +
  'uk ur uz vi zu'
).split(' ');

/** By their lower case, because tags differ in nothing by it. */
const BY_TAG = new Map(TRANSLATION_LANGUAGES.map((tag) => [tag.toLowerCase(), tag]));

/**
 * Which of {@link TRANSLATION_LANGUAGES} a tag stands for, such as that of Discord or of a person (`de-AT`, `zh-CN`,
 * `pt`); nothing if it's none of them, or no tag.
 */
export const findTranslationLanguage = (tag: string): string | undefined => {
  const exact = BY_TAG.get(tag.toLowerCase());
  if (exact) return exact;
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    const near = [language, `${language}-${script}`, `${language}-${region}`].map((each) => each.toLowerCase());
    const found = near.find((each) => BY_TAG.has(each));
    // The Portuguese of everywhere but Brazil is that of Portugal.
    return found ? BY_TAG.get(found) : TRANSLATION_LANGUAGES.findLast((each) => each.startsWith(`${language}-`));
  } catch {
    return undefined;
  }
};

/** Whether two tags are of one language, however it's written or wherever it's spoken: `de` and `de-AT`. */
export const isSameLanguage = (one: string, other: string): boolean =>
  one.split('-')[0]?.toLowerCase() === other.split('-')[0]?.toLowerCase();

/**
 * The setup of a session that translates into `target`: exactly what Google's page shows, because nothing proves that the
 * model takes more. Without `echoTargetLanguage` it's silent for who speaks that language already.
 */
export const makeTranslationConfig = (target: string): LiveConnectConfig => ({
  responseModalities: [Modality.AUDIO],
  inputAudioTranscription: {},
  outputAudioTranscription: {},
  translationConfig: { targetLanguageCode: target, echoTargetLanguage: false },
});
