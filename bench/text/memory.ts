import { median, verdict } from '../figures.ts';
import { fineClock, type Place, Stage } from '../stage.ts';
import { print } from '../table.ts';
import { INSPECTED, Inspector } from './inspector.ts';
import { Rounds } from './round.ts';

/** Goals in bytes: the resident memory of an idle bot, and what one resting conversation adds. */
const GOAL = { idle: 130e6, conversation: 20e3 };

/** How many idle bots to measure, how long everything rests before a look (in milliseconds), and how many conversations to hold. */
export type Scale = { bots: number; rest: number; resting: number; connected: number };

/** How many conversations are asked at a time. */
const AT_A_TIME = 40;

/** How many conversations come before the first look, because what runs for the first time takes memory of its own. */
const WARM_UP = 400;

/** What one conversation added, in bytes: to the resident memory and to the JavaScript heap. */
type Growth = { resident: number; heap: number };

/** Prints how much memory Parley takes when idle, and for each conversation that it holds. */
export const memory = async ({ bots, rest, resting, connected }: Scale): Promise<void> => {
  const idle = await resident(bots, rest);
  const settings = { MAX_OPEN_SESSIONS: '40', SESSION_IDLE_SECONDS: '1' };
  const rested = await growth(resting, { settings, rest });
  const open = await growth(connected, {
    settings: { MAX_OPEN_SESSIONS: '1000', SESSION_IDLE_SECONDS: '3600' },
    rest,
  });
  const goal = [kilobytes(GOAL.conversation), verdict(rested.resident, GOAL.conversation)];
  print(
    'Memory',
    ['', 'resident', 'heap', 'goal', ''],
    [
      [`ready and idle (median of ${bots})`, megabytes(idle), '', megabytes(GOAL.idle), verdict(idle, GOAL.idle)],
      [`each of ${resting} conversations at rest`, kilobytes(rested.resident), kilobytes(rested.heap), ...goal],
      [`each of ${connected} conversations, connected`, kilobytes(open.resident), kilobytes(open.heap), '', ''],
    ],
  );
  console.log(
    '\nEach conversation: one question asked and answered; the growth of a bot that has answered others before, between two',
  );
  console.log('full garbage collections (through its inspector), divided by the number of conversations.');
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(1)} kB`;

const resident = async (bots: number, rest: number): Promise<number> => {
  const seen: number[] = [];
  await using stage = await Stage.open(10);
  for (let count = 0; count < bots; count += 1) {
    await using bot = stage.parley();
    await bot.ready;
    await fineClock.sleep(rest);
    seen.push(await bot.rss());
  }
  return median(seen);
};

type Circumstances = { settings: Record<string, string>; rest: number };

const growth = async (conversations: number, { settings, rest }: Circumstances): Promise<Growth> => {
  const before = Math.min(WARM_UP, conversations);
  await using stage = await Stage.open(before + conversations);
  await using bot = stage.parley({ ...INSPECTED, ...settings });
  await bot.ready;
  using inspector = await Inspector.open(bot);
  const rounds = new Rounds(stage.world);
  const look = async () => {
    await fineClock.sleep(rest);
    await inspector.settle();
    return { resident: await bot.rss(), heap: await inspector.heap() };
  };
  await ask(rounds, stage.places.slice(0, before));
  const first = await look();
  await ask(rounds, stage.places.slice(before));
  const last = await look();
  return {
    resident: (last.resident - first.resident) / conversations,
    heap: (last.heap - first.heap) / conversations,
  };
};

const ask = async (rounds: Rounds, places: readonly Place[]): Promise<void> => {
  for (let index = 0; index < places.length; index += AT_A_TIME)
    await rounds.ask(places.slice(index, index + AT_A_TIME));
};
