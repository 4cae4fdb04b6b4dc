import type { Refusal } from './wire.ts';

/** Known fields by name. `true` stands for a value that isn't looked into. */
type Shape = { readonly [field: string]: Shape | true };

const fields = (...names: string[]): Shape => Object.fromEntries(names.map((name) => [name, true as const]));

const media = fields('data', 'mimeType');
const transcription = fields('languageCodes', 'customVocabulary', 'wordTimestamp', 'diarization', 'mode');

/** Every field that the Developer API accepts from a Live client, by the types of @google/genai 3.3.0. */
const frame: Shape = {
  setup: {
    ...fields('model', 'systemInstruction', 'tools', 'avatarConfig', 'safetySettings', 'labels'),
    generationConfig: {
      ...fields('candidateCount', 'enableAffectiveDialog', 'frequencyPenalty', 'maxOutputTokens', 'mediaResolution'),
      ...fields('presencePenalty', 'responseModalities', 'seed', 'speechConfig', 'stopSequences', 'temperature'),
      ...fields('thinkingConfig', 'topK', 'topP', 'translationConfig'),
    },
    realtimeInputConfig: {
      ...fields('activityHandling', 'turnCoverage'),
      automaticActivityDetection: fields(
        'disabled',
        'startOfSpeechSensitivity',
        'endOfSpeechSensitivity',
        'prefixPaddingMs',
        'silenceDurationMs',
      ),
    },
    sessionResumption: fields('handle', 'transparent'),
    contextWindowCompression: { triggerTokens: true, slidingWindow: fields('targetTokens') },
    inputAudioTranscription: transcription,
    outputAudioTranscription: transcription,
    proactivity: fields('proactiveAudio', 'proactiveVideo'),
    historyConfig: fields('initialHistoryInClientContent'),
  },
  clientContent: { turns: fields('role', 'parts'), turnComplete: true },
  realtimeInput: {
    ...fields('text', 'activityStart', 'activityEnd', 'audioStreamEnd'),
    audio: media,
    video: media,
    mediaChunks: media,
  },
  toolResponse: { functionResponses: fields('id', 'name', 'response', 'scheduling', 'willContinue', 'parts') },
  contextUpdate: fields('systemInstruction', 'tools'),
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
