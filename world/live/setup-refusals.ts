import type { Refusal, SetupMessage } from './wire.ts';

/** The fields of a setup that the service may refuse of one model, although its SDK has them. */
export type RefusableField = 'voice' | 'vocabulary' | 'languages' | 'search' | 'thinking';

/**
 * How it refuses one. `named`: with a reason that names the field. `invalid`: with one that names nothing. `silence`: the
 * setup is never answered. `internal`: as a fault of its own. `quota`: as if the quota were used up, which keys without
 * one for search have seen.
 */
export type FieldRefusal = 'named' | 'invalid' | 'silence' | 'internal' | 'quota';

/** What a model refuses, and how. */
export type FieldRefusals = Readonly<Partial<Record<RefusableField, FieldRefusal>>>;

/** The same by model. */
export type SetupRefusals = Readonly<Record<string, FieldRefusals>>;

/** Whether a setup has the field, and what Google says of one that it doesn't take. */
const FIELDS: Record<RefusableField, { has(setup: SetupMessage): boolean; named: string }> = {
  voice: {
    has: ({ generationConfig }) => generationConfig?.speechConfig?.voiceConfig !== undefined,
    named: `Requested voice api_name is not available for this model`,
  },
  vocabulary: {
    has: ({ inputAudioTranscription }) => (inputAudioTranscription?.customVocabulary ?? []).length > 0,
    named: `Invalid JSON payload received. Unknown name "customVocabulary" at 'setup.input_audio_transcription': Cannot find field.`,
  },
  languages: {
    has: ({ inputAudioTranscription }) => (inputAudioTranscription?.languageCodes ?? []).length > 0,
    named: `Invalid JSON payload received. Unknown name "languageCodes" at 'setup.input_audio_transcription': Cannot find field.`,
  },
  search: {
    has: ({ tools = [] }) => tools.some((tool) => 'googleSearch' in tool),
    named: 'Tool google_search is not supported for this model.',
  },
  thinking: {
    has: ({ generationConfig }) => generationConfig?.thinkingConfig?.thinkingLevel !== undefined,
    named: 'Thinking level is not supported for this model.',
  },
};

const CLOSES: Record<Exclude<FieldRefusal, 'named' | 'silence'>, Refusal> = {
  invalid: { code: 1007, reason: 'Request contains an invalid argument.' },
  internal: { code: 1011, reason: 'Internal error encountered.' },
  quota: { code: 1011, reason: 'You exceeded your current quota, please check your plan and billing details.' },
};

/** How a model refuses a setup that was correct by all that's written about it; nothing if it doesn't. */
export function refuseFields(
  setup: SetupMessage,
  model: string,
  refusals: SetupRefusals,
): Refusal | 'silence' | undefined {
  for (const [field, how] of Object.entries(refusals[model] ?? {})) {
    const { has, named } = FIELDS[field as RefusableField];
    if (!has(setup)) continue;
    if (how === 'silence') return 'silence';
    return how === 'named' ? { code: 1007, reason: named } : CLOSES[how];
  }
  return undefined;
}
