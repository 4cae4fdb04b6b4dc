import { pieces } from '../../test/soak/sound.ts';
import { Traffic } from '../../test/soak/traffic.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import type { BilledAnswer } from '../../world/live/bill.ts';
import { Live } from '../../world/live/live.ts';
import type { Saying } from './evening.ts';
import type { StartBot } from './evening-bot.ts';
import { makeEveningModel, questionOf } from './evening-model.ts';

/** How many pieces of speech are sent at once: the bill doesn't depend on it. */
const AT_ONCE = 5;

/** How long after the last word answers may still come, and how long a bot may take to close, in milliseconds. */
const REST = 10 * 60_000;
const CLOSING = 60_000;

/**
 * Lets an evening happen to a bot over real sockets and in virtual time: it moves on only when nothing is on its way any
 * more. Resolves with what Google bills for it.
 */
export const playEvening = async (evening: readonly Saying[], start: StartBot): Promise<readonly BilledAnswer[]> => {
  using traffic = new Traffic();
  const clock = new VirtualClock(() => traffic.settled());
  const live = await Live.listen({ clock, model: makeEveningModel(evening), rules: { strictToolIds: false } });
  live.playback = true;
  const bot = await start(live);
  const begun = clock.now();
  const failures: unknown[] = [];
  const say = async (saying: Saying) => {
    await clock.sleep(begun + saying.at - clock.now());
    if (saying.is === 'typed') return bot.type(saying, questionOf(saying), saying.file);
    const speech = bot.hear(saying);
    const all = pieces(saying.number, saying.ms);
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      await clock.sleep(100 * some.length);
      speech?.write(Buffer.concat(some));
    }
    speech?.end();
  };
  for (const saying of evening) say(saying).catch((error) => failures.push(error));
  await clock.advance((evening.at(-1)?.at ?? 0) + REST);
  const closed = bot.close();
  await clock.advance(CLOSING);
  await closed;
  await traffic.settled();
  const { answers } = live.bill;
  const refused = live.unexpected.map(({ reason }) => reason);
  await live.close();
  if (failures.length + refused.length > 0)
    throw new AggregateError(failures, `the evening failed: ${refused.join('; ')}`);
  return answers;
};
