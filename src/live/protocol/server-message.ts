import type { FunctionCall, LiveServerMessage, ModalityTokenCount, Part } from '@google/genai/web';
import type { Moments } from '../../base/moments.ts';
import type { AnswerSource } from './answer-source.ts';
import { type Grounding, type GroundingSink, parseGrounding, readGrounding } from './grounding.ts';
import { type JsonFields, readFields, readList, readString } from './json-fields.ts';
import { splitTokens, type TokenUsage, toModalityCounts } from './token-kinds.ts';
import type { CallAsker, ToolCall, WrittenPart } from './tool-call.ts';
import type { ToolWork } from './tool-work.ts';

/** What an answer is written to, such as a conversation's turn. */
export type AnswerSink = {
  addText(delta: string): void;
  /** Signed 16-bit little-endian PCM, 24 kHz, mono. */
  addAudio(pcm: Buffer): void;
  addTools(calls: ToolCall[]): void;
  /** Adds a part that has to be seen; `full` if there was no room for all of it. */
  addWritten(part: WrittenPart): 'written' | 'full';
  /** Who asks, if that's a person. */
  readonly speaker: { readonly id: string } | undefined;
  /** Whose rights its calls have; nothing if nobody asked. */
  readonly asker?: CallAsker | undefined;
  /** A piece of what was understood of a spoken question; unless `isSure`, perhaps of another one of the same person. */
  addHeard(delta: string, isSure?: boolean): void;
  /**
   * The question goes on, so what came of the answer is void; or it's said again (`all`), so what was understood of it
   * is void too.
   */
  withdraw(what?: 'answer' | 'all'): void;
  /** Takes Google's newest count of the answer; `isAnew` if it's the first one of an answer that was begun again. */
  count(usage: TokenUsage, isAnew?: boolean): void;
  /** Whoever asks a model notes here which one, and what of the question it isn't given. */
  readonly source: AnswerSource;
  /** What was found on the web for it. */
  readonly grounding: GroundingSink;
  /** And what happens on the way. */
  readonly moments: Moments;
  /** Its calls that take time. */
  readonly work: ToolWork;
};

/** A server message as data: the SDK's class has getters beside it. */
export type ServerMessage = Omit<LiveServerMessage, 'text' | 'data'>;

type Content = NonNullable<ServerMessage['serverContent']>;

const flag = (value: unknown): true | undefined => (value === true ? true : undefined);
const tokens = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;

/** Reads a value that must be an object; anything else counts as missing. */
const inside = <T>(value: unknown, read: (from: JsonFields) => T): T | undefined => {
  const from = readFields(value);
  return from && read(from);
};

/**
 * Reads a frame's JSON: the fields below, with the types that they have in the SDK, and nothing else. A field of another
 * type counts as missing, like an unknown one, so nothing after this point has to check what it was given.
 *
 * @returns nothing if the frame isn't a message, which is an object.
 */
export const parseServerMessage = (json: unknown): ServerMessage | undefined =>
  inside(json, (from) => ({
    setupComplete: inside(from.setupComplete, ({ sessionId }) => ({ sessionId: readString(sessionId) })),
    serverContent: inside(from.serverContent, contentOf),
    toolCall: inside(from.toolCall, ({ functionCalls }) => ({
      functionCalls: readList(functionCalls).flatMap(callsIn),
    })),
    toolCallCancellation: inside(from.toolCallCancellation, ({ ids }) => ({
      ids: readList(ids).filter((id) => typeof id === 'string'),
    })),
    usageMetadata: inside(from.usageMetadata, (usage) => ({
      promptTokenCount: tokens(usage.promptTokenCount),
      responseTokenCount: tokens(usage.responseTokenCount),
      thoughtsTokenCount: tokens(usage.thoughtsTokenCount),
      totalTokenCount: tokens(usage.totalTokenCount),
      toolUsePromptTokenCount: tokens(usage.toolUsePromptTokenCount),
      promptTokensDetails: readList(usage.promptTokensDetails).flatMap(detailsIn),
      responseTokensDetails: readList(usage.responseTokensDetails).flatMap(detailsIn),
    })),
    goAway: inside(from.goAway, ({ timeLeft }) => ({ timeLeft: readString(timeLeft) })),
    sessionResumptionUpdate: inside(from.sessionResumptionUpdate, ({ newHandle, resumable }) => ({
      newHandle: readString(newHandle),
      resumable: flag(resumable),
    })),
  }));

const contentOf = (from: JsonFields): Content => ({
  modelTurn: inside(from.modelTurn, ({ parts }) => ({ parts: readList(parts).flatMap(partsIn) })),
  inputTranscription: inside(from.inputTranscription, (said) => ({
    text: readString(said.text),
    languageCode: readString(said.languageCode),
  })),
  outputTranscription: inside(from.outputTranscription, (said) => ({ text: readString(said.text) })),
  generationComplete: flag(from.generationComplete),
  turnComplete: flag(from.turnComplete),
  interrupted: flag(from.interrupted),
  waitingForInput: flag(from.waitingForInput),
  // The SDK's enumerations hold today's values; a value that they lack is still a reason.
  turnCompleteReason: readString(from.turnCompleteReason) as Content['turnCompleteReason'],
  interactionStatus: readString(from.interactionStatus) as Content['interactionStatus'],
  groundingMetadata: parseGrounding(from.groundingMetadata),
});

