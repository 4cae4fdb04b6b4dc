import { ConfigError } from '../base/errors.ts';
import { type Config, findProblems, readConfig } from '../config.ts';

type Environment = Record<string, string | undefined>;

/** Stand-ins for settings that have no default; they are never used, because what needs such a setting is not run. */
const STAND_INS: Environment = { DISCORD_TOKEN: 'missing', GEMINI_API_KEY: 'missing' };

/** One setting that is missing or wrong: its name, and what is wrong with it and how to mend that. */
export type Problem = { setting: string; message: string };

/** The settings as far as they are right. Where `findProblems` names one, `config` holds its default or a stand-in. */
export type Survey = { config: Config; problems: Problem[] };

/** Reads the settings in `environment` however wrong they are: a terminal program needs only some of them. */
export const surveySettings = (environment: Environment): Survey => {
  const found = findProblems(environment).map(problem);
  const instead = found.map(({ setting }) => [setting, STAND_INS[setting]]);
  return { config: readConfig({ ...environment, ...Object.fromEntries(instead) }), problems: found };
};

const problem = (text: string): Problem => {
  const [setting = ''] = text.split(' ', 1);
  return { setting, message: text.slice(setting.length + 1) };
};

/**
 * The settings for a program that needs only those in `names`; whatever is wrong with others is no problem of its.
 *
 * @throws ConfigError that names what is wrong with the ones it needs.
 */
export const readNeededSettings = (names: readonly string[], environment: Environment): Config => {
  const { config, problems: found } = surveySettings(environment);
  const wrong = found.filter(({ setting }) => names.includes(setting));
  if (wrong.length === 0) return config;
  const lines = wrong.map(({ setting, message }) => `  ${setting} ${message}.`);
  throw new ConfigError(['Some settings (in the environment, or in the file .env) are wrong:', ...lines].join('\n'));
};
