import { median, ms } from '../figures.ts';
import { Stage } from '../stage.ts';
import { print } from '../table.ts';
import { startTextbook } from '../textbook/start.ts';
import { AT_ONCE, type Pieces, Rounds, type Sample } from './round.ts';

/** How many rounds each bot is asked, in how many channels at once, and how a slow answer comes. */
export type Scale = { short: number; long: number; channels: number; pieces: Pieces };

/** How many times more rounds there are in one channel, where a round costs little. */
const CHEAP = 10;

/** How many rounds come first and don't count. */
const WARM_UP = 2;

type Case = { what: string; channels: number; rounds: number; pieces: Pieces };

/** Prints how long people wait for Parley and for the textbook bot, measured in turn, each in its own world. */
export const comparison = async ({ short, long, channels, pieces }: Scale): Promise<void> => {
  const seconds = ((pieces.count - 1) * pieces.pause) / 1_000;
  const cases: Case[] = [
    { what: 'answer of one piece, 1 channel', channels: 1, rounds: short * CHEAP, pieces: AT_ONCE },
    { what: `answer of one piece, ${channels} at once`, channels, rounds: short, pieces: AT_ONCE },
    { what: `answer of ${seconds} s, 1 channel`, channels: 1, rounds: long, pieces },
    { what: `answer of ${seconds} s, ${channels} at once`, channels, rounds: long, pieces },
  ];
  const parley = await run(cases, channels, async (stage) => {
    const bot = stage.parley();
    await bot.ready;
    return bot;
  });
  const textbook = await run(cases, channels, ({ world }) => startTextbook('text', world));
  const rows = cases.flatMap(({ what }, index) =>
    (['first', 'whole'] as const).map((key) => {
      const [ours, theirs] = [parley, textbook].map((all) => median((all[index] ?? []).map((sample) => sample[key])));
      return [`${what}: ${NAMES[key]}`, ms(ours ?? 0), ms(theirs ?? 0), ((ours ?? 0) / (theirs ?? 0)).toFixed(3)];
    }),
  );
  print('From the question, connected, medians', ['', 'Parley', 'textbook bot', 'ratio'], rows);
};

const NAMES = { first: 'first text', whole: 'whole text' } as const;

const run = async (
  cases: readonly Case[],
  most: number,
  start: (stage: Stage) => Promise<AsyncDisposable>,
): Promise<Sample[][]> => {
  await using stage = await Stage.open(most);
  await using _bot = await start(stage);
  const asking = new Rounds(stage.world);
  for (let count = 0; count < WARM_UP; count += 1) await asking.ask(stage.places);
  const samples: Sample[][] = [];
  for (const { channels, rounds, pieces } of cases) {
    const places = stage.places.slice(0, channels);
    const seen: Sample[] = [];
    for (let count = 0; count < rounds; count += 1) seen.push(...(await asking.ask(places, pieces)));
    samples.push(seen);
  }
  return samples;
};
