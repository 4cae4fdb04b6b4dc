import { ConfigError } from '../base/errors.ts';
import { type Config, findProblems, readConfig } from '../config.ts';

type Environment = Record<string, string | undefined>;

/**
 * Stand-ins for settings whose default is missing, or doesn't go with all values of others. They're never used, because
 * nothing that needs such a setting is run.
 */
const STAND_INS: Environment = { DISCORD_TOKEN: 'missing', GEMINI_API_KEY: 'missing', SEED_TOKENS: '2000' };

/** One setting that is missing or wrong: its name, what is wrong with it, and how to fix it. */
export type Problem = { setting: string; message: string };

/** The settings as far as they're right. For those that `findProblems` names, `config` has the default or a stand-in. */
export type Survey = { config: Config; problems: Problem[] };

/** Reads the settings in `environment`, even if some are wrong, because a terminal program needs only a few of them. */
export const surveySettings = (environment: Environment): Survey => {
  return { config: readConfig(replaceWrong(environment)), problems: findProblems(environment).map(problem) };
};

/** Replaces what is wrong, and then what no longer goes with it. */
const replaceWrong = (environment: Environment): Environment => {
  const found = findProblems(environment).map(problem);
  if (found.length === 0) return environment;
  const instead = found.map(({ setting }) => [setting, STAND_INS[setting]]);
  return replaceWrong({ ...environment, ...Object.fromEntries(instead) });
};

const problem = (text: string): Problem => {
  const [setting = ''] = text.split(' ', 1);
  return { setting, message: text.slice(setting.length + 1) };
};

/**
 * The settings for a program that needs only those in `names`. Mistakes in others don't matter to it.
 *
 * @throws ConfigError that names what is wrong with the ones it needs.
 */
export const readNeededSettings = (names: readonly string[], environment: Environment): Config => {
  const { config, problems: found } = surveySettings(environment);
  const wrong = found.filter(({ setting }) => names.includes(setting));
  if (wrong.length === 0) return config;
  const lines = wrong.map(({ setting, message }) => `  ${setting} ${message}.`);
  throw new ConfigError(['Fix these settings (in the environment, or in the file .env):', ...lines].join('\n'));
};
