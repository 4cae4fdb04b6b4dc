import type { Place } from '../src/base/place.ts';

/** A place: a channel, and where a test says so, its server and the channel that the thread is in. */
export const at = (channel: string, server?: string, parent?: string): Place => ({ server, channel, parent });