const partsIn = (value: unknown): Part[] => {
  const part = inside(value, (from) => ({
    text: readString(from.text),
    thought: flag(from.thought),
    inlineData: inside(from.inlineData, ({ data, mimeType }) => ({
      data: readString(data),
      mimeType: readString(mimeType),
    })),
  }));
  return part ? [part] : [];
};

/** How many tokens are of a modality, such as pictures. */
const detailsIn = (value: unknown): ModalityTokenCount[] => {
  const from = readFields(value);
  const modality = readString(from?.modality) as ModalityTokenCount['modality'];
  const tokenCount = tokens(from?.tokenCount);
  return modality && tokenCount !== undefined ? [{ modality, tokenCount }] : [];
};

/** A call without a name can't be answered. */
const callsIn = (value: unknown): FunctionCall[] => {
  const from = readFields(value);
  const name = readString(from?.name);
  return from && name ? [{ id: readString(from.id), name, args: readFields(from.args) }] : [];
};

/** Sound as promised: PCM of 24 kHz; the rate may be left out. */
const SOUND = /^audio\/pcm\b(?!.*\brate=(?!24000\b))/i;

/**
 * The sound of a part. If it isn't base64 from beginning to end, it would be noise. Decoding skips wrong characters, so
 * less comes out than the length promises, except with one too many for any base64.
 */
const soundOf = ({ inlineData: { data = '', mimeType = '' } = {} }: Part): Buffer | undefined => {
  if (data.length % 4 === 1 || !SOUND.test(mimeType)) return undefined;
  const pcm = Buffer.from(data, 'base64');
  return pcm.length > 0 && pcm.length === Buffer.byteLength(data, 'base64') ? pcm : undefined;
};

/**
 * A piece of an answer. `transcript`: words of what is said aloud. `written`: a text part, which is the answer of a text
 * model; a dialogue model thinks in them, but now and then answers in one.
 */
export type MessagePiece =
  | { is: 'transcript'; text: string }
  | { is: 'sound'; pcm: Buffer }
  | { is: 'written'; text: string }
  | { is: 'calls'; calls: ToolCall[] };

/**
 * The pieces of an answer in a server message. A message is a bag, not a union: text, sound, usage and the end can share
 * a frame. What is marked as a thought isn't a piece.
 */
export const listPieces = ({ serverContent, toolCall }: ServerMessage): MessagePiece[] => {
  const pieces: MessagePiece[] = [];
  // The words of a frame belong to its sound, so they come before it: how much was heard may cut an answer short.
  const spoken = serverContent?.outputTranscription?.text;
  if (spoken) pieces.push({ is: 'transcript', text: spoken });
  for (const part of serverContent?.modelTurn?.parts ?? []) {
    const pcm = soundOf(part);
    if (pcm) pieces.push({ is: 'sound', pcm });
    if (part.text && !part.thought) pieces.push({ is: 'written', text: part.text });
  }
  const calls = readCalls({ toolCall });
  if (calls.length > 0) pieces.push({ is: 'calls', calls });
  return pieces;
};

/** The function calls in a message. One that came without an id has an empty one. */
export const readCalls = ({ toolCall }: Pick<ServerMessage, 'toolCall'>): ToolCall[] =>
  (toolCall?.functionCalls ?? []).map(({ id = '', name = '', args = {} }) => ({ id, name, args }));

/** What a message contains of the input transcript. */
export const readInputTranscript = ({ serverContent }: ServerMessage): string | undefined =>
  serverContent?.inputTranscription?.text;

/** Which language Google heard, as a BCP-47 tag, if it says so beside the words. */
export const readInputLanguage = ({ serverContent }: ServerMessage): string | undefined =>
  serverContent?.inputTranscription?.languageCode || undefined;

/** What a message says that was found on the web. */
export const readFound = ({ serverContent }: Pick<ServerMessage, 'serverContent'>): Grounding | undefined =>
  readGrounding(serverContent?.groundingMetadata);

/** Google's token count in a message of a Live model, if it counts anything; fields that it left out count as zero. */
export const readUsage = ({ usageMetadata: usage = {} }: ServerMessage): TokenUsage | undefined => {
  const { promptTokenCount, responseTokenCount, thoughtsTokenCount, totalTokenCount, toolUsePromptTokenCount } = usage;
  const counts = [promptTokenCount, responseTokenCount, thoughtsTokenCount, totalTokenCount];
  if (counts.every((each) => each === undefined)) return undefined;
  const [prompt = 0, response = 0, thoughts = 0, total = 0] = counts;
  const promptDetails = toModalityCounts(usage.promptTokensDetails);
  const responseDetails = toModalityCounts(usage.responseTokensDetails);
  const free = toolUsePromptTokenCount ?? 0;
  return splitTokens({ prompt, response, thoughts, free, total, promptDetails, responseDetails }, 'live');
};

/**
 * How much notice Google is assumed to give if it doesn't say. Its session management page names 60 s, field reports 50.
 */
const LEFT = 10_000;

/** The length of a protobuf duration such as "50s" or "1.5s", in milliseconds. */
export const parseTimeLeft = (text: unknown): number => {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(String(text)) ?? [];
  return seconds === undefined ? LEFT : Math.min(Number(seconds) * 1_000, 10 * 60_000);
};
