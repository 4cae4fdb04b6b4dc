import type { World } from '../../world/world.ts';
import { median, ms, SPREAD, spread, verdict } from '../figures.ts';
import { Stage } from '../stage.ts';
import { print } from '../table.ts';

/** The goal: how long the median start may take, in milliseconds. */
const GOAL = 1_000;

/** Milliseconds from the start of the process: until the world knows the bot and its commands, and until it says so. */
type Start = { usable: number; told: number };

/** Prints how long Parley takes from the start of its process until people can use it. */
export const startup = async (starts: number): Promise<void> => {
  const fresh: Start[] = [];
  const known: Start[] = [];
  for (let count = 0; count < starts; count += 1) {
    await using stage = await Stage.open(10);
    fresh.push(await start(stage));
    known.push(await start(stage));
  }
  const goal = ms(GOAL);
  const row = (what: string, values: number[]) => [what, ...spread(values), goal, verdict(median(values), GOAL)];
  print(
    'Start of the process until people can use it (goal: the median)',
    ['', ...SPREAD, 'goal', ''],
    [
      row('commands registered before: Discord has it all', column(known, 'usable')),
      row('commands registered before: the log says ready', column(known, 'told')),
      row('commands to register: Discord has it all', column(fresh, 'usable')),
      row('commands to register: the log says ready', column(fresh, 'told')),
    ],
  );
};

const column = (starts: readonly Start[], key: keyof Start): number[] => starts.map((one) => one[key]);

const start = async (stage: Stage): Promise<Start> => {
  const { discord } = stage.world;
  await discord.until(() => !discord.gateway.complete);
  const { now } = discord.clock;
  const began = now();
  await using bot = stage.parley();
  const since = () => now() - began;
  const [usable, told] = await Promise.all([
    discord.until(() => discord.gateway.complete && registered(stage.world, began), { deadline: 20_000 }).then(since),
    bot.ready.then(since),
  ]);
  return { usable, told };
};

/** Whether the bot has asked for the commands since then, and Discord has them. */
const registered = ({ discord }: World, began: number): boolean =>
  discord.commands.all.length > 0 &&
  discord.requests.some(({ path, status, at }) => at >= began && path.endsWith('/commands') && status === 200);
