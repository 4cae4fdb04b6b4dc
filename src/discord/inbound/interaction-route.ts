import type { APIModalInteractionResponseCallbackData, RepliableInteraction } from 'discord.js';
import type { InboundKind } from '../../base/inbound.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { AcknowledgementKind, Action, Actions, Command, CommandReply, Invocation } from './command.ts';

/** An action and the interaction that it is for. */
export type RoutedAction<S> = {
  acknowledge: AcknowledgementKind;
  asks: boolean;
  run(
    invocation: Omit<Invocation<unknown>, 'interaction'>,
    services: S,
  ): Turn | Promise<Turn | CommandReply | APIModalInteractionResponseCallbackData | undefined>;
};

/** What an interaction means: its kind, the values it carries, and the action for it, if there is one. */
export type InteractionRoute<S> = { kind: InboundKind; values: readonly string[]; action: RoutedAction<S> | undefined };

/** The command with this name, or whose name this `custom_id` begins with. */
export const selectCommand = <S>(commands: readonly Command<S>[], id: string): Command<S> | undefined =>
  commands.find(({ name }) => name === id.split(':')[0]);

/** What an interaction means that can be replied to. Each kind has its own branch. */
export const findRoute = <S>(
  interaction: RepliableInteraction,
  commands: readonly Command<S>[],
): InteractionRoute<S> | undefined => {
  if (interaction.isButton()) return routeById('button', interaction, commands, ({ buttons }) => buttons);
  if (interaction.isAnySelectMenu()) return routeById('select', interaction, commands, ({ selects }) => selects);
  if (interaction.isModalSubmit()) return routeById('modal', interaction, commands, ({ modals }) => modals);
  const { commandName: command } = interaction;
  if (interaction.isUserContextMenuCommand()) {
    const menu = commands.flatMap(({ userMenus = [] }) => userMenus).find(({ name }) => name === command);
    return { kind: { is: 'user menu', command }, values: [], action: bind(menu?.execute, interaction) };
  }
  if (interaction.isMessageContextMenuCommand()) {
    const menu = commands.flatMap(({ messageMenus = [] }) => messageMenus).find(({ name }) => name === command);
    return { kind: { is: 'message menu', command }, values: [], action: bind(menu?.execute, interaction) };
  }
  if (!interaction.isChatInputCommand()) return undefined;
  const action = bind(selectCommand(commands, command)?.execute, interaction);
  return { kind: { is: 'slash', command }, values: [], action };
};

/** What a component or form means: `command:action:value`, or `command:value` if the command has an action for every word. */
const routeById = <I extends { customId: string }, S>(
  is: 'button' | 'select' | 'modal',
  interaction: I,
  commands: readonly Command<S>[],
  choose: (command: Command<S>) => Actions<Action<I, S>> | undefined,
): InteractionRoute<S> => {
  const [name = '', ...values] = interaction.customId.split(':');
  const [word = ''] = values;
  const command = selectCommand(commands, name);
  const actions = (command && choose(command)) ?? {};
  // A client can send any word, even one that every object has, such as `constructor`.
  const isNamed = Object.hasOwn(actions, word);
  return {
    kind: { is, command: name, action: word },
    values: isNamed ? values.slice(1) : values,
    action: bind(isNamed ? actions[word] : actions['*'], interaction),
  };
};

const bind = <I, S>(action: Action<I, S> | undefined, interaction: I): RoutedAction<S> | undefined =>
  action && {
    acknowledge: action.acknowledge,
    asks: action.asks ?? false,
    run: (invocation, services) => action.run({ ...invocation, interaction }, services),
  };
