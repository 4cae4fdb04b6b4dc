import type { Inbound, Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import { OPEN_COMMANDS } from '../settings/command-names.ts';
import type { SettingScope } from '../settings/record.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import type { Text } from '../text/text.ts';

/** The ways in which people reach Parley. `manage` is everything about settings. */
export type AccessWay = 'ask' | 'message' | 'command' | 'component' | 'autocomplete' | 'speak' | 'manage';

export type AccessVerdict = { may: true } | { may: false; why: Text };

/** The settings that say who may do what. */
export type AccessValues = Pick<
  SettingValues,
  | 'access.roles'
  | 'access.roles-denied'
  | 'access.members'
  | 'access.members-denied'
  | 'access.channels'
  | 'access.channels-denied'
  | 'access.commands'
  | 'access.dm'
  | 'bots'
  | 'bots.named'
  | 'proxies'
  | 'call.heard'
  | 'consent'
>;

/** A command, and for its buttons and forms which of them. */
export type UsedCommand = { command: string; action?: string };

/** What is asked: who wants to do what, where, and how. No word that anybody said to the model is in it. */
export type AccessRequest = { person: Sender; place: Place; way: AccessWay; used?: UsedCommand };

/** What no list takes from anybody: help, what is known of them, and what protects them. */
const ALWAYS: Readonly<Record<string, readonly string[] | 'all'>> = {
  help: 'all',
  status: 'all',
  privacy: 'all',
  join: ['unheard', 'heard'],
};

const YES: AccessVerdict = { may: true };
const refusal = (why: Text): AccessVerdict => ({ may: false, why });

/** One rule: what it decides, or nothing if it leaves that to the next one. */
type Rule = (request: AccessRequest, values: AccessValues) => AccessVerdict | undefined;

/** Whether somebody may change the settings of a whole server, or of one channel. */
export const mayManage = ({ powers, kind }: Sender, scope: SettingScope['is']): boolean => {
  if (kind !== 'member') return false;
  if (scope === 'dm') return true;
  const isManager = powers.includes('administrator') || powers.includes('manage-server');
  return isManager || (scope === 'channel' && powers.includes('manage-channel'));
};

/** A bot, or a webhook that repeats what somebody wrote, is heard only where it's named. */
const judgeBots: Rule = ({ person: { kind, as = [] }, way }, { bots, 'bots.named': named, proxies }) => {
  if (kind === 'member') return undefined;
  const isNamed = bots === 'named' && as.some((id) => named.includes(id));
  const isProxy = kind === 'webhook' && as.some((id) => proxies.includes(id));
  return way === 'message' && (isNamed || isProxy) ? undefined : refusal({ code: 'access.bot' });
};

const allowAlways: Rule = ({ used }) => {
  if (!used || !Object.hasOwn(ALWAYS, used.command)) return undefined;
  const actions = ALWAYS[used.command];
  return actions === 'all' || (used.action !== undefined && actions?.includes(used.action)) ? YES : undefined;
};

/** Before any list, so that nobody who manages a server can lock themselves out of its settings. */
const judgeManagers: Rule = ({ person, place, way }) => {
  if (way !== 'manage' || place.server === undefined) return undefined;
  return mayManage(person, 'channel') ? YES : refusal({ code: 'access.manage' });
};

const judgeDirectMessages: Rule = ({ person, place }, { 'access.dm': dm }) => {
  if (place.server !== undefined) return undefined;
  if (dm === 'off') return refusal({ code: 'access.dm-off' });
  return dm === 'on' || dm.includes(person.id) ? YES : refusal({ code: 'access.dm-others' });
};

/** What goes for a channel goes for its threads. */
const judgeChannels: Rule = ({ place }, { 'access.channels': allowed, 'access.channels-denied': denied }) => {
  const here = [place.channel, ...(place.parent ? [place.parent] : [])];
  if (here.some((id) => denied.includes(id))) return refusal({ code: 'access.channel-denied' });
  return allowed.length > 0 && !here.some((id) => allowed.includes(id))
    ? refusal({ code: 'access.channel' })
    : undefined;
};

const identify = ({ behind, id }: Sender): string => behind ?? id;

/**
 * What a proxy repeats of somebody whom nobody found out may be from anyone, so lists of people keep it out, and so does a
 * place where people are asked first.
 */
const judgeUnknown: Rule = ({ person: { kind, behind, as = [] } }, values) => {
  const isProxied = kind === 'webhook' && behind === undefined && as.some((id) => values.proxies.includes(id));
  const lists = ['access.roles', 'access.roles-denied', 'access.members', 'access.members-denied'] as const;
  const asksWho = values.consent === 'opt-in' || lists.some((list) => values[list].length > 0);
  return isProxied && asksWho ? refusal({ code: 'access.bot' }) : undefined;
};

/** Lists of people and roles. Being denied wins, and roles that aren't known may be denied ones. */
const judgePeople: Rule = ({ person }, values) => {
  const { 'access.members': members, 'access.members-denied': deniedMembers } = values;
  const { 'access.roles': roles, 'access.roles-denied': deniedRoles } = values;
  const has = (all: readonly string[]) => person.roles?.some((id) => all.includes(id)) ?? false;
  if (deniedMembers.includes(identify(person))) return refusal({ code: 'access.member-denied' });
  if (person.roles === undefined && deniedRoles.length > 0) return refusal({ code: 'access.unknown-roles' });
  if (has(deniedRoles)) return refusal({ code: 'access.role-denied' });
  if (members.length + roles.length === 0 || members.includes(identify(person)) || has(roles)) return undefined;
  return refusal({ code: person.roles === undefined && roles.length > 0 ? 'access.unknown-roles' : 'access.role' });
};

/** In calls, only some roles may be heard. */
const judgeSpeech: Rule = ({ person: { roles }, way }, { 'call.heard': heard }) => {
  if (way !== 'speak' || heard.length === 0 || roles?.some((id) => heard.includes(id))) return undefined;
  return refusal({ code: roles ? 'access.speak' : 'access.unknown-roles' });
};

/** What no list of commands takes from anybody, whatever a record has. */
const isOpen = (command: string): boolean => OPEN_COMMANDS.some((name) => name === command);

const judgeCommands: Rule = ({ person, used }, { 'access.commands': managed }) =>
  used && !isOpen(used.command) && managed.includes(used.command.toLowerCase()) && !mayManage(person, 'channel')
    ? refusal({ code: 'access.command' })
    : undefined;

/** In this order: the first rule that decides counts. */
const RULES: readonly Rule[] = [
  judgeBots,
  allowAlways,
  judgeManagers,
  judgeDirectMessages,
  judgeChannels,
  judgeUnknown,
  judgePeople,
  judgeSpeech,
  judgeCommands,
];

/** Whether this person may do this here. Everything that it depends on comes from Discord and from the owner's settings. */
export const may = (request: AccessRequest, values: AccessValues): AccessVerdict => {
  for (const rule of RULES) {
    const verdict = rule(request, values);
    if (verdict) return verdict;
  }
  return YES;
};

/** Whether anything that somebody may do in a call depends on their roles. */
export const hasRoleLists = (values: Pick<SettingValues, (typeof ROLE_LISTS)[number]>): boolean =>
  ROLE_LISTS.some((list) => values[list].length > 0);

/** The lists of roles that count in a call. */
const ROLE_LISTS = ['access.roles', 'access.roles-denied', 'call.heard', 'call.interrupt', 'call.talk'] as const;

/** What only some roles may do in a call, if the owner says so. */
export type CallDeed = 'interrupt' | 'talk';

/** Whether the roles of somebody who is heard in a call let them do this there. Roles that aren't known don't. */
export const mayInCall = (
  { roles }: Sender,
  deed: CallDeed,
  values: Pick<SettingValues, `call.${CallDeed}`>,
): boolean => {
  const allowed = values[`call.${deed}`];
  return allowed.length === 0 || (roles?.some((id) => allowed.includes(id)) ?? false);
};

/** Those of these people who may not write to Parley in a place, so that it isn't told of what they write, either. */
export const findDenied = (people: readonly Sender[], place: Place, values: AccessValues): ReadonlySet<string> =>
  new Set(people.filter((person) => !may({ person, place, way: 'message' }, values).may).map(({ id }) => id));

/** The command about settings. */
const SETTINGS_COMMAND = 'settings';

/** By which of the ways something came. */
export const toWay = (inbound: Inbound): AccessWay => {
  if ('command' in inbound && inbound.command === SETTINGS_COMMAND) return 'manage';
  switch (inbound.is) {
    case 'message':
      return 'message';
    case 'speech':
      return 'speak';
    case 'autocomplete':
      return 'autocomplete';
    case 'button':
    case 'select':
    case 'modal':
      return 'component';
    default:
      return inbound.asks ? 'ask' : 'command';
  }
};

/** What is asked of the policy about something that came in. */
export const toRequest = (inbound: Inbound): AccessRequest => {
  const { person, place } = inbound;
  const used = 'command' in inbound && {
    used: { command: inbound.command, ...('action' in inbound && { action: inbound.action }) },
  };
  return { person, place, way: toWay(inbound), ...used };
};
