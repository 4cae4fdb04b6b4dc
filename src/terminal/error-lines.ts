import { UserError } from '../base/errors.ts';
import { GeminiUnreachable } from '../live/connection/connect-patience.ts';
import { DialError } from '../live/connection/dial.ts';
import { explainUnreached } from '../live/connection/preflight.ts';
import { removeControls } from './printable.ts';

/** What to do when Gemini is out of reach, which may be because of any setting on the way. */
const DOCTOR = '`npm run doctor` checks everything on the way to it.';

/**
 * Makes a function that tells an error to the owner, who may know more than a member: the sentence, and in brackets what
 * was behind it. `redact` takes secrets out, because causes hold what libraries and servers say. `baseUrl` is where Gemini
 * is, if it is not at Google's own address.
 */
export const makeExplainer =
  (redact: (text: string) => string, { baseUrl }: { baseUrl?: string | undefined } = {}) =>
  (error: unknown): string =>
    removeControls(redact(spellOut(error, baseUrl)));

const spellOut = (error: unknown, baseUrl: string | undefined): string => {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (error instanceof GeminiUnreachable && cause instanceof DialError) {
    const { wrong, remedy } = explainUnreached(cause, { baseUrl });
    return `${wrong}. ${remedy} ${DOCTOR}`;
  }
  return error instanceof UserError && cause instanceof Error ? `${message} (${cause.message})` : message;
};
