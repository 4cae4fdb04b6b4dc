import type { Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import { type Buttons, makeAgreeRow } from '../outbound/answer-buttons.ts';

/** The buttons under a refusal with which the person can do something about it at once; usually none. */
export const makeRefusalButtons = ({ code }: Text, say: Say): Buttons | undefined =>
  code === 'agreement.ask' ? makeAgreeRow(say) : undefined;
