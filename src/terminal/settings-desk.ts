import { isAmount } from '../base/amount.ts';
import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import { compareRecords, type SettingScope } from '../settings/record.ts';
import { canSet, findRow, isSetting, SETTING_KEYS, type SettingKey } from '../settings/setting-table.ts';
import type { Settings } from '../settings/settings.ts';
import { applyFile, composeFile, readSettingsFile } from '../settings/settings-file.ts';
import { removeControls } from './printable.ts';

/** Who changed a setting from the terminal, where other entries have the id of a person. */
export const OPERATOR = 'operator';

/** Where an order is for: a server or one of its channels, or the channel of a direct message. */
export type DeskPlace = { home: string; channel: string | undefined; isDirect: boolean };

/** What is to be done there. `read` gets the file that is imported. */
export type DeskOrder = DeskPlace &
  (
    | { is: 'list' | 'export'; json: boolean }
    | { is: 'get'; key: string; json: boolean }
    | { is: 'set'; key: string; text: string }
    | { is: 'reset'; key: string }
    | { is: 'import'; read(): Promise<string> }
  );

/** An order that makes no sense. The message says why. */
export class DeskError extends Error {
  override name = 'DeskError';
}

const toPlaceOf = ({ home, channel, isDirect }: DeskPlace): Place => ({
  server: isDirect ? undefined : home,
  channel: channel ?? home,
  parent: undefined,
});

const toScope = ({ channel, isDirect }: DeskPlace): SettingScope =>
  channel === undefined ? { is: isDirect ? 'dm' : 'server' } : { is: 'channel', id: channel };

const findKey = (text: string): SettingKey => {
  if (isSetting(text)) return text;
  throw new DeskError(`There is no setting ${removeControls(text)}. "list" shows all of them.`);
};

/** A value in one line. */
const show = (key: SettingKey, value: unknown): string =>
  removeControls(findRow(key).kind.print(value).replaceAll('\n', ', '));

const list = async (order: DeskPlace & { json: boolean }, settings: Settings): Promise<string> => {
  const { values, from } = await settings.of(toPlaceOf(order));
  if (order.json) return JSON.stringify({ values, from }, null, 2);
  const width = Math.max(...SETTING_KEYS.map(({ length }) => length));
  return SETTING_KEYS.map((key) => `${key.padEnd(width)}  ${from[key].padEnd(8)}  ${show(key, values[key])}`).join(
    '\n',
  );
};

/** The settings, and the clock that says when they were changed. */
type DeskMeans = { settings: Settings; clock: Pick<Clock, 'wall'> };

const set = async (
  order: DeskPlace,
  key: SettingKey,
  value: unknown,
  { settings, clock }: DeskMeans,
): Promise<string> => {
  const scope = toScope(order);
  const { known } = settings.operator;
  if (value !== undefined && !canSet(key, scope.is, known))
    throw new DeskError(`The setting ${key} can’t be set there, or not with what is switched on in the environment.`);
  const change = { scope, by: OPERATOR, at: clock.wall(), set: [{ key, value }] };
  const { changed } = await settings.change(order.home, change);
  if (changed.length === 0) return 'It was so already.';
  const isCap = isAmount(value);
  return `Stored. A running bot goes by it within 15 seconds.${isCap ? ' A new limit counts what is spent from now on.' : ''}`;
};

const importFile = async (order: DeskPlace, text: string, { settings, clock }: DeskMeans): Promise<string> => {
  if (order.channel !== undefined) throw new DeskError('A file is for a whole server, so leave out --channel.');
  const { known } = settings.operator;
  const layer = order.isDirect ? 'dm' : 'server';
  // Only Discord knows which channels the server has.
  const file = readSettingsFile(text, { layer, known, hasChannel: () => true });
  let count = 0;
  await settings.replace(order.home, (before) => {
    const after = applyFile(before, file, { by: OPERATOR, at: clock.wall() });
    count = compareRecords(before, after).reduce((sum, { keys }) => sum + keys.length, 0);
    return after;
  });
  return `Stored: ${count} changed. A running bot goes by it within 15 seconds.`;
};

/** Carries out an order. Resolves to what is printed. @throws DeskError, UserError */
export const runOrder = async (order: DeskOrder, means: DeskMeans): Promise<string> => {
  const { settings } = means;
  switch (order.is) {
    case 'list':
      return list(order, settings);
    case 'export':
      return JSON.stringify(composeFile(await settings.record(order.home)), null, 2);
    case 'get': {
      const key = findKey(order.key);
      const { values } = await settings.of(toPlaceOf(order));
      return order.json ? JSON.stringify(values[key]) : removeControls(findRow(key).kind.print(values[key]));
    }
    case 'set': {
      const key = findKey(order.key);
      return set(order, key, findRow(key).kind.parse(order.text), means);
    }
    case 'reset':
      return set(order, findKey(order.key), undefined, means);
    default:
      return importFile(order, await order.read(), means);
  }
};
