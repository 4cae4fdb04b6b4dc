import { Live } from '../../world/live/live.ts';
import { VirtualClock } from '../virtual-clock.ts';
import type { Install } from './client.ts';
import { Director } from './director.ts';
import { Ledger } from './ledger.ts';
import { Owner } from './owner.ts';
import { People } from './people.ts';
import { missing, read } from './sound.ts';
import type { Story } from './story.ts';
import { Traffic } from './traffic.ts';

/** How long after the last word answers may still come. */
const REST = 30 * 60_000;

/** How long a client may take to close. */
const CLOSING = 60_000;

/**
 * Lives through a story with a client, over real sockets and in virtual time: time moves on only when nothing is on its
 * way any more. Resolves with everything that happened.
 *
 * @throws AggregateError of what went wrong in the world itself.
 */
export const live = async (story: Story, install: Install): Promise<Ledger> => {
  using traffic = new Traffic();
  const clock = new VirtualClock(() => traffic.settled());
  const world = await Live.listen({ clock });
  const ledger = new Ledger(clock);
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const machine = await install(world);
  const owner = new Owner(
    ledger,
    () => machine.start(),
    () => traffic.cut(),
  );
  const director = new Director(world, story, ledger, owner, failed);
  director.direct();
  new People(owner, director, ledger, failed).speak(story);
  await traffic.settled();
  await clock.advance(story.ms + REST);
  ledger.missed = director.waiting;
  const stopped = owner.client.stop();
  await clock.advance(CLOSING);
  await stopped;
  await machine.close();
  await traffic.settled();
  hear(world, story, ledger);
  ledger.left = world.connections.filter(({ open }) => open).length;
  ledger.unexpected = world.unexpected.map(({ code, reason }) => [code, reason].join(' '));
  await world.close();
  if (failures.length > 0) throw new AggregateError(failures, `the world failed: ${failures.join('; ')}`);
  return ledger;
};

/** Takes down of each utterance that came to its end how much of it was missing. */
const hear = (world: Live, { sayings }: Story, { heard }: Ledger): void => {
  for (const { audio } of world.questions) {
    const sound = read(audio);
    const saying = sayings.find(({ number }) => number === sound.number);
    if (saying?.is !== 'spoken') continue;
    const best = heard.get(sound.number) ?? Number.POSITIVE_INFINITY;
    heard.set(sound.number, Math.min(best, missing(sound, saying.ms)));
  }
};
