import type { CallControl, Venue } from '../src/calls/contract.ts';
import type { Conversations } from '../src/conversation/conversations.ts';
import type { CommandServices } from '../src/discord/inbound/command-services.ts';

/** What commands work with: the conversations, the calls, and Discord's side of things. */
export type Services = Pick<CommandServices, 'inWords' | 'mention' | 'readFiles' | 'targets'> & {
  conversations: Pick<Conversations, 'ask' | 'goOn' | 'halt' | 'status' | 'reset'>;
  calls: CallControl;
  venue: Pick<Venue, 'channel' | 'noticeChannel'>;
};
