/**
 * Where something is said, by Discord's ids: `server` is none in a direct message, and `parent` is the channel of a thread,
 * where that is known.
 */
export type Place = { server: string | undefined; channel: string; parent: string | undefined };

/**
 * The home whose claim covers a place: its server, or in a direct message the channel itself. Discord deals out its work by
 * server, and a server allows only one call.
 */
export const findHome = ({ server, channel }: Pick<Place, 'server' | 'channel'>): string => server ?? channel;

/** A channel of a home, of which nothing else is known: so the notes that a process leaves name their channels. */
export const toPlace = (home: string, channel: string): Place => ({
  server: home === channel ? undefined : home,
  channel,
  parent: undefined,
});
