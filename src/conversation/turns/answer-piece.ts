import type { ToolCall, WrittenPart } from '../../live/protocol/tool-call.ts';

/**
 * A piece of an answer. `text` was said, `written` has to be seen. Audio is signed 16-bit little-endian PCM, 24 kHz, mono. `heard` is a piece of the question, as
 * the model understood it. `withdrawn`: the asker went on speaking, so the answer up to here is void and another one
 * follows. `slow`: no word has come yet, and people may be told that it takes longer than it should. The question is
 * still `waiting` then, while its files are read, or it was `asked`. `calling`: a function takes its time.
 */
export type AnswerPiece =
  | { is: 'text'; text: string }
  | { is: 'written'; part: WrittenPart }
  | { is: 'audio'; pcm: Buffer }
  | { is: 'tools'; calls: ToolCall[] }
  | { is: 'heard'; text: string }
  | { is: 'withdrawn' }
  | { is: 'slow'; while: 'waiting' | 'asked' | 'calling' };
