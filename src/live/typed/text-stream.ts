import type { GenerateContentResponse, Part } from '@google/genai/web';
import type { TokenUsage } from '../protocol/server-message.ts';
import type { ToolCall } from '../protocol/tool-call.ts';

/** What one chunk of a stream contains. `parts` are as they came, because they have to be sent back unchanged. */
export type TextChunk = {
  parts: Part[];
  /** The words of the answer, without thoughts. */
  text: string;
  calls: ToolCall[];
  /** Google's count of this request so far. */
  usage?: TokenUsage;
  /** Why the answer ended, in the terms of `explainFinishReason`; `STOP` if it's whole. */
  finish?: string;
};

const count = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);

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
  const finish = promptFeedback?.blockReason ? `INPUT_${promptFeedback.blockReason}` : candidate?.finishReason;
  return {
    parts,
    text: parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join(''),
    calls,
    ...(usageMetadata && {
      usage: {
        prompt: count(usageMetadata.promptTokenCount),
        response: count(usageMetadata.candidatesTokenCount),
        thoughts: count(usageMetadata.thoughtsTokenCount),
        total: count(usageMetadata.totalTokenCount),
      },
    }),
    ...(finish && { finish }),
  };
};

/** The sum of two counts. */
export const addUsage = (one: TokenUsage, other: TokenUsage): TokenUsage => ({
  prompt: one.prompt + other.prompt,
  response: one.response + other.response,
  thoughts: one.thoughts + other.thoughts,
  total: one.total + other.total,
});

/** No tokens. */
export const NO_USAGE: TokenUsage = { prompt: 0, response: 0, thoughts: 0, total: 0 };
