import { cpus } from 'node:os';
import { usage } from '../processes.ts';
import { PATIENCE, streamEvents } from '../servers/event-stream.ts';
import { fineClock } from '../stage.ts';
import type { Ground } from './ground.ts';

/** Events a second that come from all servers together, and questions a second. */
export const RATE = { events: 1_000, questions: 20 };

/** For how long the processes are watched while nothing comes, in milliseconds. */
const REST = 3_000;

/** Shares of one processor: of all processes of the bot together, at rest and while events come; of the world; and of the whole machine. */
export type Load = { rest: number; busy: number; world: number; machine: number; acknowledged: number[] };

/** Lets events come for so many seconds, and people ask meanwhile. */
export const measureLoad = async (ground: Ground, seconds: number): Promise<Load> => {
  const before = await readUse(ground);
  await fineClock.sleep(REST);
  const idle = differ(before, await readUse(ground));
  const rest = idle.bots / idle.time;
  const from = await readUse(ground);
  const acknowledged = await streamEvents(ground.world, ground.askers, { ...RATE, seconds });
  const use = differ(from, await readUse(ground));
  // Nothing comes while the last answers are waited for, but what is still done for them belongs to the events.
  const over = (share: number, whole: number) => (share - whole * PATIENCE) / (use.time - PATIENCE);
  return {
    rest,
    busy: over(use.bots, rest),
    world: over(use.world, idle.world / idle.time),
    machine: over(use.machine, idle.machine / idle.time),
    acknowledged,
  };
};

/** Milliseconds of processor time, and when they were read. */
type Use = { bots: number; world: number; machine: number; time: number };

const readUse = async ({ members }: Ground): Promise<Use> => {
  const all = await Promise.all(members.map(async ({ bot }) => (await usage(bot.pid ?? 0)).cpu));
  const { user, system } = process.cpuUsage();
  const times = cpus().map(({ times }) => times.user + times.nice + times.sys + times.irq);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { bots: sum(all), world: (user + system) / 1e3, machine: sum(times), time: fineClock.now() };
};

const differ = (from: Use, to: Use): Use => ({
  bots: to.bots - from.bots,
  world: to.world - from.world,
  machine: to.machine - from.machine,
  time: to.time - from.time,
});
