import type { GenerateContentResponse, Part } from '@google/genai/web';
import { type Grounding, parseGrounding, readGrounding } from '../protocol/grounding.ts';
import { countOf, splitTokens, type TokenUsage, toModalityCounts } from '../protocol/token-kinds.ts';
import type { ToolCall } from '../protocol/tool-call.ts';

/** What one chunk of a stream contains. `parts` are as they came, because they have to be sent back unchanged. */
export type TextChunk = {
  parts: Part[];
  /** The words of the answer, without thoughts. */
  text: string;
  calls: ToolCall[];
  /** What was found on the web. */
  found?: Grounding;
  /** Google's count of this request so far, without its searches. */
  usage?: TokenUsage;
  /** Why the answer ended, in the terms of `explainFinishReason`; `STOP` if it's whole. */
  finish?: string;
};

/**
 * Reads a chunk. A call without an id, or with an empty one, gets one: its result needs it, and only has to match.
 *
 * @param before how many calls came before in this answer
 */
export const readChunk = (
  { candidates, promptFeedback, usageMetadata }: GenerateContentResponse,
  before: number,
): TextChunk => {
  const [candidate] = candidates ?? [];
  const calls: ToolCall[] = [];
  const parts = (candidate?.content?.parts ?? []).map((part) => {
    const { functionCall } = part;
    if (!functionCall?.name) return part;
    const { name, args = {} } = functionCall;
    const id = functionCall.id || `call-${before + calls.length + 1}`;
    calls.push({ id, name, args });
    return { ...part, functionCall: { ...functionCall, id } };
  });
  const found = readGrounding(parseGrounding(candidate?.groundingMetadata));
  const finish = promptFeedback?.blockReason ? `INPUT_${promptFeedback.blockReason}` : candidate?.finishReason;
  return {
    parts,
    text: parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join(''),
    calls,
    ...(found && { found }),
    ...(usageMetadata && { usage: readCount(usageMetadata) }),
    ...(finish && { finish }),
  };
};

type Metadata = NonNullable<GenerateContentResponse['usageMetadata']>;

const readCount = (usage: Metadata): TokenUsage =>
  splitTokens(
    {
      prompt: countOf(usage.promptTokenCount),
      response: countOf(usage.candidatesTokenCount),
      thoughts: countOf(usage.thoughtsTokenCount),
      free: countOf(usage.toolUsePromptTokenCount),
      total: countOf(usage.totalTokenCount),
      promptDetails: toModalityCounts(usage.promptTokensDetails),
      responseDetails: toModalityCounts(usage.candidatesTokensDetails),
    },
    'text',
  );
