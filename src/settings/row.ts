import type { SettingKind } from './kind.ts';

/** The groups in which people find the settings, in the order in which they're shown. */
export const SETTING_GROUPS = ['voice', 'calls', 'answers', 'access', 'limits', 'privacy'] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** Where something can be set: for a server, for one of its channels or threads, and in a direct message for oneself. */
export type SettingLayer = 'server' | 'channel' | 'dm';

/** One setting. */
export type SettingRow<V> = {
  group: SettingGroup;
  kind: SettingKind<V>;
  /** Where it can be set besides the environment; nowhere else if that's empty. */
  at: readonly SettingLayer[];
  /** The value that it has where nobody has set it. */
  initial: V;
  /** The variable with which the operator sets it for everyone. */
  env?: string;
  /** What the operator has to have switched on, or it isn't offered and doesn't count. */
  needs?: 'messageContent' | 'textModel' | 'ownMcpServers';
  /** How a change arrives: by a new Live connection, by telling the call, or by being read the next time. */
  takes: 'setup' | 'call' | 'read';
};

/** Makes a row, so that its kind says what its values are. */
export const makeRow = <const V>(row: Omit<SettingRow<V>, 'initial'> & { initial: NoInfer<V> }): SettingRow<V> => row;

/** The usual places, by their letters in the table of docs/OPERATING.md. */
export const ALL_PLACES: readonly SettingLayer[] = ['server', 'channel', 'dm'];
export const SERVER_AND_CHANNEL: readonly SettingLayer[] = ['server', 'channel'];
export const SERVER_ONLY: readonly SettingLayer[] = ['server'];
