import { refuseDeclarations } from './declaration-verdict.ts';
import { type LocalModel, voices } from './local-models.ts';
import type { Refusal, SetupMessage } from './wire.ts';

/** What becomes of a setup: accepted, closed with a code, or never answered (`silence` tells a test's author why). */
export type SetupVerdict = { model: LocalModel } | Refusal | { silence: string };

/** The parts of the dialled URL that the server checks. */
export type DialledUrl = { version: string; key: string | undefined };

const INVALID: Refusal = { code: 1007, reason: 'Request contains an invalid argument.' };
const LEVELS = { 'gemini-3.1-flash-live-preview': ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'] };

const unknownName = (name: string, at: string): Refusal => ({
  code: 1007,
  reason: `Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`,
});

function keyRefusal(key: string | undefined, accepted: string): Refusal | undefined {
  if (key === accepted) return undefined;
  if (key) return { code: 1007, reason: 'API key not valid. Please pass a valid API key.' };
  return { code: 1008, reason: "Method doesn't allow unregistered callers (callers without established identity)." };
}

function judgeThinking(model: LocalModel, config: NonNullable<SetupMessage['generationConfig']>['thinkingConfig']) {
  if (model.thinking === 'needed' && !config?.thinkingLevel) return INVALID;
  if (!config) return undefined;
  if (model.thinking === 'silence') return { silence: `thinkingConfig on ${model.name} is never answered` };
  const { thinkingBudget, thinkingLevel } = config;
  if (model.thinking === 'budget') {
    return thinkingLevel === undefined ? undefined : { silence: `thinkingLevel on ${model.name} is never answered` };
  }
  const levels: Record<string, string[]> = LEVELS;
  const allowed = levels[model.name] ?? ['LOW', 'MEDIUM', 'HIGH'];
  if (thinkingBudget !== undefined) return INVALID;
  return thinkingLevel === undefined || allowed.includes(thinkingLevel.toUpperCase()) ? undefined : INVALID;
}

function generationVerdict(model: LocalModel, config: NonNullable<SetupMessage['generationConfig']>) {
  const { responseModalities = ['AUDIO'], speechConfig, thinkingConfig, enableAffectiveDialog } = config;
  const voice = speechConfig?.voiceConfig?.prebuiltVoiceConfig?.voiceName;
  if (responseModalities.length > 1) return INVALID;
  if (responseModalities.includes('TEXT')) return model.text === 'allowed' ? undefined : model.text;
  if (!responseModalities.every((modality) => modality === 'AUDIO')) return INVALID;
  if (enableAffectiveDialog !== undefined && model.affective === 'silence') {
    return { silence: `enableAffectiveDialog on ${model.name} is never answered` };
  }
  if (enableAffectiveDialog !== undefined && model.affective === 'unknown') {
    return unknownName('enableAffectiveDialog', 'setup.generation_config');
  }
  if (voice !== undefined && !voices.has(voice)) {
    return {
      code: 1007,
      reason: `Requested voice api_name '${voice}' is not available for model models/${model.name}`,
    };
  }
  return judgeThinking(model, thinkingConfig);
}

/** A tag of a language, as Google's page has them: `de`, `pt-BR`, `zh-Hans`. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?$/;

/**
 * A model that translates takes what its page shows, and the strict reading is that it takes nothing else: "no support for
 * tools or instructions", no thinking, no choice of voices.
 */
function refuseTranslation(model: LocalModel, setup: SetupMessage): Refusal | undefined {
  const { translationConfig: wanted, ...generation } = setup.generationConfig ?? {};
  if (!model.translates) return wanted === undefined ? undefined : INVALID;
  const { tools, systemInstruction, historyConfig, proactivity } = setup;
  const { speechConfig, thinkingConfig, temperature, maxOutputTokens } = generation;
  const others = [
    tools,
    systemInstruction,
    historyConfig,
    proactivity,
    speechConfig,
    thinkingConfig,
    temperature,
    maxOutputTokens,
  ];
  if (others.some((each) => each !== undefined)) return INVALID;
  const { targetLanguageCode: target = 'en', echoTargetLanguage = false } = wanted ?? {};
  return LANGUAGE.test(target) && typeof echoTargetLanguage === 'boolean' ? undefined : INVALID;
}

function featureRefusal(model: LocalModel, setup: SetupMessage): Refusal | undefined {
  const { proactivity, sessionResumption } = setup;
  if (sessionResumption?.transparent !== undefined) {
    return { code: 1007, reason: 'Transparent session resumption is not supported.' };
  }
  if (proactivity && model.proactive === 'never') return INVALID;
  if (proactivity?.proactiveAudio === false && model.proactive === 'always') return INVALID;
  return refuseHints(setup) ?? refuseDeclarations(setup, model);
}

/** The most phrases that a transcript is biased towards. No page names a limit, so this is what Parley allows itself. */
const MOST_PHRASES = 100;

function refuseHints({ inputAudioTranscription: hints }: SetupMessage): Refusal | undefined {
  if (!hints) return undefined;
  const { languageCodes = [], customVocabulary = [] } = hints;
  const isList = (list: unknown) =>
    Array.isArray(list) && list.every((each) => typeof each === 'string' && each.trim() !== '');
  if (!isList(languageCodes) || !isList(customVocabulary) || customVocabulary.length > MOST_PHRASES) return INVALID;
  return languageCodes.every((tag) => /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag)) ? undefined : INVALID;
}

/** Judges a setup by the model's limits and by how it was dialled. `Sessions` judges handles. */
export function judgeSetup(
  setup: SetupMessage,
  { version, key }: DialledUrl,
  { key: accepted, models, versions }: { key: string; models: readonly LocalModel[]; versions: readonly string[] },
): SetupVerdict {
  const refused = keyRefusal(key, accepted);
  if (refused) return refused;
  const asked = setup.model ?? '';
  const model = models.find(
    ({ name, methods }) => asked === `models/${name}` && methods.includes('bidiGenerateContent'),
  );
  if (!model || !versions.includes(version)) {
    const where = `is not found for API version ${version}, or is not supported for bidiGenerateContent.`;
    return { code: 1008, reason: `${asked} ${where} Call ListModels to see the list of available models.` };
  }
  return (
    refuseTranslation(model, setup) ??
    generationVerdict(model, setup.generationConfig ?? {}) ??
    featureRefusal(model, setup) ?? { model }
  );
}
