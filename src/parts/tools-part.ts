import type { Config } from '../config.ts';
import { makeToolRegistry, type ToolRegistry } from '../tools/tool-registry.ts';
import { writeTool } from '../tools/write-tool.ts';

/** The tools that the model has with these settings. */
export const chooseTools = ({ writtenAnswers }: Pick<Config, 'writtenAnswers'>): ToolRegistry =>
  makeToolRegistry(writtenAnswers ? [writeTool] : []);
