/**
 * How long a test waits for something that must come, in real milliseconds. Nothing but a failing test takes that long, so it's
 * many times what a busy machine needs.
 */
export const TEST_PATIENCE = 30_000;
