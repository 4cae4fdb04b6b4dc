import { BoundedMap } from '../base/bounded-map.ts';
import type { Place } from '../base/place.ts';
import type { Config } from '../config.ts';
import { composeInstruction } from '../conversation/system-instruction.ts';
import type { Setup, SetupExtra } from '../live/protocol/setup.ts';
import type { ResolvedSettings } from '../settings/resolve.ts';
import type { SettingKey } from '../settings/setting-table.ts';
import type { Settings } from '../settings/settings.ts';
import type { PlaceTools } from '../tools/place-tools.ts';
import { chooseCommonTools } from './tools-part.ts';

/** What a session is opened with if nobody has set anything, not even the operator. */
export const makeBareSetup = (config: Config): Setup => {
  const { geminiModel: model, thinkingLevel: thinking, turns, contextTokens, writtenAnswers: writes } = config;
  return {
    model,
    thinking,
    instruction: composeInstruction({ writes }),
    activity: turns.turnEnd === 'server' ? 'server' : 'ours',
    contextTokens,
    tools: chooseCommonTools(config).map(({ declaration }) => declaration),
  };
};

/** What sessions are opened with: `bare` without any settings, and in each place by those in force there. */
export type PlaceSetups = { bare: Setup; find(place: Place): Promise<Setup> };

/** Servers may give the bot nicknames, and tools may come and go; they share settings all the same. */
const MOST_NICKS = 256;

type PlaceSetupMeans = {
  settings: Pick<Settings, 'of'>;
  /** What the bot is called on Discord, in a server too. */
  listOwnNames(server: string | undefined): readonly string[];
  /** The tools of each place. */
  tools: Pick<PlaceTools, 'declare' | 'prepare'>;
};

/**
 * Makes the setups of places. There's one for each object of settings, which many places share, and each nickname and set of tools
 * there: what follows from a setup is worked out once for each object.
 */
export const makePlaceSetups = (config: Config, { settings, listOwnNames, tools }: PlaceSetupMeans): PlaceSetups => {
  const bare = makeBareSetup(config);
  const made = new WeakMap<ResolvedSettings, Map<string, Setup>>();
  return {
    bare,
    find: async (place) => {
      const resolved = await settings.of(place);
      const own = listOwnNames(place.server);
      const byNames = made.get(resolved) ?? new BoundedMap<string, Setup>(MOST_NICKS);
      made.set(resolved, byNames);
      await tools.prepare(resolved.values, place);
      const declared = tools.declare(resolved.values, place);
      const name = [...own, JSON.stringify(declared)].join('\n');
      const writes = config.writtenAnswers;
      const setup = byNames.get(name) ?? composeSetup({ ...bare, tools: declared }, resolved, { own, writes });
      if (!byNames.has(name)) byNames.set(name, setup);
      return setup;
    },
  };
};

const composeSetup = (
  bare: Setup,
  { values, from }: ResolvedSettings,
  { own, writes }: { own: readonly string[]; writes: boolean },
): Setup => {
  const { character, voice, language, names, model, thinking, search } = values;
  const { 'languages-heard': languages, vocabulary, 'time-zone': timeZone } = values;
  const spoken = language === 'auto' ? undefined : language;
  return {
    ...bare,
    model,
    thinking,
    instruction: composeInstruction({ writes, character, language: spoken, timeZone }),
    hearing: { languages, vocabulary: listPhrases([...own, ...names, ...vocabulary]) },
    ...(voice !== 'auto' && { voice }),
    ...(search && { search }),
    wished: WISHES.filter(([, keys]) => keys.some((key) => isOfPeople(from[key]))).map(([extra]) => extra),
  };
};

/** The most phrases that a setup has, whatever the lists are that they come from. */
const MOST_PHRASES = 100;

/** The phrases, each once however it's written. */
const listPhrases = (all: readonly string[]): string[] =>
  [...new Map(all.map((each) => [each.trim().toLowerCase(), each.trim()])).values()]
    .filter((each) => each !== '')
    .slice(0, MOST_PHRASES);

/** Which settings bring in what may be refused. */
const WISHES: readonly [extra: SetupExtra, keys: readonly SettingKey[]][] = [
  ['vocabulary', ['vocabulary', 'names']],
  ['languages-heard', ['languages-heard']],
  ['voice', ['voice']],
  ['search', ['search']],
  ['thinking', ['thinking']],
  ['model', ['model']],
  ['character', ['character', 'language', 'time-zone']],
];

/** Whether somebody has set it there, and not just the operator for everyone. */
const isOfPeople = (source: ResolvedSettings['from'][SettingKey]): boolean =>
  source !== 'default' && source !== 'operator';
