import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import type { Place } from '../../src/base/place.ts';
import type { SettingEntries, SettingsRecord } from '../../src/settings/record.ts';
import type { OperatorLayer } from '../../src/settings/resolve.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { percentile, verdict } from '../figures.ts';
import { fineClock } from '../stage.ts';
import { print } from '../table.ts';

/** The goal for what a turn waits for settings, in milliseconds. */
const GOAL = 1;

/** In how many channels people talk at the same time. */
const TALKING = 100;

/** How many channels of a server differ from it: as many as may. */
const CHANNELS_OF_SERVER = 200;

const OPERATOR: OperatorLayer = { values: {}, known: { models: [], messageContent: true, textModel: true } };

/** What is set in each channel, by several people and at different times. */
const makeEntries = (index: number): SettingEntries => {
  const made = { rev: index + 1, by: `${100_000_000_000_000_000n + BigInt(index % 7)}`, at: START + index * 137_331 };
  const values = { character: 'You answer in one sentence.', retention: 7, captions: 'all' };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, ...made }]));
};

/** When somebody first set something, in milliseconds since the epoch. */
const START = 1_764_000_000_000;

/** How many places are resolved, and how many channels rest. */
export type Scale = { rounds: number; channels: number };

/** Prints how long settings take to resolve, and what channels that rest keep in memory, with settings and without. */
export const resolving = async ({ rounds, channels }: Scale): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const store = await openStore(`sqlite://${join(folder, 'store.sqlite')}`, pino({ level: 'silent' }));
  try {
    const places = Array.from({ length: channels }, (_, index): Place => {
      const server = toId(Math.floor(index / CHANNELS_OF_SERVER));
      return { server, channel: toId(1_000_000 + index * 3_391), parent: undefined };
    });
    const servers = [...new Set(places.map(({ server }) => server ?? ''))];
    const without = await measureMemory(store, places);
    const settings = open(store);
    for (const server of servers) await settings.replace(server, (before) => setAll(before, server, places));
    const withSettings = await measureMemory(store, places);
    await printTimes(store, places.slice(0, rounds));
    print(
      `Memory of ${channels} channels that rest after their settings were read (heap, after garbage collection)`,
      ['', 'in all', 'each'],
      [
        ['nothing set there', ...describe(without, channels)],
        [`three settings in each, ${servers.length} servers`, ...describe(withSettings, channels)],
      ],
    );
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const open = (store: Store): Settings =>
  new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: fineClock, log: pino({ level: 'silent' }) });

/** An id as long as Discord's. */
const toId = (index: number): string => `${1_200_000_000_000_000_000n + BigInt(index)}`;

const setAll = (before: SettingsRecord, home: string, places: readonly Place[]): SettingsRecord => ({
  ...before,
  server: makeEntries(0),
  channels: Object.fromEntries(
    places.flatMap(({ server, channel }, index) => (server === home ? [[channel, makeEntries(index)]] : [])),
  ),
});

const describe = (bytes: number, channels: number): string[] => [
  `${(bytes / 1e6).toFixed(2)} MB`,
  `${Math.round(bytes / channels)} bytes`,
];

/** The bytes of live objects, once all garbage is collected, some of which only is after others. */
const countHeap = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  // Else libraries that nothing calls any more lose their code meanwhile, which is more than what is measured.
  setFlagsFromString('--no-flush-bytecode');
  const collect = runInNewContext('gc') as () => void;
  for (let count = 0; count < 8; count += 1) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
};

const readAll = async (settings: Settings, places: readonly Place[]): Promise<void> => {
  for (const place of places) await settings.of(place);
};

/** How much the heap grows when the settings of all places are read. */
const measureMemory = async (store: Store, places: readonly Place[]): Promise<number> => {
  // What runs for the first time takes memory of its own.
  await readAll(open(store), places);
  await countHeap();
  const before = await countHeap();
  const settings = open(store);
  await readAll(settings, places);
  const grown = (await countHeap()) - before;
  // Still in use, so that none of it was garbage.
  await readAll(settings, places.slice(0, 1));
  return Math.max(0, grown);
};

const printTimes = async (store: Store, places: readonly Place[]): Promise<void> => {
  const settings = open(store);
  const { now } = fineClock;
  const measure = async (all: readonly Place[]): Promise<number[]> => {
    const times: number[] = [];
    for (const place of all) {
      const since = now();
      await settings.of(place);
      times.push(now() - since);
    }
    return times;
  };
  const few = places.slice(0, TALKING);
  const first = await measure(places);
  const rested = await measure(places);
  await measure(few);
  const known = await measure(places.map((_, index) => few[index % few.length] as Place));
  const row = (what: string, times: readonly number[]) => [
    what,
    `${times.length}`,
    ...[0.5, 0.95, 1].map((share) => `${(percentile(times, share) * 1e3).toFixed(1)} µs`),
    `${GOAL * 1e3} µs`,
    verdict(percentile(times, 0.95), GOAL),
  ];
  print(
    'Settings of a place (goal: the p95)',
    ['', 'n', 'median', 'p95', 'max', 'goal', ''],
    [
      row('first look at a channel, the store included', first),
      row('at rest since then', rested),
      row('known already, as with every further turn', known),
    ],
  );
};
