import type { CapView, PlaceView } from '../operator-state.ts';

/** What is shown where there's nothing to show. */
export const DASH = '–';

const COUNT = new Intl.NumberFormat('en');
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const DOLLARS = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 });

export const formatCount = (count: number): string => COUNT.format(Math.round(count));

export const formatDollars = (dollars: number): string => `$${DOLLARS.format(dollars)}`;

/** A duration in milliseconds. */
export const formatTook = (ms: number | null | undefined): string => {
  if (ms === null || ms === undefined) return DASH;
  if (Math.round(ms) < 1_000) return `${Math.round(ms)} ms`;
  // Rounded first: otherwise 59.96 s would become 60.0 s.
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

export const formatMegabytes = (bytes: number): string => `${COUNT.format(Math.round(bytes / 1e6))} MB`;

/** The time of day of a moment in milliseconds since the epoch. */
export const formatTime = (at: number): string => TIME.format(at);

export const formatDateTime = (at: number): string => DATE.format(at);

/** Where something goes on. A thread is called by its channel. */
export const formatPlace = ({ server, channel, isThread }: PlaceView): string => {
  if (server === undefined && channel === undefined) return 'a direct message';
  const where = channel === undefined ? [] : [`${isThread ? 'a thread of ' : ''}#${channel}`];
  return [server ?? 'an unknown server', ...where].join(', ');
};

/** What a cap is about. */
export const formatCapName = ({ whose, place, period }: CapView): string => {
  const owner = whose === 'process' ? 'Everything' : formatPlace(place ?? { isThread: false });
  return `${owner}, ${whose === 'server' ? 'all channels, ' : ''}a ${period}`;
};

export const formatSpent = ({ unit }: CapView, amount: number): string =>
  unit === 'usd' ? formatDollars(amount) : `${formatCount(amount)} tokens`;
