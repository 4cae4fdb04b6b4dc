import { random } from '../../world/discord/voice/path.ts';
import { ms, percentile } from '../figures.ts';
import { print } from '../table.ts';
import { PARTS, PAUSE } from '../voice/pauses.ts';
import { type Deciding, type Ending, SpeechCall } from './speech-call.ts';

/** How many sentences are said. */
const SENTENCES = { quick: 1, full: 100 };

/** The pauses in them, in milliseconds: those of the voice bench, and those of who thinks. */
const PAUSES = [PAUSE, { least: 450, most: 900 }];

/** How long a decision takes, in milliseconds: what fits into the usual pause, and the least and the most that Google says. */
const LATENCIES = [100, 150, 250];

/** Shares of pauses that the gate gets wrong. */
const WRONG = [0, 0.1];

const NAMES = { attention: 'who was answered lately', asked: 'who isn’t known yet' };

/** Prints how often the model is told of an end that isn't one, and how long it takes until it's told of the real one. */
export const endings = async ({ quick }: { quick: boolean }): Promise<void> => {
  const count = quick ? SENTENCES.quick : SENTENCES.full;
  const ways = (['attention', 'asked'] as const).flatMap((way) =>
    LATENCIES.flatMap((latency) => WRONG.map((wrong): Deciding => ({ way, latency, wrong }))),
  );
  for (const range of PAUSES) {
    const rows: string[][] = [];
    for (const deciding of [{ way: 'pause' } as const, ...ways])
      rows.push(describe(deciding, await sayAll(deciding, range, count)));
    print(
      `${count} sentences of ${PARTS.length} parts in virtual time, with pauses of ${range.least} to ${range.most} ms`,
      ['how the end is decided', 'ends taken back', 'end of speech to the end told, median', 'p95', 'largest'],
      rows,
    );
  }
};

const sayAll = async (deciding: Deciding, { least, most }: typeof PAUSE, count: number): Promise<Ending[]> => {
  const [next, chance] = [random(1), random(2)];
  const all: Ending[] = [];
  for (let said = 0; said < count; said++) {
    const pauses = PARTS.slice(1).map(() => least + next() * (most - least));
    all.push(await new SpeechCall(deciding, chance).say(PARTS, pauses));
  }
  return all;
};

const describe = (deciding: Deciding, all: readonly Ending[]): string[] => {
  const early = all.reduce((sum, each) => sum + each.early, 0);
  const pauses = all.length * (PARTS.length - 1);
  const waits = all.map(({ wait }) => wait);
  const name =
    deciding.way === 'pause'
      ? 'by the usual pause'
      : `by the gate in ${deciding.latency} ms, ${100 * deciding.wrong} % wrong, of ${NAMES[deciding.way]}`;
  const spread = [0.5, 0.95, 1].map((share) => ms(percentile(waits, share)));
  return [name, `${early} of ${pauses}`, ...spread];
};
