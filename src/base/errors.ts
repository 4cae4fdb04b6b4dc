/**
 * Something the person who asked can understand and act on: what happened, and what to do next. Its message is shown
 * as it is, so it never holds a token, a key or another person's words. Every other error is logged with its cause and
 * told in one bland sentence.
 */
export class UserError extends Error {
  override name = 'UserError';
  /** When it is worth trying again, in milliseconds since the epoch, where that is known; the message then leaves it out. */
  readonly retryAt: number | undefined;

  constructor(message: string, { retryAt, ...options }: ErrorOptions & { retryAt?: number | undefined } = {}) {
    super(message, options);
    this.retryAt = retryAt;
  }
}

/** Parley cannot run as it is set up, and only its owner can change that. The message says what is wrong and what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** What a person reads about an error that is not theirs to understand. */
export const BLAND = 'Something went wrong on my side. Please try again in a moment.';

/** What a person in Discord may read about `error`: one sentence, and a second one if it is known when to try again. */
export const explainToPerson = (error: unknown): string => {
  if (!(error instanceof UserError)) return BLAND;
  if (error.retryAt === undefined) return error.message;
  // Discord shows this in the reader's own time zone. It is read later, too, so it must not sound wrong by then.
  const seconds = Math.ceil(error.retryAt / 1_000);
  return `${error.message} Please try again after <t:${seconds}:t> (<t:${seconds}:R>).`;
};

/** A proxy that lets nothing through. It says so itself, for whatever was to be reached behind it is not to blame. */
export class ProxyError extends Error {
  override name = 'ProxyError';
  /** What an operator can do about it. */
  readonly remedy: string;
  /** With which it refuses, if it answers at all. */
  readonly status: number | undefined;

  constructor(message: string, { remedy, status, cause }: { remedy: string; status?: number; cause?: unknown }) {
    super(message, { cause });
    this.remedy = remedy;
    this.status = status;
  }
}

/** The proxy's fault in an error or behind it, if it is one. Libraries wrap what happens to their connections. */
export const findProxyError = (error: unknown): ProxyError | undefined => {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof ProxyError) return one;
  return undefined;
};
