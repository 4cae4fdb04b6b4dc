import { type Content, type GenerateContentConfig, ThinkingLevel as Level, type Part } from '@google/genai/web';
import { EAR_RATE } from '../../audio/pcm.ts';
import { toWav } from '../../audio/wave-file.ts';
import { type PastTurn, toHistory } from '../protocol/client-message.ts';
import { SEARCH_RULES } from '../protocol/grounding.ts';
import type { ThinkingLevel } from '../protocol/models.ts';
import { type QuestionParts, toQuestionContent } from '../protocol/question-parts.ts';
import type { QuestionSound } from '../protocol/question-sound.ts';
import type { OpenCallDesk, ToolDeclaration } from '../protocol/tool-call.ts';

/** What a text model is asked with. */
export type TextPlan = {
  model: string;
  instruction: string;
  tools: readonly ToolDeclaration[];
  /** How hard it thinks, if it's of a generation that knows levels. */
  thinking: ThinkingLevel;
  /** Whether it may search the web. */
  search?: boolean;
  /** What answers its calls, if the place has tools of its own. */
  openDesk?: OpenCallDesk;
  /** The JSON Schema of its answer, if that's to be JSON. */
  json?: object;
};

/** A question for a text model with its recordings, which have to fit, and what was said before it. */
export type TextPrompt = {
  plan: TextPlan;
  question: QuestionParts;
  recordings?: readonly QuestionSound[];
  said: readonly PastTurn[];
};

const LEVELS: Record<ThinkingLevel, Level> = { low: Level.LOW, medium: Level.MEDIUM, high: Level.HIGH };

/** The models that know thinking levels; older ones refuse them. */
const KNOWS_LEVELS = /^(?:models\/)?gemini-(?:[3-9]|\d\d)/;

/** A recording as WAV, because the Ogg in Google's list of formats means Vorbis, not Opus. */
const toSoundPart = ({ pcm }: QuestionSound): Part => ({
  inlineData: { mimeType: 'audio/wav', data: toWav(pcm, EAR_RATE).toString('base64') },
});

/** The contents of a request. No model from 3.6 on takes two contents of one role in a row well, so they're joined. */
export const composeContents = ({ said, question, recordings = [] }: TextPrompt): Content[] => {
  const contents: Content[] = [];
  const asked = toQuestionContent(question);
  asked.parts?.push(...recordings.map(toSoundPart));
  for (const { role, parts = [] } of [...toHistory(said), asked]) {
    const last = contents.at(-1);
    if (last && last.role === role) last.parts = [...(last.parts ?? []), ...parts];
    else contents.push({ ...(role && { role }), parts });
  }
  return contents;
};

/**
 * The functions, and Google's search. Beside functions the service wants to show what it searched for, or refuses the
 * request (genkit 4970, ag2 3145).
 */
const equip = (
  functionDeclarations: TextPlan['tools'],
  search: boolean,
): Pick<GenerateContentConfig, 'tools' | 'toolConfig'> => {
  const functions = functionDeclarations.length > 0 ? [{ functionDeclarations: [...functionDeclarations] }] : [];
  if (!search) return functions.length > 0 ? { tools: functions } : {};
  const tools = [...functions, { googleSearch: {} }];
  return functions.length > 0 ? { tools, toolConfig: { includeServerSideToolInvocations: true } } : { tools };
};

/**
 * The rest of a request. The SDK neither continues a broken stream, which would hide the break and bill it again, nor
 * repeats a request, nor calls functions by itself. There are no sampling parameters: from 3.6 on they're refused or
 * ignored (field reports). A `timeout` would limit the whole stream, so there's none.
 */
export const composeConfig = (
  { instruction, tools, thinking, model, search = false, json }: TextPlan,
  abortSignal: AbortSignal,
): GenerateContentConfig => ({
  systemInstruction: search ? `${instruction}\n${SEARCH_RULES}` : instruction,
  ...equip(tools, search),
  ...(KNOWS_LEVELS.test(model) && { thinkingConfig: { thinkingLevel: LEVELS[thinking] } }),
  ...(json && { responseMimeType: 'application/json', responseJsonSchema: json }),
  abortSignal,
  automaticContinuation: false,
  automaticFunctionCalling: { disable: true },
  httpOptions: { retryOptions: { attempts: 1 } },
});
