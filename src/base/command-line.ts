import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The exit code for invalid arguments, as most programs have it. */
export const EXIT_USAGE = 2;

/**
 * Reads the options of this process's command line. Ends the process after `--help`, which has to be among `options`,
 * and after invalid arguments. `usage` says how to use the program.
 */
export const readArguments = <Options extends ParseArgsOptionsConfig>(options: Options, usage: string) =>
  readOrEnd(() => parseArgs({ options, strict: true, allowPositionals: false }), usage).values;

/** Like {@link readArguments}, for a program that takes words without a name, too. */
export const readCommandLine = <Options extends ParseArgsOptionsConfig>(options: Options, usage: string) =>
  readOrEnd(() => parseArgs({ options, strict: true, allowPositionals: true }), usage);

const readOrEnd = <Found extends { values: object }>(read: () => Found, usage: string): Found => {
  try {
    const found = read();
    if (!('help' in found.values)) return found;
    console.log(usage);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    endWrongly(error.message, usage);
  }
  process.exit(0);
};

/** Says what is wrong with the arguments and how to use the program, and ends the process. */
export const endWrongly = (what: string, usage: string): never => {
  console.error(`${what}\n\n${usage}`);
  process.exit(EXIT_USAGE);
};
