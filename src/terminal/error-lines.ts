import { UserError } from '../base/errors.ts';
import { OPERATOR_FAULTS, type OperatorFault } from '../base/events.ts';
import { GeminiUnreachable } from '../live/connection/connect-patience.ts';
import { DialError } from '../live/connection/dial.ts';
import { explainRefusal, explainUnreached, type Way } from '../live/connection/preflight.ts';
import type { Say } from '../text/languages.ts';
import type { Text } from '../text/text.ts';
import { removeControls } from './printable.ts';

/** What to do when Gemini is out of reach, which may be because of any setting on the way. */
const DOCTOR = '`npm run doctor` checks everything on the way to it.';

/**
 * Makes a function that tells an error to the owner, who may know more than a member: the sentence, and in brackets what
 * was behind it. A refusal that only they can end is told as a start tells it, with what to do. `redact` takes secrets
 * out, because causes hold what libraries and servers say. `way` is how Gemini is reached.
 */
export const makeExplainer =
  (redact: (text: string) => string, say: Say, way: Way) =>
  (error: unknown): string =>
    removeControls(redact(spellOut(error, say, way)));

const spellOut = (error: unknown, say: Say, way: Way): string => {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (error instanceof GeminiUnreachable && cause instanceof DialError) {
    const { wrong, remedy } = explainUnreached(cause, way);
    return `${wrong}. ${remedy} ${DOCTOR}`;
  }
  if (!(error instanceof UserError)) return message;
  const why = findOwnerFault(error.text);
  if (why) {
    const { wrong, remedy } = explainRefusal(why, way);
    return `${wrong}. ${remedy} ${DOCTOR}`;
  }
  const words = say(timeless(error.text));
  return cause instanceof Error ? `${words} (${cause.message})` : words;
};

/** What only the operator can fix, if the sentence for members sends them to that person. */
const findOwnerFault = ({ code }: Text): OperatorFault | undefined =>
  OPERATOR_FAULTS.find((fault) => code === `owner.${fault}`);

/** A sentence without its moment: a terminal shows Discord's markup for one as it is. */
const timeless = (text: Text): Text => ('at' in text ? ({ ...text, at: undefined } as Text) : text);
