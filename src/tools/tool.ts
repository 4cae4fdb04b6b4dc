import type { ToolAnswer, ToolDeclaration } from '../live/protocol/tool-call.ts';

/**
 * What became of a call. `done`: `says` is told to the model. `refused`: it can't be done, and `why` is told. `mistake`:
 * the arguments make no sense; a model that makes many of these is given up.
 */
export type ToolResult = { is: 'done'; says: Record<string, unknown> } | { is: 'refused' | 'mistake'; why: string };

/** A function that the model may call. */
export type Tool = {
  declaration: ToolDeclaration;
  /** After how many milliseconds the model is told that it took too long. */
  deadline: number;
  /** What the operator's numbers call it, if not by its name. */
  label?: string;
  /**
   * Does what a call asks for. `args` may be anything that a model makes up. `signal` aborts when nobody waits for the
   * result any more. A result that is there at once is told at once, so that speech goes on.
   */
  run(
    args: Record<string, unknown>,
    how: { answer: ToolAnswer; signal: AbortSignal },
  ): ToolResult | Promise<ToolResult>;
};
