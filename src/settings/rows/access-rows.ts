import { UserError } from '../../base/errors.ts';
import { commandNames } from '../command-names.ts';
import { makeChoice, type SettingKind } from '../kind.ts';
import { makeRow, SERVER_AND_CHANNEL, SERVER_ONLY } from '../row.ts';
import { isId, makeIds, makeLines } from '../text-kinds.ts';

/** Who may write to Parley directly: everyone, nobody, or these people. */
export type DirectMessages = 'on' | 'off' | readonly string[];

const people = makeIds('members');
const directMessages: SettingKind<DirectMessages> = {
  editor: { is: 'text', most: 600 },
  parse(text) {
    const word = text.trim().toLowerCase();
    if (word === 'on' || word === 'off') return word;
    const ids = people.parse(text);
    if (ids.length === 0) throw new UserError({ code: 'settings.not-ids' });
    return ids;
  },
  check(json) {
    if (json === 'on' || json === 'off') return json;
    const ids = people.check(json);
    return ids?.length ? ids : undefined;
  },
  print: (value) => (typeof value === 'string' ? value : people.print(value)),
};

const findId = (typed: string) => (isId(typed) ? typed : undefined);

const roles = () =>
  makeRow({ group: 'access', kind: makeIds('roles'), at: SERVER_AND_CHANNEL, initial: [], takes: 'read' });
const members = () =>
  makeRow({ group: 'access', kind: makeIds('members'), at: SERVER_AND_CHANNEL, initial: [], takes: 'read' });
const channels = () =>
  makeRow({ group: 'access', kind: makeIds('channels'), at: SERVER_ONLY, initial: [], takes: 'read' });

/** Who may use Parley, and where. */
export const accessRows = {
  'access.roles': roles(),
  'access.roles-denied': roles(),
  'access.members': members(),
  'access.members-denied': members(),
  'access.channels': channels(),
  'access.channels-denied': channels(),
  'access.commands': makeRow({
    group: 'access',
    kind: commandNames,
    at: SERVER_AND_CHANNEL,
    initial: [],
    takes: 'read',
  }),
  'access.dm': makeRow({
    group: 'access',
    kind: directMessages,
    at: [],
    initial: 'on',
    env: 'DIRECT_MESSAGES',
    takes: 'read',
  }),
  bots: makeRow({
    group: 'access',
    kind: makeChoice(['off', 'named']),
    at: SERVER_AND_CHANNEL,
    initial: 'off',
    takes: 'read',
  }),
  'bots.named': makeRow({
    group: 'access',
    kind: makeLines(10, 20, findId),
    at: SERVER_AND_CHANNEL,
    initial: [],
    takes: 'read',
  }),
  proxies: makeRow({ group: 'access', kind: makeLines(10, 20, findId), at: SERVER_ONLY, initial: [], takes: 'read' }),
};
