import type { PlaceTool } from './place-tool.ts';
import { makeNumberSchema, makeTextsSchema, readNumber, readTexts } from './tool-args.ts';

/** A random whole number from 0 to `below`, without `below` itself. */
export type PickNumber = (below: number) => number;

/** Random choices. A model's own are far from even. */
export const makeDiceTools = (pick: PickNumber): readonly PlaceTool[] => [
  {
    declaration: {
      name: 'roll_dice',
      description:
        'Rolls dice, or picks random whole numbers from 1 to sides. Use it for every random number; never make one up.',
      parameters: {
        type: 'OBJECT',
        properties: {
          sides: makeNumberSchema('How many sides each die has: 2 for a coin, 6 if nobody says. At most 1000000.'),
          count: makeNumberSchema('How many dice, 1 to 100. 1 if nobody says.'),
        },
      },
    },
    deadline: 1_000,
    isOn: ({ tools }) => tools.includes('dice'),
    run(args) {
      const sides = readNumber(args, 'sides', { least: 2, most: 1_000_000, usual: 6 });
      const count = readNumber(args, 'count', { least: 1, most: 100, usual: 1 });
      const rolls = Array.from({ length: count }, () => pick(sides) + 1);
      return { is: 'done', says: { rolls, sum: rolls.reduce((sum, one) => sum + one, 0) } };
    },
  },
  {
    declaration: {
      name: 'choose_at_random',
      description:
        'Chooses among things or people at random, or puts them into a random order. Use it for every random choice.',
      parameters: {
        type: 'OBJECT',
        properties: {
          options: makeTextsSchema('What to choose from, 2 to 100 entries; who has two tickets stands there twice.'),
          count: makeNumberSchema('How many to choose, in random order. 1 if nobody says.'),
        },
        required: ['options'],
      },
    },
    deadline: 1_000,
    isOn: ({ tools }) => tools.includes('dice'),
    run(args) {
      const options = readTexts(args, 'options', { least: 2, most: 100, each: 200 });
      const count = readNumber(args, 'count', { least: 1, most: options.length, usual: 1 });
      return { is: 'done', says: { chosen: shuffle(options, pick).slice(0, count) } };
    },
  },
];

/** Fisher and Yates: every order is as likely as any other. */
const shuffle = <T>(all: readonly T[], pick: PickNumber): T[] => {
  const rest = [...all];
  return all.flatMap(() => rest.splice(pick(rest.length), 1));
};
