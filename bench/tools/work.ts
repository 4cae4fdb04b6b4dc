/** The tool that is measured, and how long it takes, in milliseconds. */
export const NAME = 'work';
export const TOOL_MS = 50;
