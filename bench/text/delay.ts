import { percentile, SPREAD, spread, verdict } from '../figures.ts';
import { Stage } from '../stage.ts';
import { print } from '../table.ts';
import { Rounds, rested } from './round.ts';

/** The goal: the longest delay of 95 answers out of 100, in milliseconds. */
const GOAL = 50;

/** How many rounds of questions to ask, in one channel and in several channels at once. */
export type Scale = { one: number; all: number; channels: number };

/** How many rounds come first and don't count, because what runs for the first time is slow. */
const WARM_UP = 3;

type Case = { what: string; channels: number; rounds: number; connected: boolean; sound: boolean };

/** A conversation rests after a second instead of a minute. */
const RESTING = { SESSION_IDLE_SECONDS: '1' };

/** Prints what Parley itself adds between the Live API and Discord. */
export const delay = async ({ one, all, channels }: Scale): Promise<void> => {
  await using stage = await Stage.open(channels);
  const at = { one: { channels: 1, rounds: one }, all: { channels, rounds: all } };
  const connected: Case[] = [
    { what: '1 channel, connected', ...at.one, connected: true, sound: false },
    { what: '1 channel, connected, with sound', ...at.one, connected: true, sound: true },
    { what: `${channels} at once, connected`, ...at.all, connected: true, sound: false },
    { what: `${channels} at once, connected, with sound`, ...at.all, connected: true, sound: true },
  ];
  const resting: Case[] = [
    { what: '1 channel, after a rest', ...at.one, connected: false, sound: false },
    { what: `${channels} at once, after a rest`, ...at.all, connected: false, sound: false },
  ];
  print(
    'First transcript delta leaves the Live world until the first text arrives at Discord (goal: p95)',
    ['', ...SPREAD, 'world busy', 'goal', ''],
    [...(await rows(connected, stage, {})), ...(await rows(resting, stage, RESTING))],
  );
  console.log(
    '\nWorld busy: how much of the time the process of the world, whose own work counts here too, was at work.',
  );
};

const rows = async (cases: readonly Case[], stage: Stage, settings: Record<string, string>): Promise<string[][]> => {
  await using bot = stage.parley(settings);
  await bot.ready;
  const rounds = new Rounds(stage.world);
  for (let count = 0; count < WARM_UP; count += 1) await rounds.ask(stage.places);
  const found: string[][] = [];
  for (const one of cases) found.push(await measured(one, stage, rounds));
  return found;
};

const measured = async (one: Case, stage: Stage, rounds: Rounds): Promise<string[]> => {
  const { what, channels, connected, sound } = one;
  stage.world.live.sound = sound;
  const places = stage.places.slice(0, channels);
  const delays: number[] = [];
  let busy = 0;
  for (let count = 0; count < one.rounds; count += 1) {
    if (!connected) await rested(stage.world);
    const before = performance.eventLoopUtilization();
    for (const sample of await rounds.ask(places)) delays.push(sample.delay);
    busy += performance.eventLoopUtilization(before).utilization / one.rounds;
  }
  return [
    what,
    ...spread(delays),
    `${(busy * 100).toFixed(0)} %`,
    `${GOAL} ms`,
    verdict(percentile(delays, 0.95), GOAL),
  ];
};
