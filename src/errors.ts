/**
 * Something the person who asked can understand and act on: what happened, and what to do next. Its message is shown
 * as it is, so it never holds a token, a key or another person's words. Every other error is logged with its cause and
 * told in one bland sentence.
 */
export class UserError extends Error {
  override name = 'UserError';
  /** When it makes sense to try again, in milliseconds since the epoch. */
  readonly retryAt: number | undefined;

  constructor(message: string, { retryAt, ...options }: ErrorOptions & { retryAt?: number | undefined } = {}) {
    super(message, options);
    this.retryAt = retryAt;
  }
}

/** A part of the answer is there and stays, but the rest will not come. */
export class Broken extends UserError {
  override name = 'Broken';
}

/** What a person reads about an error that is not theirs to understand. */
export const BLAND = 'Something went wrong on my side. Please try again in a moment.';

/** The one sentence about `error` that a person may read. */
export const told = (error: unknown): string => (error instanceof UserError ? error.message : BLAND);
