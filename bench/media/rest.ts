import { systemClock } from '../../src/base/clock.ts';
import { median, ms } from '../figures.ts';
import { Stage } from '../stage.ts';
import { print } from '../table.ts';

/** How many bots are started, and how long each rests before its memory is read, in milliseconds. */
export type Scale = { starts: number; rest: number };

/** Prints what a bot takes to which nobody sends a file: it must not be more than before it could read any. */
export const rest = async ({ starts, rest: pause }: Scale): Promise<void> => {
  const times: number[] = [];
  const bytes: number[] = [];
  await using stage = await Stage.open(1);
  for (let count = 0; count < starts; count += 1) {
    const began = performance.now();
    await using bot = stage.parley();
    await bot.ready;
    times.push(performance.now() - began);
    await systemClock.sleep(pause);
    bytes.push(await bot.rss());
  }
  print(
    `A bot without files, median of ${starts} starts`,
    ['', ''],
    [
      ['from its start until it is ready', ms(median(times))],
      ['memory at rest', `${(median(bytes) / 1e6).toFixed(1)} MB`],
    ],
  );
};
