import { FRAME_MS } from '../../src/audio/pcm.ts';
import type { Nano } from '../../src/budget/price.ts';
import { Traffic } from '../../test/soak/traffic.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import type { BilledAnswer } from '../../world/live/bill.ts';
import { Live } from '../../world/live/live.ts';
import type { Utterance } from './evening.ts';
import type { HeardAnswer, StartBot } from './evening-bot.ts';
import { type Asked, DECISION, Google, THINK } from './google.ts';
import { markFrame } from './marks.ts';

/** How many frames of silence follow speech (Discord docs, topics/voice-connections). */
const SILENCES = 5;

/** How long after the last word answers may still come, and how long a bot may take to start and to close, in milliseconds. */
const REST = 30_000;
const STARTING = 5_000;
const CLOSING = 60_000;

/** What came of an evening: what the model was asked, what people heard of its answers, and what Google bills. */
export type Outcome = {
  asked: readonly Asked[];
  heard: readonly HeardAnswer[];
  bill: readonly BilledAnswer[];
  counted: Nano | undefined;
  /** When each utterance ended, by its number, in milliseconds of the same clock as what was heard. */
  ends: ReadonlyMap<number, number>;
};

/** Lets an evening happen to a bot over real sockets, in virtual time. `wrong` is the share of decisions that are wrong. */
export const playEvening = async (evening: readonly Utterance[], start: StartBot, wrong = 0): Promise<Outcome> => {
  using traffic = new Traffic();
  const clock = new VirtualClock(() => traffic.settled());
  const google = new Google(evening);
  const live = await Live.listen({ clock, model: google.answer, rules: { strictToolIds: false } });
  Object.assign(live, { playback: true, thinkMs: THINK });
  Object.assign(live.decisions, { latencyMs: DECISION, script: google.decide, wrongShare: wrong });
  const bot = await clock.until(start(live));
  await clock.advance(STARTING);
  const begun = clock.now();
  const ends = new Map<number, number>();
  const failures: unknown[] = [];
  const say = async ({ number, at, sentence: { person, frames } }: Utterance) => {
    await clock.sleep(begun + at - clock.now());
    for (const [index, frame] of frames.entries()) {
      if (index > 0) await clock.sleep(FRAME_MS);
      bot.hear(person, markFrame(frame, { number, index }));
    }
    ends.set(number, clock.now());
    for (let left = SILENCES; left > 0; left--) {
      await clock.sleep(FRAME_MS);
      bot.hear(person, 'silence');
    }
  };
  const sayAll = async () => {
    for (const utterance of evening) {
      await clock.sleep(Math.max(0, begun + utterance.at - clock.now()));
      say(utterance).catch((error) => failures.push(error));
    }
  };
  sayAll().catch((error) => failures.push(error));
  await clock.advance((evening.at(-1)?.at ?? 0) + REST);
  const { counted } = bot;
  const closed = bot.close();
  await clock.advance(CLOSING);
  await closed;
  await traffic.settled();
  failures.push(...live.unexpected.map(({ reason }) => new Error(reason)));
  const bill = live.bill.answers;
  await live.close();
  if (failures.length > 0) throw new AggregateError(failures, `the evening failed: ${failures.join('; ')}`);
  return { asked: google.asked, heard: bot.heard, bill, counted, ends };
};
