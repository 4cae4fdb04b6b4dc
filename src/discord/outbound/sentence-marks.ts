import type { Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';

/** A sentence about something that went wrong, with a sign that makes it stand out. */
export const markWarning = (text: Text, say: Say): string => `⚠️ ${say(text)}`;

/** A sentence in Discord's small print. */
export const markSmall = (text: Text, say: Say): string => `-# ${say(text)}`;
