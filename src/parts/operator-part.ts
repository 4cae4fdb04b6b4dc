import { type Clock, within } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import type { Budget } from '../budget/budget.ts';
import type { Cap } from '../budget/caps.ts';
import type { NearCap } from '../budget/near-caps.ts';
import { DOLLAR } from '../budget/price.ts';
import type { Calls } from '../calls/calls.ts';
import type { Config } from '../config.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Bot } from '../discord/bot.ts';
import type { OperatorMeans } from '../ops/monitor.ts';
import type { AwakeView, CapView, OperatedParts } from '../ops/operator-state.ts';
import type { StartOptions } from './start-options.ts';

/** What the operator's page needs before there are parts. */
export const makeOperatorMeans = (
  { operator: keys, maxOpenSessions: mostSessions }: Config,
  { warnings, drain = () => {}, clock }: StartOptions,
): OperatorMeans => ({ keys, mostSessions, warnings, drain, clock });

/** The parts that an operator sees. */
type OperatorPartMeans = {
  bot: Pick<Bot, 'findNames' | 'findServer' | 'listShards'>;
  conversations: Pick<Conversations, 'listAwake'>;
  calls: Pick<Calls, 'admission'>;
  budget: Pick<Budget, 'usage' | 'near'>;
  clock: Clock;
};

/** Where there are no caps but those of the process. */
const NOWHERE: Place = { server: undefined, channel: '', parent: undefined };

/** Makes what an operator sees and does of the parts. */
export const makeOperated = ({ bot, conversations, calls, budget, clock }: OperatorPartMeans): OperatedParts => ({
  describe: async () => ({
    shards: bot.listShards(),
    awake: sortAwake(conversations.listAwake().map(({ place, ...how }) => ({ place: bot.findNames(place), ...how }))),
    caps: await readCaps(budget, clock),
    near: budget.near().map((near) => ({
      ...describeCap(near.owner.is, near),
      place: bot.findNames(findOwnerPlace(near.owner, bot)),
    })),
  }),
  get takesCalls() {
    return calls.admission.takesMore;
  },
  set takesCalls(takes) {
    calls.admission.takesMore = takes;
  },
  findNames: (server, channel) => bot.findNames({ server, channel, parent: undefined }),
});

/** How long the store may take to say what was spent, in milliseconds: the rest of the page doesn't wait for it. */
const PATIENCE = 500;

/** The caps of the process; nothing if the store can't say what was spent. */
const readCaps = async ({ usage }: Pick<Budget, 'usage'>, clock: Clock): Promise<CapView[] | undefined> => {
  const left = await within(clock, PATIENCE, usage.left(NOWHERE)).catch(() => 'unknown' as const);
  if (typeof left === 'string') return undefined;
  return left.flatMap((state) => (state.cap.scope === 'process' ? describeCap('process', state) : []));
};

/** Those where most is going on come first. */
const sortAwake = (awake: AwakeView[]): AwakeView[] => {
  const rank = { busy: 0, connected: 1, resting: 2 };
  return awake.sort((a, b) => b.waiting - a.waiting || rank[a.state] - rank[b.state]);
};

const describeCap = (
  whose: CapView['whose'],
  { cap: { unit, period, limit }, spent, until }: { cap: Cap; spent: number; until: number },
): CapView => {
  const scale = unit === 'usd' ? DOLLAR : 1;
  return { whose, unit, period, spent: spent / scale, limit: limit / scale, until };
};

/** The place of a cap's owner. The home of a direct message is its channel, which has no name. */
const findOwnerPlace = ({ is, id }: NearCap['owner'], bot: Pick<Bot, 'findServer'>): Place =>
  is === 'channel'
    ? { server: bot.findServer(id), channel: id, parent: undefined }
    : { server: id, channel: id, parent: undefined };
