/** The longest pause that is believed, in milliseconds. */
const MOST = 60 * 60_000;

const SECONDS = /^(\d+(?:\.\d+)?)s?$/;

const toPause = (text: unknown): number | undefined => {
  const [, seconds] = SECONDS.exec(String(text)) ?? [];
  return seconds === undefined ? undefined : Math.min(Number(seconds) * 1_000, MOST);
};

/**
 * The pause that Google asks for in the details of an error (`google.rpc.RetryInfo`), or else in the header `Retry-After` in
 * seconds (RFC 9110, section 10.2.3), in milliseconds.
 */
export const readPause = (details: readonly unknown[], header?: string | null): number | undefined => {
  for (const detail of details) {
    const delay =
      typeof detail === 'object' && detail !== null && 'retryDelay' in detail ? toPause(detail.retryDelay) : undefined;
    if (delay !== undefined) return delay;
  }
  return toPause(header);
};
