import type { Text } from '../text/text.ts';

/**
 * Something the person who asked can understand and act on: what happened, and what to do next. It carries a {@link Text},
 * which is rendered in the reader's language where it is shown. Its values never hold a token, a key or another person's
 * words, except for the name of a file, which is escaped when it's shown. Every other error is logged with its cause and told in one bland sentence.
 */
export class UserError extends Error {
  override name = 'UserError';
  readonly text: Text;

  /** The message, which ends up in logs, is the sentence's code. */
  constructor(text: Text, options?: ErrorOptions) {
    super(text.code, options);
    this.text = text;
  }
}

/**
 * Parley can't run with its settings, and only its operator can change that. The message says what is wrong and what to
 * do.
 */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Parley can't start now, but another start may succeed. The message says what is wrong and what to do. */
export class StartError extends Error {
  override name = 'StartError';
}

/** What a person may read about an error: what it says to them, or that something went wrong. */
export const toText = (error: unknown): Text => (error instanceof UserError ? error.text : { code: 'asking.failed' });

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
