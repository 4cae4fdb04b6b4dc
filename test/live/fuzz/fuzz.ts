import fc from 'fast-check';
import { MODELS, PHASES, type Strike } from './ambush.ts';
import { Flatness, LOOKS, type Use } from './flatness.ts';
import { frame, sentAs } from './frames.ts';
import { Rig } from './rig.ts';

/** A run: how often it struck, with how many messages, in how many milliseconds, and what it left behind. */
export type Report = { strikes: number; messages: number; ms: number; growth: Use };

/** Strikes between two moments of rest. */
const BATCH = 25;

/** For how many milliseconds a shorter stream that fails is looked for. */
const SHORTENING = 60_000;

/** What all objects inherit, which nothing that a server sends may change. */
const PROTOTYPES = [Object, Array, Function, String, Number, Boolean, Promise, Map, Buffer].map(
  ({ prototype }) => prototype,
);
const inherited = () => PROTOTYPES.map((each) => Reflect.ownKeys(each).map(String)).join();

const strike: fc.Arbitrary<Strike> = fc.record({
  phase: fc.constantFrom(...PHASES),
  after: fc.constantFrom('answer', 'silence'),
  model: fc.constantFrom(...MODELS),
  frames: fc.array(frame, { minLength: 1, maxLength: 15, size: 'max' }),
});

/** How many messages a stream has. */
const count = ({ frames }: Strike): number => frames.reduce((sum, one) => sum + sentAs(one).messages, 0);

/**
 * Strikes a conversation with mutated streams of at least `messages` messages in all, while another one goes on beside it.
 *
 * @throws an Error with the seed and the shortest failing stream that was found, if anything went wrong.
 */
export const fuzz = async ({ seed, messages }: { seed: number; messages: number }): Promise<Report> => {
  const started = performance.now();
  const before = inherited();
  const flatness = new Flatness();
  const done = { strikes: 0, messages: 0 };
  let looks = 0;
  let rig = await Rig.open();
  try {
    for (let batch = seed; done.messages < messages; batch++) {
      const struck = fc.asyncProperty(strike, async (what) => {
        done.strikes++;
        done.messages += count(what);
        try {
          await rig.strike(what);
        } catch (error) {
          // A failure may leave anything behind, and a shorter stream has to fail on its own.
          await rig.close().catch(() => {});
          rig = await Rig.open();
          throw error;
        }
      });
      const result = await fc.check(struck, { seed: batch, numRuns: BATCH, interruptAfterTimeLimit: SHORTENING });
      if (result.failed) throw new Error(told(batch, result), { cause: result.errorInstance });
      await rig.rest();
      if (done.messages < ((looks + 1) * messages) / LOOKS) continue;
      looks++;
      await flatness.look();
    }
    if (inherited() !== before) throw new Error('what all objects inherit was changed');
    if (flatness.leak) throw new Error(`memory is not flat: ${flatness.leak}`);
    return { ...done, ms: performance.now() - started, growth: flatness.growth };
  } finally {
    await rig.close();
  }
};

const told = (seed: number, { counterexample, numShrinks }: fc.RunDetails<[Strike]>): string => {
  const [what] = counterexample ?? [];
  if (!what) return `seed ${seed} failed without a stream`;
  const { frames, ...when } = what;
  const lines = frames.map((one) => `${shown(sentAs(one).pieces.join(''))} from ${shown(JSON.stringify(one))}`);
  return [
    `npm run fuzz -- --seed ${seed} --messages ${BATCH} fails, after ${numShrinks} steps of shortening, with the stream`,
    JSON.stringify(when),
    ...lines,
  ].join('\n');
};

const shown = (text: string): string =>
  text.length > 500 ? `${text.slice(0, 500)}… (${text.length} characters)` : text;
