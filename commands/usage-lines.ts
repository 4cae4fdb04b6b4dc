import { isProxyPayer } from '../src/base/proxied-id.ts';
import { addTallies, GONE, NO_TALLY, PARLEY, type Tally } from '../src/budget/account.ts';
import { sumAccount, sumChannels, sumDays, sumMembers } from '../src/budget/account-sums.ts';
import { DOLLAR } from '../src/budget/price.ts';
import type { CapState, UsageDay } from '../src/budget/usage.ts';
import type { Text } from '../src/text/text.ts';

/** Whose usage is told: a member's own, or everyone's in the server. */
export type Whose = 'me' | 'server';

/** How many members and channels are named. */
const MOST_NAMED = 8;

const toSpent = ({ nano, turns, estimated }: Tally) => ({ dollars: Math.max(0, nano) / DOLLAR, turns, estimated });

/** The dearest of some, and a line for the others together. */
const listDearest = (sums: ReadonlyMap<string, Tally>, toLine: (id: string, tally: Tally) => Text): Text[] => {
  const sorted = [...sums].toSorted(([, one], [, other]) => other.nano - one.nano);
  const rest = sorted.slice(MOST_NAMED);
  const others = rest.map(([, tally]) => tally).reduce(addTallies, NO_TALLY);
  return [
    ...sorted.slice(0, MOST_NAMED).map(([id, tally]) => toLine(id, tally)),
    ...(rest.length > 0
      ? [{ code: 'part.usage-more' as const, count: rest.length, dollars: toSpent(others).dollars }]
      : []),
  ];
};

/** What proxies spent for people whom nobody knows stands under this name. */
const PROXIES = 'proxies';

/** Discord knows none of the names of proxies, so they're told together. */
const joinProxies = (sums: ReadonlyMap<string, Tally>): Map<string, Tally> => {
  const all = new Map<string, Tally>();
  for (const [member, tally] of sums) {
    const id = isProxyPayer(member) ? PROXIES : member;
    all.set(id, addTallies(all.get(id) ?? NO_TALLY, tally));
  }
  return all;
};

const tellMember = (id: string, tally: Tally): Text => {
  if (id === PARLEY) return { code: 'part.usage-parley', ...toSpent(tally) };
  if (id === GONE) return { code: 'part.usage-gone', ...toSpent(tally) };
  if (id === PROXIES) return { code: 'part.usage-proxies', ...toSpent(tally) };
  return { code: 'part.usage-member', id, ...toSpent(tally) };
};

/** What a cap leaves, unless it's one of the whole process: that's the operator's. */
const tellLeft = ({ cap: { scope, unit, limit }, spent, until }: CapState): Text[] => {
  if (scope === 'process') return [];
  const left = Math.max(0, limit - spent);
  if (unit === 'tokens') return [{ code: 'part.usage-left-tokens', scope, left, limit, until }];
  return [{ code: 'part.usage-left-dollars', scope, left: left / DOLLAR, limit: limit / DOLLAR, until }];
};

/** What of a sum went into deciding whether Parley was meant, if that was ever asked. */
const tellDecisions = ({ decisions }: Tally): Text[] =>
  decisions ? [{ code: 'part.usage-decisions', count: decisions.count, dollars: decisions.nano / DOLLAR }] : [];

/** How many searches of the web are in a sum, if any are. */
const tellSearches = ({ kinds: { searches } }: Tally): Text[] =>
  searches > 0 ? [{ code: 'part.usage-searches', count: searches }] : [];

/** How many recaps are in a sum, if any are. */
const tellRecaps = ({ recaps = 0 }: Tally): Text[] =>
  recaps > 0 ? [{ code: 'part.usage-recaps', count: recaps }] : [];

/** The lines of `/usage`: today, the month, by member and channel, and what the caps leave. The last day is today. */
export const composeUsage = (
  days: readonly UsageDay[],
  { whose, left }: { whose: Whose; left: readonly CapState[] },
): Text[] => {
  const today = days.at(-1);
  const month = sumDays(days.filter(({ day }) => day.slice(0, 7) === today?.day.slice(0, 7)));
  const all = sumAccount(month);
  const caps = left.flatMap(tellLeft);
  const titled = (code: 'usage.members' | 'usage.channels' | 'usage.left', lines: Text[]): Text[] =>
    lines.length > 0 ? [{ code }, ...lines] : [];
  return [
    { code: whose === 'server' ? 'usage.server' : 'usage.own' },
    { code: 'part.usage-today', ...toSpent(today ? sumAccount(today.account) : NO_TALLY) },
    { code: 'part.usage-month', ...toSpent(all) },
    ...tellDecisions(all),
    ...tellSearches(all),
    ...tellRecaps(all),
    ...(whose === 'server' ? titled('usage.members', listDearest(joinProxies(sumMembers(month)), tellMember)) : []),
    ...titled(
      'usage.channels',
      listDearest(sumChannels(month), (id, tally) => ({ code: 'part.usage-channel', id, ...toSpent(tally) })),
    ),
    ...titled('usage.left', caps),
    { code: all.estimated ? 'part.usage-days-estimated' : 'part.usage-days' },
  ];
};
