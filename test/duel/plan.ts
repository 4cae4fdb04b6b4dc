import { Dice } from './dice.ts';

/** What happens to one process. A stop is a SIGTERM, as in a rolling deploy: the next process is there already. */
export type Blow = { is: 'kill' } | { is: 'stop' } | { is: 'pause'; ms: number };

/** When a blow falls: so many milliseconds after something happened to the first question. */
export type Moment = { point: Point; after: number };

/** `before` is when the schedule begins, and `next` is when the blow before it fell. */
export type Point = 'before' | 'said' | 'asked' | 'begun' | 'shown' | 'over' | 'next';

/** Who is struck: the process that answered there last, or another one. */
export type Target = 'owner' | 'other';

/** A blow at a moment. */
export type Strike = { blow: Blow; target: Target; moment: Moment };

/** A question: in which of the channels, how, how many milliseconds after the beginning, and how the model answers it. */
export type Asking = { channel: number; way: Way; after: number; manner: Manner };

/** How people ask: a mention, `/ask`, or a message that becomes a mention when it's edited. */
export type Way = 'mention' | 'ask' | 'edit';

/** How the model answers: it thinks, and says pieces with a gap after each; `filler` is the length of each, in characters. */
export type Manner = { think: number; pieces: number; gap: number; filler: number };

/** Some questions, and what happens to the processes meanwhile. All times are milliseconds of the duel's clock. */
export type Schedule = { askings: readonly Asking[]; strikes: readonly Strike[]; rest: number };

/** How many channels there are: two of one server, one of another, and a direct message. */
export const CHANNELS = 4;

/** A pause of three lives of a lease is the longest. */
const PAUSE = { least: 10, most: 12_000 };

const POINTS: readonly Exclude<Point, 'next'>[] = [
  'before',
  'before',
  'said',
  'said',
  'asked',
  'begun',
  'begun',
  'shown',
  'shown',
  'over',
];

/** The greatest delay of a blow after its point. */
const DELAY: Record<Point, number> = {
  before: 0,
  said: 300,
  asked: 400,
  begun: 1_500,
  shown: 1_500,
  over: 1_000,
  next: 5_000,
};

/** A random schedule; `random` makes numbers from 0 to 1. */
export const schedule = (random: () => number): Schedule => {
  const dice = new Dice(random);
  const channel = dice.below(CHANNELS);
  const first = asking(dice, channel, dice.below(500));
  const others = Array.from({ length: dice.below(3) }, () =>
    asking(dice, dice.chance(0.5) ? channel : dice.below(CHANNELS), dice.below(1_200)),
  );
  return { askings: [first, ...others], strikes: strikes(dice), rest: dice.chance(0.3) ? dice.below(3_000) : 0 };
};

const asking = (dice: Dice, channel: number, after: number): Asking => ({
  channel,
  way: dice.chance(0.6) ? 'mention' : 'ask',
  after,
  manner: manner(dice),
});

/** How the model answers one question. */
export const manner = (dice: Dice): Manner => ({
  think: dice.chance(0.3) ? dice.below(1_500) : dice.below(200),
  pieces: 1 + dice.below(7),
  gap: 20 + dice.below(dice.chance(0.3) ? 900 : 300),
  // Some answers take two messages.
  filler: dice.chance(0.1) ? 550 : 30,
});

const strikes = (dice: Dice): Strike[] => {
  const point = dice.of(POINTS);
  const moment = { point, after: dice.below(DELAY[point] + 1) };
  const target = dice.chance(0.75) ? 'owner' : 'other';
  const first: Strike = { blow: blow(dice), target, moment };
  if (dice.chance(0.7)) return [first];
  const second: Strike = {
    blow: blow(dice),
    target: dice.chance(0.7) ? 'other' : 'owner',
    moment: { point: 'next', after: dice.below(DELAY.next) },
  };
  return [first, second];
};

const blow = (dice: Dice): Blow => {
  const share = dice.next();
  if (share < 0.45) return { is: 'kill' };
  if (share < 0.6) return { is: 'stop' };
  return { is: 'pause', ms: Math.round(PAUSE.least * (PAUSE.most / PAUSE.least) ** dice.next()) };
};
