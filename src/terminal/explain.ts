import { UserError } from '../errors.ts';
import { printable } from './printable.ts';

/**
 * Makes a function that tells an error to the owner, who may know more than a member: the sentence, and in brackets what
 * was behind it. `redact` takes secrets out, because causes hold what libraries and servers say.
 */
export const explainer =
  (redact: (text: string) => string) =>
  (error: unknown): string => {
    const cause = error instanceof UserError ? error.cause : undefined;
    const behind = cause instanceof Error ? ` (${cause.message})` : '';
    return printable(redact(`${error instanceof Error ? error.message : String(error)}${behind}`));
  };
