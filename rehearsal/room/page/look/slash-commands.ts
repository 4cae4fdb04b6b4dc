/** A registered command, as Discord returns it (Discord docs, interactions/application-commands). */
export type CommandPayload = {
  id: string;
  name: string;
  /** What it's called in the reader's language, if that's another name. */
  shown?: string;
  /** 1, or missing, for slash commands. */
  type?: number;
  description?: string;
  options?: readonly CommandOption[];
};

/** An option of a command, a subcommand, or a group of those. */
export type CommandOption = {
  type: number;
  name: string;
  /** What it's called in the reader's language, if that's another name. */
  shown?: string;
  description?: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: readonly OptionChoice[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: readonly number[];
  file_types?: readonly string[];
  options?: readonly CommandOption[];
};

/** A fixed choice, or one that the bot suggests. */
export type OptionChoice = { name: string; value: string | number };

/** A command that can be used: `path` is its name with those of the subcommand, such as `settings show`, and `shown` the same as people read it. */
export type SlashCommand = {
  id: string;
  path: string;
  shown: string;
  description: string;
  options: readonly CommandOption[];
};

/** How a command is called, and how that is shown. */
type CommandPath = Pick<SlashCommand, 'path' | 'shown'>;

const SUBCOMMAND = 1;
const GROUP = 2;

/** All slash commands, with each subcommand as one, by their paths. */
export const listSlashCommands = (commands: readonly CommandPayload[]): SlashCommand[] =>
  commands
    .filter(({ type = 1 }) => type === 1)
    .flatMap((command) => listLeaves(command, command.id, { path: command.name, shown: command.shown ?? command.name }))
    .toSorted((one, other) => one.shown.localeCompare(other.shown));

const listLeaves = (
  { description = '', options = [] }: Pick<CommandOption, 'description' | 'options'>,
  id: string,
  { path, shown }: CommandPath,
): SlashCommand[] => {
  const deeper = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (deeper.length === 0) return [{ id, path, shown, description, options }];
  return deeper.flatMap((one) =>
    listLeaves(one, id, { path: `${path} ${one.name}`, shown: `${shown} ${one.shown ?? one.name}` }),
  );
};

/**
 * The commands that what was typed after the slash fits, in the reader's language or in English: first those that begin with it,
 * then those that hold it.
 */
export const findSlashCommands = (commands: readonly SlashCommand[], typed: string): SlashCommand[] => {
  const wanted = typed.trimStart().toLowerCase();
  const begins = ({ path, shown }: SlashCommand) => path.startsWith(wanted) || shown.startsWith(wanted);
  const holds = ({ path, shown }: SlashCommand) => path.includes(wanted) || shown.includes(wanted);
  return [...commands.filter(begins), ...commands.filter((one) => !begins(one) && holds(one))];
};
