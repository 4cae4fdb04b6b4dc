import { UserError } from '../base/errors.ts';
import { normalizeDigits, parseWhole } from '../base/typed-number.ts';
import type { Text } from '../text/text.ts';

/** What a form shows to edit a value. Forms know only these, and no single setting. */
export type SettingEditor =
  | { is: 'choice'; of: readonly string[] }
  /** Any number of a few words. */
  | { is: 'choices'; of: readonly string[]; more?(known: SettingsKnowledge): readonly string[] }
  | { is: 'switch' }
  | { is: 'text'; most: number; long?: true }
  /** One entry a line. */
  | { is: 'lines'; most: number; each: number }
  | { is: 'number'; least: number; most: number }
  /** Ids, which people pick from a list that Discord fills; `voice` are channels in which people talk. */
  | { is: 'roles' | 'members' | 'channels'; most: number; voice?: true };

/** What only the running process knows of what can be set. */
export type SettingsKnowledge = {
  /** The Live models that the key can use, as far as that's known. */
  models: readonly string[];
  /** All of them, once Google has listed them. */
  listed?: readonly string[];
  /** Whether the key may use the model that calls are interpreted with, once that's known. */
  translates?: boolean | undefined;
  /** Whether Discord tells the bot what people write without calling it. */
  messageContent: boolean;
  /** Whether there is a text model for typed questions. */
  textModel: boolean;
  /** The MCP servers that the operator has named, as the setting of tools names them. */
  mcpServers?: readonly string[];
  /** Whether servers may name MCP servers themselves. */
  ownMcpServers?: boolean;
};

/** One value that a person can pick: what they see, and what is parsed. */
export type SettingSuggestion = { name: string; value: string };

/**
 * How one type of value is read, checked and printed. A value is never an empty text or list by accident: the word `none`
 * says so.
 */
export type SettingKind<V> = {
  editor: SettingEditor;
  /** From what a person typed, or the ids of a selection joined by blanks, by what is known if anything is. @throws UserError */
  parse(text: string, known?: SettingsKnowledge): V;
  /** From a record or an imported file: the value, or nothing if it isn't one. */
  check(json: unknown): V | undefined;
  /** What {@link parse} reads as the same value. */
  print(value: V): string;
  /** What people are told an entry of a list is; nothing if it's told as it is. */
  label?(entry: string): Text | undefined;
  /** What completes what somebody is typing. */
  suggest?(typed: string, known: SettingsKnowledge): readonly SettingSuggestion[];
};

/** What people type and read for an empty text or list. */
export const NONE = 'none';

/** Discord's limit of suggestions (Discord docs, interactions, "Autocomplete"). */
const MOST_SUGGESTIONS = 25;

/** The words that contain what is typed, those that begin with it first. */
export const suggestWords = (typed: string, words: readonly string[]): readonly SettingSuggestion[] => {
  const wanted = typed.trim().toLowerCase();
  const found = words.filter((word) => word.toLowerCase().includes(wanted));
  const [first, others] = [true, false].map((begins) =>
    found.filter((word) => word.toLowerCase().startsWith(wanted) === begins),
  );
  return [...(first ?? []), ...(others ?? [])].slice(0, MOST_SUGGESTIONS).map((word) => ({ name: word, value: word }));
};

/** One of a few words, whatever their case. @throws UserError from `parse` that names them */
export const makeChoice = <const T extends string>(of: readonly T[]): SettingKind<T> => {
  const find = (text: string) => of.find((word) => word.toLowerCase() === text.trim().toLowerCase());
  return {
    editor: { is: 'choice', of },
    parse(text) {
      const found = find(text);
      if (found === undefined) throw new UserError({ code: 'settings.not-a-choice', choices: of });
      return found;
    },
    check: (json) => of.find((word) => word === json),
    print: (value) => value,
    suggest: (typed) => suggestWords(typed, of),
  };
};

/** On or off. */
export const makeSwitch = (): SettingKind<boolean> => {
  const words = makeChoice(['on', 'off']);
  return {
    editor: { is: 'switch' },
    parse: (text) => words.parse(text) === 'on',
    check: (json) => (typeof json === 'boolean' ? json : undefined),
    print: (value) => (value ? 'on' : 'off'),
    suggest: (typed) => suggestWords(typed, ['on', 'off']),
  };
};

/** A whole number. */
export const makeNumber = (least: number, most: number): SettingKind<number> => {
  const check = (json: unknown) =>
    // A minus before the zero is kept by JSON, and would be lost once somebody sees it.
    typeof json === 'number' && Number.isInteger(json) && json >= least && json <= most ? json + 0 : undefined;
  return {
    editor: { is: 'number', least, most },
    parse(text) {
      const found = check(parseWhole(normalizeDigits(text)));
      if (found === undefined) throw new UserError({ code: 'settings.not-a-number', least, most });
      return found;
    },
    check,
    print: String,
  };
};
