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

/** A file of a reply. `description` is what those hear of it who can't see it. */
export type ReplyFile = { name: string; data: Uint8Array; description?: string };

/** A reply, its files, and the rows of components under it. Where it rewrites a message, the message's old rows go. */
export type CommandReply = {
  content: string;
  rows?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: readonly ReplyFile[];
};

/**
 * How an interaction is acknowledged. `visible` and `private`: everyone, or only the person, sees that a reply is coming.
 * `update`: the message with the component stays, and may be rewritten. `modal`: the form itself is the answer.
 */
export type AcknowledgementKind = 'visible' | 'private' | 'update' | 'modal';

/**
 * What a command or a component does; the dispatcher has acknowledged it. An action that `asks` starts before `ready`, so that
 * its question takes its place in the order of arrival, but the question must not reach the model until `ready` resolves. If
 * it throws at once, the person reads why, and nothing is acknowledged.
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

/** Shows a form. A form can't follow an acknowledgement, so it must be quick: Discord waits three seconds. */
export type ModalAction<I, S> = {
  acknowledge: 'modal';
  asks?: never;
  run(invocation: Invocation<I>, services: S): Promise<APIModalInteractionResponseCallbackData>;
};

/** What components and forms do, by the word after the command's name in their `custom_id`. `*` takes all other words. */
export type Actions<A> = Readonly<Record<string, A>>;

/** An entry in the menu of a member or of a message, as `T` says. */
export type MenuCommand<T extends ApplicationCommandType, I, S> = {
  name: string;
  define(words: CommandWords): Omit<RESTPostAPIContextMenuApplicationCommandsJSONBody, 'name'> & { type: T };
  execute: Action<I, S>;
};

/**
 * Something a person can ask for: its definition for Discord, and what it does. `S` is what commands need from the rest of the
 * program. All errors end in one place: only the person reads a `UserError`; everything else is logged, and the person reads
 * one bland sentence.
 */
export type Command<S> = {
  name: string;
  define(words: CommandWords): Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, 'name'>;
  execute: Action<ChatInputCommandInteraction, S>;
  /** What Discord suggests while a person types an option. */
  autocomplete?(
    invocation: Invocation<AutocompleteInteraction>,
    services: S,
  ): Promise<readonly ApplicationCommandOptionChoiceData[]>;
  userMenus?: readonly MenuCommand<ApplicationCommandType.User, UserContextMenuCommandInteraction, S>[];
  messageMenus?: readonly MenuCommand<ApplicationCommandType.Message, MessageContextMenuCommandInteraction, S>[];
  buttons?: Actions<Action<ButtonInteraction, S>>;
  selects?: Actions<Action<AnySelectMenuInteraction, S>>;
  /** Discord doesn't take a form as the answer to a form. */
  modals?: Actions<Exclude<Action<ModalSubmitInteraction, S>, ModalAction<ModalSubmitInteraction, S>>>;
  /**
   * What a press does as soon as it arrives, before it's acknowledged, and before it's known which process answers it. Every
   * process that gets the press does this. It must be quick, and must not throw.
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
