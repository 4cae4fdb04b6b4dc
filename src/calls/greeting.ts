import type { Logger } from 'pino';
import { UserError } from '../base/errors.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Call } from './call.ts';
import { toConversationPlace, type Venue } from './contract.ts';

/** What greeting people needs. */
type GreetingMeans = { conversations: Pick<Conversations, 'ask'>; venue: Pick<Venue, 'user'>; log: Logger };

/** What the model is asked to say. The words are the owner's, and are no more than words. */
export const formatGreeting = (greeting: string): string =>
  [
    '(You have just come into the voice channel. Greet the people there with these words, and say nothing else:)',
    `“${greeting}”`,
  ].join('\n');

/**
 * Greets the people of a call that has just begun, in the panel and, if people can hear Parley, aloud. It's nobody's question:
 * the words are those of whoever set them, so no member pays for it, and it's none of their turns. Does nothing where no
 * greeting is set.
 */
export const sayGreeting = (call: Call, { conversations, venue, log }: GreetingMeans): void => {
  const { about, view, room } = call;
  const greeting = room.rules.greeting.replaceAll(/\s+/g, ' ').trim();
  if (greeting === '' || call.over) return;
  void room.say({ code: 'panel.greeting', greeting });
  if (view.speaks !== 'aloud') return;
  const text = formatGreeting(greeting);
  try {
    // Only a Live session speaks, so the greeting is asked for as a voice message is. Caps are looked at before it's asked.
    conversations.ask(toConversationPlace(about), { person: venue.user, text, voice: 'message', unasked: true });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.info({ event: 'call.not_greeted', err: error }, 'a greeting could not be said');
  }
};
