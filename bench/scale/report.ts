import { median, ms, percentile, verdict } from '../figures.ts';
import { print } from '../table.ts';
import { findExponent } from './exponent.ts';
import type { Size } from './ground.ts';
import { type Load, RATE } from './load.ts';
import type { Takeover } from './takeover.ts';

/** The figures of one bot: milliseconds, and bytes of all processes together. */
export type Seen = {
  size: Size;
  began: number;
  joined: readonly number[];
  memory: { resident: number; heap: number };
  load: Load;
  takeover: Takeover;
};

/** Bytes of memory that each further server may take. */
const EACH = 20e3;

/** A figure with its goals: the most that it may be with the most servers, and with which power of their number it may grow. */
type Figure = { name: string; of(seen: Seen): number; format(value: number): string; goal: number; power: number };

const share = (value: number): string => `${(value * 100).toFixed(1)} %`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const seconds = (value: number): string => `${(value / 1e3).toFixed(2)} s`;

const listTakeovers = ({ takeover }: Seen): number[] => [...takeover.talked, ...takeover.silent];

/** What depends on how many servers there are may grow with them; what depends on the events, which are as many, hardly may. */
const FIGURES: readonly Figure[] = [
  { name: 'memory of all processes', of: ({ memory }) => memory.resident, format: megabytes, goal: 800e6, power: 1 },
  { name: 'processor at 1,000 events/s', of: ({ load }) => load.busy, format: share, goal: 0.3, power: 0.2 },
  {
    name: 'acknowledgement, p99',
    of: ({ load }) => percentile(load.acknowledged, 0.99),
    format: ms,
    goal: 250,
    power: 0.2,
  },
  { name: 'start of one process, median', of: ({ joined }) => median(joined), format: seconds, goal: 10e3, power: 0.5 },
  {
    name: 'take-over, p99',
    of: (seen) => percentile(listTakeovers(seen), 0.99),
    format: seconds,
    goal: 10e3,
    power: 0.2,
  },
];

/** Prints what was seen with each number of servers, and how it grows. */
export const printReport = (all: readonly Seen[]): void => {
  const [{ processes, shards } = { processes: 0, shards: 0 }] = all.map(({ size }) => size);
  printSizes(`${processes} processes that share ${shards} shards, and servers with 21 channels and 30 roles`, all);
  printTakeovers(all);
  printGoals(all);
  printSlopes(all);
  console.log(
    `\nShares are of one processor, all processes of the bot together. At ${RATE.events} events a second from all servers, of which`,
  );
  console.log(
    `${RATE.questions} are questions to the model. Of each bucket one shard identifies in five seconds; there are 16 buckets. First start:`,
  );
  console.log(
    'all processes at once, until the last server of each shard is answered. Start of one: in the place of a killed one.',
  );
};

const printSizes = (title: string, all: readonly Seen[]): void =>
  print(
    title,
    [
      'servers',
      'memory',
      'heap',
      'at rest',
      'busy',
      'world',
      'machine',
      'ack p50',
      'ack p99',
      'first start',
      'start of one',
    ],
    all.map(({ size, memory, load, began, joined }) => [
      `${size.servers}`,
      megabytes(memory.resident),
      megabytes(memory.heap),
      ...[load.rest, load.busy, load.world, load.machine].map(share),
      ...[0.5, 0.99].map((part) => ms(percentile(load.acknowledged, part))),
      seconds(began),
      seconds(median(joined)),
    ]),
  );

const printTakeovers = (all: readonly Seen[]): void => {
  const row = ({ servers }: Size, what: string, times: readonly number[]) =>
    [`${servers} servers, ${what}`, `${times.length}`].concat(
      [0.5, 0.99, 1].map((part) => seconds(percentile(times, part))),
    );
  print(
    'From the kill of a process to the first answer in one of its servers',
    ['', 'n', 'median', 'p99', 'max'],
    all.flatMap(({ size, takeover }) => [
      row(size, 'people had just talked', takeover.talked),
      row(size, 'nobody had', takeover.silent),
    ]),
  );
};

const printGoals = (all: readonly Seen[]): void => {
  const last = all.at(-1);
  if (!last) return;
  print(
    `With ${last.size.servers} servers, and with which power of their number it grows`,
    ['', 'figure', 'goal', '', 'power', 'goal', ''],
    FIGURES.map(({ name, of, format, goal, power }) => {
      const grows = findExponent(all.map((seen) => ({ size: seen.size.servers, figure: of(seen) })));
      const growth = all.length > 1 ? [grows.toFixed(2), `${power}`, verdict(grows, power)] : ['', `${power}`, ''];
      return [name, format(of(last)), format(goal), verdict(of(last), goal), ...growth];
    }),
  );
};

/** What each further server takes, between the fewest and the most. */
const printSlopes = (all: readonly Seen[]): void => {
  const [few, many] = [all.at(0), all.at(-1)];
  if (!few || !many || few === many) return;
  const row = (name: 'resident' | 'heap') => {
    const each = (many.memory[name] - few.memory[name]) / (many.size.servers - few.size.servers);
    return [name, `${(each / 1e3).toFixed(1)} kB`, `${EACH / 1e3} kB`, verdict(each, EACH)];
  };
  print(
    `Memory that each further server takes, between ${few.size.servers} and ${many.size.servers}`,
    ['', 'each', 'goal', ''],
    [row('resident'), row('heap')],
  );
};
