import type { Content, FunctionCall, FunctionResponse } from '@google/genai';

export type { Content, FunctionCall, FunctionResponse };

/** Why a connection is closed. The WebSocket protocol lets only the first 123 bytes of the reason reach the client. */
export type Refusal = { code: number; reason: string };

/** A piece of media on the wire: base64 and its mime type, such as `audio/pcm;rate=16000`. */
export type MediaBlob = { data?: string; mimeType?: string };

/** A schema of parameters in the API's own form. */
export type ParameterSchema = {
  type?: string;
  properties?: Record<string, ParameterSchema>;
  required?: string[];
  [field: string]: unknown;
};

/** A function that a setup declares, as it comes. */
export type FunctionDeclaration = {
  name?: string;
  description?: string;
  behavior?: string;
  parameters?: ParameterSchema;
  parametersJsonSchema?: unknown;
  [field: string]: unknown;
};

/** The first message of a connection, with the fields that the Developer API knows (`LiveClientSetup` of the SDK). */
export type SetupMessage = {
  model?: string;
  generationConfig?: {
    responseModalities?: string[];
    speechConfig?: { languageCode?: string; voiceConfig?: { prebuiltVoiceConfig?: { voiceName?: string } } };
    thinkingConfig?: { thinkingBudget?: number; thinkingLevel?: string; includeThoughts?: boolean };
    enableAffectiveDialog?: boolean;
    translationConfig?: { targetLanguageCode?: string; echoTargetLanguage?: boolean };
    [field: string]: unknown;
  };
  systemInstruction?: Content;
  tools?: { functionDeclarations?: FunctionDeclaration[]; [kind: string]: unknown }[];
  realtimeInputConfig?: {
    automaticActivityDetection?: {
      disabled?: boolean;
      /** How much speech it takes before the server is sure of it (SDK, `AutomaticActivityDetection`). */
      prefixPaddingMs?: number;
      silenceDurationMs?: number;
      startOfSpeechSensitivity?: string;
      endOfSpeechSensitivity?: string;
    };
    activityHandling?: string;
    turnCoverage?: string;
  };
  sessionResumption?: { handle?: string; transparent?: boolean };
  contextWindowCompression?: { triggerTokens?: string; slidingWindow?: { targetTokens?: string } };
  inputAudioTranscription?: { languageCodes?: string[]; customVocabulary?: string[]; [field: string]: unknown };
  outputAudioTranscription?: object;
  proactivity?: { proactiveAudio?: boolean; proactiveVideo?: boolean };
  historyConfig?: { initialHistoryInClientContent?: boolean };
  explicitVadSignal?: boolean;
  [field: string]: unknown;
};

/** What a client may send at any time: one kind of input, or several at once. */
export type RealtimeInput = {
  audio?: MediaBlob;
  video?: MediaBlob;
  text?: string;
  activityStart?: object;
  activityEnd?: object;
  audioStreamEnd?: boolean;
  mediaChunks?: MediaBlob[];
};

/** One frame of a client. Exactly one of the fields is set (vertex-ai-samples, `client_server_messages.md`). */
export type ClientFrame = {
  setup?: SetupMessage;
  clientContent?: { turns?: Content[]; turnComplete?: boolean };
  realtimeInput?: RealtimeInput;
  toolResponse?: { functionResponses?: FunctionResponse[] };
  contextUpdate?: { systemInstruction?: Content; tools?: SetupMessage['tools'] };
};

/** The content of a server frame. Any fields may come together. */
export type ServerContent = {
  modelTurn?: Content;
  generationComplete?: boolean;
  turnComplete?: boolean;
  turnCompleteReason?: string;
  interrupted?: boolean;
  waitingForInput?: boolean;
  interactionStatus?: string;
  inputTranscription?: { text?: string; languageCode?: string };
  outputTranscription?: { text?: string; languageCode?: string };
  groundingMetadata?: object;
  [field: string]: unknown;
};

/** One frame of the server: any fields together, because the real one sends `turnComplete` and usage in one frame. */
export type ServerFrame = {
  setupComplete?: { sessionId?: string };
  serverContent?: ServerContent;
  toolCall?: { functionCalls: FunctionCall[] };
  toolCallCancellation?: { ids: string[] };
  usageMetadata?: object;
  goAway?: { timeLeft: string };
  sessionResumptionUpdate?: { newHandle?: string; resumable?: boolean };
  [field: string]: unknown;
};

/** The words of contents, without thoughts. */
export const words = (contents: readonly Content[]): string =>
  contents
    .flatMap(({ parts = [] }) => parts.filter(({ thought }) => !thought).map(({ text }) => text))
    .filter((text) => text !== undefined)
    .join('\n');
