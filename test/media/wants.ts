import type { Wants } from '../../src/media/bridge/media-protocol.ts';

/** All that a question without other files has room for, with the default settings. */
export const ALL: Wants = { side: 1_000, textBytes: 32_000, pictures: 6, soundMs: 600_000 };

/** A signal that doesn't abort. */
export const NEVER: AbortSignal = new AbortController().signal;
