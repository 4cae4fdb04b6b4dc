/**
 * Where something is said, by Discord's ids. In a direct message there's no `server`. `parent` is the channel that a thread
 * belongs to, if that's known.
 */
export type Place = { server: string | undefined; channel: string; parent: string | undefined };

/**
 * The home of a place, which is what a process claims: its server or, for a direct message, the channel itself. Discord
 * distributes its events by server, and a server allows only one call.
 */
export const findHome = ({ server, channel }: Pick<Place, 'server' | 'channel'>): string => server ?? channel;

/** The place of a channel of which only its home is known, as in the notes that a process leaves behind. */
export const toPlace = (home: string, channel: string): Place => ({
  server: home === channel ? undefined : home,
  channel,
  parent: undefined,
});
