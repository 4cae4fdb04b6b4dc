import type { Refusal } from './wire.ts';

/** Known fields by name. `true` stands for a value that isn't looked into. */
export type Shape = { readonly [field: string]: Shape | true };

/** A shape of fields that aren't looked into. */
export const listFields = (...names: string[]): Shape => Object.fromEntries(names.map((name) => [name, true as const]));

const media = listFields('data', 'mimeType');
const transcription = listFields('languageCodes', 'customVocabulary', 'wordTimestamp', 'diarization', 'mode');

/** Every field that the Developer API accepts from a Live client, by the types of @google/genai 3.3.0. */
const frame: Shape = {
  setup: {
    ...listFields('model', 'systemInstruction', 'tools', 'avatarConfig', 'safetySettings', 'labels'),
    generationConfig: {
      ...listFields(
        'candidateCount',
        'enableAffectiveDialog',
        'frequencyPenalty',
        'maxOutputTokens',
        'mediaResolution',
      ),
      ...listFields('presencePenalty', 'responseModalities', 'seed', 'speechConfig', 'stopSequences', 'temperature'),
      ...listFields('thinkingConfig', 'topK', 'topP', 'translationConfig'),
    },
    realtimeInputConfig: {
      ...listFields('activityHandling', 'turnCoverage'),
      automaticActivityDetection: listFields(
        'disabled',
        'startOfSpeechSensitivity',
        'endOfSpeechSensitivity',
        'prefixPaddingMs',
        'silenceDurationMs',
      ),
    },
    sessionResumption: listFields('handle', 'transparent'),
    contextWindowCompression: { triggerTokens: true, slidingWindow: listFields('targetTokens') },
    inputAudioTranscription: transcription,
    outputAudioTranscription: transcription,
    proactivity: listFields('proactiveAudio', 'proactiveVideo'),
    historyConfig: listFields('initialHistoryInClientContent'),
  },
  clientContent: { turns: listFields('role', 'parts'), turnComplete: true },
  realtimeInput: {
    ...listFields('text', 'activityStart', 'activityEnd', 'audioStreamEnd'),
    audio: media,
    video: media,
    mediaChunks: media,
  },
  toolResponse: { functionResponses: listFields('id', 'name', 'response', 'scheduling', 'willContinue', 'parts') },
  contextUpdate: listFields('systemInstruction', 'tools'),
};

const object = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function unknownField(value: unknown, shape: Shape | true, path: string): string | undefined {
  if (shape === true || !object(value)) return undefined;
  if (Array.isArray(value)) {
    return value.map((item, index) => unknownField(item, shape, `${path}[${index}]`)).find(Boolean);
  }
  for (const [name, inside] of Object.entries(value)) {
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!known) return `"${name}"${path && ` at '${path}'`}`;
    const deeper = unknownField(inside, known, path ? `${path}.${name}` : name);
    if (deeper) return deeper;
  }
  return undefined;
}

/** The first field of a value that its shape doesn't have, and where it is. */
export const findUnknownField = (value: unknown, shape: Shape): string | undefined => unknownField(value, shape, '');

/** Why a client's JSON isn't a message of the protocol: it has an unknown field, or isn't exactly one message. */
export function refuseShape(json: unknown): Refusal | undefined {
  const refuse = (reason: string): Refusal => ({ code: 1007, reason });
  if (!object(json) || Array.isArray(json))
    return refuse('Invalid JSON payload received. Root element must be a message.');
  const unknown = unknownField(json, frame, '');
  if (unknown) return refuse(`Invalid JSON payload received. Unknown name ${unknown}: Cannot find field.`);
  const [message, second] = Object.keys(json);
  if (!message) return refuse('Request contains an invalid argument.');
  if (second) {
    return refuse(`Invalid value (oneof), oneof field 'message_type' is already set. Cannot set '${second}'`);
  }
  if (!object(json[message]))
    return refuse(`Invalid value at '${message}' (type.googleapis.com/google.protobuf.Message)`);
  return undefined;
}
