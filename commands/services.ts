import type { ChatInputCommandInteraction } from 'discord.js';
import type { CallControl, Venue } from '../src/calls/contract.ts';
import type { Conversations } from '../src/conversation/conversations.ts';
import type { Say } from '../src/text/languages.ts';

/** What commands are made of: the conversations, the calls, and how Discord shows things. */
export type Services = {
  conversations: Pick<Conversations, 'ask' | 'goOn' | 'halt' | 'status' | 'reset'>;
  /** What somebody wrote, with everything that they refer to by id told by the name that they see of it. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction, text: string): Promise<string>;
  /** A command as people can click on it in a message. */
  mention(command: string): string;
  /** Says sentences in the language of somebody with this locale. */
  say(locale: string | undefined): Say;
  calls: CallControl;
  venue: Pick<Venue, 'channel' | 'place'>;
};
