import { openFullServer } from '../../test/discord/gateway/full-server.ts';
import type { World } from '../../world/world.ts';
import { median, ms, percentile, verdict } from '../figures.ts';
import { usage } from '../processes.ts';
import { fineClock, Stage } from '../stage.ts';
import { print } from '../table.ts';
import { INSPECTED, Inspector } from '../text/inspector.ts';
import { type Asker, PATIENCE, streamEvents } from './event-stream.ts';

/** The goal: bytes of memory that each further server takes. */
const GOAL = 20e3;

/** How much is measured: bots with so many servers each, how often, and for how many seconds events come. */
export type Scale = { servers: readonly number[]; runs: number; seconds: number };

/** Events a second that come meanwhile, and questions a second. */
const RATE = { events: 1_000, questions: 20 };

/** How long everything rests before a look, in milliseconds. */
const REST = 1_000;

/** One bot's figures: bytes, milliseconds, and shares of a processor. */
type Seen = {
  resident: number;
  heap: number;
  after: number;
  ready: number;
  used: number;
  acknowledged: number[];
  busy: number;
};

/**
 * Prints what servers cost that are as full as ordinary ones: memory for each, when the bot is ready, and how fast it
 * acknowledges while a thousand events a second come from all of them.
 */
export const memory = async ({ servers, runs, seconds }: Scale): Promise<void> => {
  const all = new Map<number, Seen[]>(servers.map((count) => [count, []]));
  for (let run = 0; run < runs; run += 1) for (const [count, seen] of all) seen.push(await measure(count, seconds));
  const rows = [...all].map(([count, seen]) => {
    const middle = (what: (one: Seen) => number) => median(seen.map(what));
    return [
      `${count}`,
      ...[middle(({ resident }) => resident), middle(({ heap }) => heap), middle(({ after }) => after)].map(megabytes),
      ms(middle(({ ready }) => ready)),
      ms(middle(({ used }) => used)),
      ...[0.5, 0.99].map((share) => ms(middle(({ acknowledged }) => percentile(acknowledged, share)))),
      `${(middle(({ busy }) => busy) * 100).toFixed(0)} %`,
    ];
  });
  print(
    `Servers with 21 channels, 30 roles, 4 threads and 3 people in voice (medians of ${runs})`,
    ['servers', 'resident', 'heap', 'after events', 'ready', 'its processor time', 'ack p50', 'ack p99', 'busy'],
    rows,
  );
  printSlopes(all);
  console.log(
    `\nResident and heap: after all garbage is collected. Then ${RATE.events} events a second for ${seconds} s, of`,
  );
  console.log(
    `which ${RATE.questions} are questions; after events: resident again. Busy: the share of a processor meanwhile.`,
  );
};

/** Prints what each further server takes, between the fewest servers and the most. */
const printSlopes = (all: ReadonlyMap<number, readonly Seen[]>): void => {
  const [[few, least] = [0, []], [many, most] = [0, []]] = [[...all].at(0), [...all].at(-1)];
  if (many <= few) return;
  const slope = (what: (one: Seen) => number) => (median(most.map(what)) - median(least.map(what))) / (many - few);
  const row = (name: string, bytes: number) => [
    name,
    `${(bytes / 1e3).toFixed(1)} kB`,
    `${GOAL / 1e3} kB`,
    verdict(bytes, GOAL),
  ];
  print(
    `Memory that each further server takes, between ${few} and ${many}`,
    ['', 'each', 'goal', ''],
    [
      row(
        'resident',
        slope(({ resident }) => resident),
      ),
      row(
        'heap',
        slope(({ heap }) => heap),
      ),
      row(
        'resident, after events',
        slope(({ after }) => after),
      ),
    ],
  );
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const open = ({ discord }: World, count: number): Asker[] =>
  Array.from({ length: count }, (_, number) => {
    const guild = openFullServer(discord, `Server ${number}`);
    const [channel] = guild.channels;
    if (!channel) throw new Error('there is no channel');
    return { channel, member: guild.member('Ada') };
  });

/** Resolves once the bot has answered in the server that it's told of last. It says that it's ready a little before. */
const hearsAll = async (askers: readonly Asker[]): Promise<void> => {
  for (const last of askers.slice(-1))
    for (let isHeard = false; !isHeard; ) {
      const reply = await last.member.slash('help', {}, { in: last.channel });
      isHeard = await reply
        .until(({ acknowledged }) => acknowledged, { deadline: PATIENCE })
        .then(
          () => true,
          () => false,
        );
    }
};

const measure = async (count: number, seconds: number): Promise<Seen> => {
  await using stage = await Stage.open(0);
  const askers = open(stage.world, count);
  const { now } = fineClock;
  const since = now();
  await using bot = stage.parley({ ...INSPECTED, MAX_OPEN_SESSIONS: '100', SESSION_IDLE_SECONDS: '1' });
  await bot.ready;
  await hearsAll(askers);
  const [ready, used] = [now() - since, (await usage(bot.pid ?? 0)).cpu];
  using inspector = await Inspector.open(bot);
  const look = async () => {
    await fineClock.sleep(REST);
    for (let round = 0; round < 3; round += 1) await inspector.settle();
    return { resident: await bot.rss(), heap: await inspector.heap() };
  };
  const first = await look();
  const from = (await usage(bot.pid ?? 0)).cpu;
  const start = now();
  const acknowledged = await streamEvents(stage.world, askers, { ...RATE, seconds });
  const busy = ((await usage(bot.pid ?? 0)).cpu - from) / (now() - start);
  const last = await look();
  return { ...first, after: last.resident, ready, used, acknowledged, busy };
};
