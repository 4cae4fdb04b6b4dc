import type { CallControl, Venue } from '../src/calls/contract.ts';
import type { Conversations } from '../src/conversation/conversations.ts';
import type { CommandServices } from '../src/discord/inbound/command-services.ts';

/** What commands are made of: the conversations, the calls, and how Discord shows things. */
export type Services = Pick<CommandServices, 'inWords' | 'mention' | 'say'> & {
  conversations: Pick<Conversations, 'ask' | 'goOn' | 'halt' | 'status' | 'reset'>;
  calls: CallControl;
  venue: Pick<Venue, 'channel' | 'place'>;
};
