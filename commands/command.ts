import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { CallControl, Venue } from '../src/calls/contract.ts';
import type { Conversations } from '../src/conversation/conversations.ts';
import type { Turn } from '../src/conversation/turns/turn.ts';

/** What commands are made of: the conversations, the calls, and how Discord shows things. */
export type Services = {
  conversations: Pick<Conversations, 'ask' | 'goOn' | 'halt' | 'status' | 'reset'>;
  /**
   * Shows a turn's answer as the reply to a deferred command, or below the message of a button whose press was
   * acknowledged. Resolves when it is all there; never rejects.
   */
  answer(interaction: ChatInputCommandInteraction | ButtonInteraction, turn: Turn): Promise<void>;
  /** Acknowledges a command; should this process die before it has answered, the next one says so. */
  defer(interaction: ChatInputCommandInteraction): Promise<void>;
  /** What somebody wrote, with everything that they refer to by id told by the name that they see of it. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction, text: string): Promise<string>;
  /** A command as people can click on it in a message. */
  mention(command: string): string;
  calls: CallControl;
  venue: Pick<Venue, 'channel' | 'place'>;
};

/**
 * Something a person can ask for: what Discord is told about it, and what it does. Whatever it throws ends in one place: a
 * `UserError` is told to the person alone, everything else is logged and told in one bland sentence.
 */
export type Command = {
  data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  execute(interaction: ChatInputCommandInteraction, services: Services): Promise<void>;
  /**
   * A press on a button whose `custom_id` begins with the command's name and a colon. Resolves when it is taken, for until
   * then no other press of the same person is; an answer goes on.
   */
  press?(interaction: ButtonInteraction, services: Services): Promise<void>;
  /**
   * What a press does in the moment in which it arrives, before Discord has acknowledged it and before it is known which
   * process answers it. Every process that hears of it does this; it must be quick, and must not throw.
   */
  heed?(interaction: ButtonInteraction, services: Services): void;
};
