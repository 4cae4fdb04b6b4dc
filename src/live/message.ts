import type { LiveServerMessage } from '@google/genai';
import type { Model } from './models.ts';

/** What one answer is written to. A conversation's turn is one; a test may be another. */
export type Answer = {
  addText(delta: string): void;
  /** Signed 16-bit little-endian PCM, 24 kHz, mono. */
  addAudio(pcm: Buffer): void;
  addTools(calls: { id: string; name: string; args: Record<string, unknown> }[]): void;
  /** A piece of what was understood of a spoken question. */
  addHeard(delta: string): void;
  /**
   * The question goes on, so what came of the answer is void; or it is said anew (`all`), so what was understood of it is
   * void as well.
   */
  withdraw(what?: 'answer' | 'all'): void;
  count(usage: { prompt: number; response: number; thoughts: number; total: number }): void;
};

/**
 * Writes what a server message says into `answer`. A message is a bag, not a union: text, sound, usage and the end can
 * share a frame, and unknown fields are passed over. Thoughts are not part of the answer.
 *
 * @returns whether the message held a piece of an answer (text, sound or a tool call).
 */
export const write = (message: LiveServerMessage, model: Model, answer: Answer): boolean => {
  let wrote = false;
  // The words of a frame go with its sound, so they come before it: an answer may be cut short by how much was heard.
  const spoken = message.serverContent?.outputTranscription?.text;
  if (model.output === 'audio' && spoken) {
    answer.addText(spoken);
    wrote = true;
  }
  for (const part of message.serverContent?.modelTurn?.parts ?? []) {
    const { inlineData, text, thought } = part;
    if (inlineData?.data && inlineData.mimeType?.startsWith('audio/')) {
      answer.addAudio(Buffer.from(inlineData.data, 'base64'));
      wrote = true;
    }
    if (model.output === 'text' && text && !thought) {
      answer.addText(text);
      wrote = true;
    }
  }
  const calls = message.toolCall?.functionCalls ?? [];
  if (calls.length > 0) {
    answer.addTools(calls.map(({ id = '', name = '', args = {} }) => ({ id, name, args })));
    wrote = true;
  }
  return wrote;
};

/** What a message says was understood of a spoken question. */
export const heardOf = ({ serverContent }: LiveServerMessage): string | undefined =>
  serverContent?.inputTranscription?.text;

/** Google's token count in a message, if there is one; the fields it left out count as nothing. */
export const usageOf = ({ usageMetadata: usage }: LiveServerMessage) =>
  usage && {
    prompt: usage.promptTokenCount ?? 0,
    response: usage.responseTokenCount ?? 0,
    thoughts: usage.thoughtsTokenCount ?? 0,
    total: usage.totalTokenCount ?? 0,
  };
