import type { ToolCall } from '../../live/protocol/server-message.ts';

/**
 * A piece of an answer. Audio is signed 16-bit little-endian PCM, 24 kHz, mono. `heard` is a piece of the question, as
 * the model understood it. `withdrawn`: the asker went on speaking, so the answer up to here is void and another one
 * follows. `slow`: no word has come yet, and people may be told that it takes longer than it should.
 */
export type AnswerPiece =
  | { is: 'text'; text: string }
  | { is: 'audio'; pcm: Buffer }
  | { is: 'tools'; calls: ToolCall[] }
  | { is: 'heard'; text: string }
  | { is: 'withdrawn' }
  | { is: 'slow' };
