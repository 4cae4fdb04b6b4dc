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

/**
 * Parley can't run with its settings, and only its operator can change that. The message says what is wrong and what to
 * do.
 */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** What people read about an error that isn't theirs to understand. */
export const BLAND = 'Something went wrong on my side. Please try again in a moment.';

/** What a person in Discord may read about `error`: one sentence, and a second one if it's known when to try again. */
export const explainToPerson = (error: unknown): string => {
  if (!(error instanceof UserError)) return BLAND;
  if (error.retryAt === undefined) return error.message;
  // Discord shows this in the reader's own time zone. People may read it later, so it must not sound wrong by then.
  const seconds = Math.ceil(error.retryAt / 1_000);
  return `${error.message} Please try again after <t:${seconds}:t> (<t:${seconds}:R>).`;
};

/** A proxy that lets nothing through. It has an error of its own, because the server behind it isn't to blame. */
export class ProxyError extends Error {
  override name = 'ProxyError';
  /** What an operator can do about it. */
  readonly remedy: string;
  /** The status of its refusal, if it answers at all. */
  readonly status: number | undefined;

  constructor(message: string, { remedy, status, cause }: { remedy: string; status?: number; cause?: unknown }) {
    super(message, { cause });
    this.remedy = remedy;
    this.status = status;
  }
}

/** The proxy's error, if `error` is one or was caused by one. Libraries wrap the errors of their connections. */
export const findProxyError = (error: unknown): ProxyError | undefined => {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof ProxyError) return one;
  return undefined;
};
