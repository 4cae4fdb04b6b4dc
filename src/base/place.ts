/**
 * Where something is said, by Discord's ids: `server` is none in a direct message, and `parent` is the channel of a thread,
 * where that is known.
 */
export type Place = { server: string | undefined; channel: string; parent: string | undefined };
