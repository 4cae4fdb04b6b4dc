/**
 * What a command is called in a language, whose `words` these are, by its English name in small letters, which settings keep. What is in a
 * menu is called what its description says. One that this version doesn't know keeps its name.
 */
export const nameCommand = (name: string, words: Readonly<Record<string, unknown>>): string => {
  const menu = name === 'ask about this' ? words['command.ask-about'] : undefined;
  if (typeof menu === 'string') return menu;
  const word = words[`name.${name}`];
  return typeof word === 'string' ? word : name;
};

/** What several are called. */
export const nameCommands = (names: readonly string[], words: Readonly<Record<string, unknown>>): string[] =>
  names.map((name) => nameCommand(name, words));
