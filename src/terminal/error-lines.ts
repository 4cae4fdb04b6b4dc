import { UserError } from '../base/errors.ts';
import { GeminiUnreachable } from '../live/connection/connect-patience.ts';
import { DialError } from '../live/connection/dial.ts';
import { explainUnreached } from '../live/connection/preflight.ts';
import type { Say } from '../text/languages.ts';
import type { Text } from '../text/text.ts';
import { removeControls } from './printable.ts';

/** What to do when Gemini is out of reach, which may be because of any setting on the way. */
const DOCTOR = '`npm run doctor` checks everything on the way to it.';

/**
 * Makes a function that tells an error to the owner, who may know more than a member: the sentence, and in brackets what
 * was behind it. `redact` takes secrets out, because causes hold what libraries and servers say. `baseUrl` is where Gemini
 * is, if it is not at Google's own address.
 */
export const makeExplainer =
  (redact: (text: string) => string, { say, baseUrl }: { say: Say; baseUrl?: string | undefined }) =>
  (error: unknown): string =>
    removeControls(redact(spellOut(error, say, baseUrl)));

const spellOut = (error: unknown, say: Say, baseUrl: string | undefined): string => {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (error instanceof GeminiUnreachable && cause instanceof DialError) {
    const { wrong, remedy } = explainUnreached(cause, { baseUrl });
    return `${wrong}. ${remedy} ${DOCTOR}`;
  }
  if (!(error instanceof UserError)) return message;
  const words = say(timeless(error.text));
  return cause instanceof Error ? `${words} (${cause.message})` : words;
};

/** A sentence without its moment: a terminal shows Discord's markup for one as it is. */
const timeless = (text: Text): Text => ('at' in text ? ({ ...text, at: undefined } as Text) : text);
