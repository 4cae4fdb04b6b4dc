import type { CallControl, Venue } from '../src/calls/contract.ts';
import type { Conversations } from '../src/conversation/conversations.ts';
import type { CommandServices } from '../src/discord/inbound/command-services.ts';
import type { AnswerSounds } from '../src/media/out/answer-sounds.ts';

/** What commands work with: the conversations, the calls, and Discord's side of things. */
export type Services = Pick<
  CommandServices,
  'inWords' | 'mention' | 'readFiles' | 'targets' | 'sendVoice' | 'sendSound' | 'forEveryone'
> & {
  conversations: Pick<Conversations, 'ask' | 'goOn' | 'askAgain' | 'halt' | 'status' | 'reset'>;
  calls: CallControl;
  sounds: Pick<AnswerSounds, 'send' | 'sendWav' | 'share' | 'forget'>;
  venue: Pick<Venue, 'channel' | 'noticeChannel'>;
};
