import type {
  AnySelectMenuInteraction,
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionChoiceData,
  ApplicationCommandType,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Inbound } from '../../base/inbound.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { CommandWords, Say } from '../../text/languages.ts';

/**
 * One use of a command. `values` are the parts of a `custom_id` after the command and the action. `ready` resolves once
 * Discord has taken the acknowledgement and every stage has let the person pass; it rejects if that does not happen. `say`
 * is for the reply: it speaks the server's language where everyone sees the reply, and the person's where only they do.
 */
export type Invocation<I> = {
  inbound: Inbound;
  interaction: I;
  values: readonly string[];
  ready: Promise<unknown>;
  say: Say;
};

/** What a person reads as the reply, and rows of components under it. Where a message is rewritten, its old rows go. */
export type CommandReply = {
  content: string;
  rows?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
};

/**
 * How Discord is told that something came. `visible` and `private`: a reply is on its way that everybody sees, or the person
 * alone. `update`: the message with the component stays, and may be rewritten. `modal`: the form itself is the answer.
 */
export type AcknowledgementKind = 'visible' | 'private' | 'update' | 'modal';

/**
 * What is done, which needs no acknowledgement of its own. An action that `asks` runs before `ready`, to take its place in
 * the order of arrival, and has to ask nothing until then; what it throws at once is told before anything is acknowledged.
 */
export type Action<I, S> =
  | {
      acknowledge: 'visible' | 'private' | 'update';
      asks?: never;
      run(invocation: Invocation<I>, services: S): Promise<CommandReply | undefined>;
    }
  | {
      acknowledge: 'visible' | 'private' | 'update';
      asks: true;
      run(invocation: Invocation<I>, services: S): Turn | Promise<Turn>;
    }
  | ModalAction<I, S>;

/** Shows a form. Nothing can be acknowledged before it, so it must be quick: Discord waits three seconds. */
export type ModalAction<I, S> = {
  acknowledge: 'modal';
  asks?: never;
  run(invocation: Invocation<I>, services: S): Promise<APIModalInteractionResponseCallbackData>;
};

/** What components and forms do, by the word after the command's name in their `custom_id`; `*` takes every other one. */
export type Actions<A> = Readonly<Record<string, A>>;

/** An entry in the menu of a member or of a message; `T` is which. */
export type MenuCommand<T extends ApplicationCommandType, I, S> = {
  name: string;
  define(words: CommandWords): Omit<RESTPostAPIContextMenuApplicationCommandsJSONBody, 'name'> & { type: T };
  execute: Action<I, S>;
};

/**
 * Something a person can ask for: what Discord is told about it, and what it does. `S` is what commands need of the rest of
 * the program. Whatever it throws ends in one place: a `UserError` is told to the person alone, everything else is logged
 * and told in one bland sentence.
 */
export type Command<S> = {
  name: string;
  define(words: CommandWords): Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, 'name'>;
  execute: Action<ChatInputCommandInteraction, S>;
  /** What Discord suggests while somebody writes an option. */
  autocomplete?(
    invocation: Invocation<AutocompleteInteraction>,
    services: S,
  ): Promise<readonly ApplicationCommandOptionChoiceData[]>;
  userMenus?: readonly MenuCommand<ApplicationCommandType.User, UserContextMenuCommandInteraction, S>[];
  messageMenus?: readonly MenuCommand<ApplicationCommandType.Message, MessageContextMenuCommandInteraction, S>[];
  buttons?: Actions<Action<ButtonInteraction, S>>;
  selects?: Actions<Action<AnySelectMenuInteraction, S>>;
  /** Discord takes no form as the answer to a form. */
  modals?: Actions<Exclude<Action<ModalSubmitInteraction, S>, ModalAction<ModalSubmitInteraction, S>>>;
  /**
   * What a press does in the moment in which it arrives, before Discord has acknowledged it and before it is known which
   * process answers it. Every process that hears of it does this; it must be quick, and must not throw.
   */
  heed?(interaction: ButtonInteraction, services: S): void;
};

/** What Discord is told about a command and its menus, in every language. */
export const defineCommand = <S>(
  { name, define, userMenus = [], messageMenus = [] }: Command<S>,
  words: CommandWords,
): RESTPostAPIApplicationCommandsJSONBody[] => [
  { ...define(words), name },
  ...[...userMenus, ...messageMenus].map((menu) => ({ ...menu.define(words), name: menu.name })),
];
