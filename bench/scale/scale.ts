import { streamEvents } from '../servers/event-stream.ts';
import { fineClock } from '../stage.ts';
import { Inspector } from '../text/inspector.ts';
import { begin, join } from './beginning.ts';
import { Ground, type Size } from './ground.ts';
import { measureLoad, RATE } from './load.ts';
import { printReport, type Seen } from './report.ts';
import { type Takeover, takeOver } from './takeover.ts';

/** How much is measured: bots in so many servers each, how often a process is killed, and for how many seconds events come. */
type Scale = { servers: readonly number[]; kills: number; seconds: number; warmth: number } & Pick<
  Size,
  'shards' | 'processes'
>;

/** How long everything rests before a look at the memory, in milliseconds. */
const REST = 1_000;

/** Measures processes of a bot that share its servers, and how what they take grows with these. */
export const scale = async ({ quick }: { quick: boolean }): Promise<void> => {
  const scale: Scale = quick
    ? { servers: [16], kills: 1, seconds: 1, warmth: 0, shards: 4, processes: 2 }
    : { servers: [100, 1_000, 10_000], kills: 3, seconds: 20, warmth: 10, shards: 16, processes: 4 };
  const all: Seen[] = [];
  for (const servers of scale.servers) all.push(await measure({ ...scale, servers }, scale));
  printReport(all);
};

const measure = async (size: Size, { kills, seconds, warmth }: Scale): Promise<Seen> => {
  await using ground = await Ground.open(size);
  const began = await begin(ground, size);
  const memory = await readMemory(ground);
  // A process that has just started spends most of its time on compiling.
  if (warmth > 0) await streamEvents(ground.world, ground.askers, { ...RATE, seconds: warmth });
  const load = await measureLoad(ground, seconds);
  const joined: number[] = [];
  const takeover: Takeover = { talked: [], silent: [] };
  for (let kill = 0; kill < kills; kill += 1) {
    // The first one started first, so it's the one that plans for all.
    const [oldest] = ground.members;
    if (!oldest) throw new Error('there is no process');
    const { talked, silent } = await takeOver(ground, oldest, size);
    takeover.talked.push(...talked);
    takeover.silent.push(...silent);
    joined.push(await join(ground, size));
  }
  return { size, began, joined, memory, load, takeover };
};

/** What all processes together take, after all garbage is collected, in bytes. */
const readMemory = async ({ members }: Ground): Promise<Seen['memory']> => {
  await fineClock.sleep(REST);
  const memory = { resident: 0, heap: 0 };
  for (const { bot } of members) {
    using inspector = await Inspector.open(bot);
    for (let round = 0; round < 3; round += 1) await inspector.settle();
    memory.resident += await bot.rss();
    memory.heap += await inspector.heap();
  }
  return memory;
};
