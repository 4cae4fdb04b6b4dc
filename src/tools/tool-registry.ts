import type { ToolDeclaration } from '../live/protocol/tool-call.ts';
import type { Tool } from './tool.ts';

/** The tools that a model has: what it's told of them, and how each is found by its name. */
export type ToolRegistry = {
  declarations: readonly ToolDeclaration[];
  find(name: string): Tool | undefined;
};

/** @throws an error if two tools have one name, because Google refuses such a setup. */
export const makeToolRegistry = (tools: readonly Tool[]): ToolRegistry => {
  const known = new Map(tools.map((tool) => [tool.declaration.name, tool]));
  if (known.size < tools.length) throw new Error('two tools have one name');
  return { declarations: tools.map(({ declaration }) => declaration), find: (name) => known.get(name) };
};
