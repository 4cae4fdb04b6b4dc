import { REST, type RESTOptions } from 'discord.js';
import { readMonotonicClock, systemClock } from '../../base/clock.ts';

/**
 * Makes a property of discord.js that holds a moment, in milliseconds since the epoch, follow the wall clock when that
 * is set. discord.js uses such moments for the end of a rate limit: if the clock were set back by an hour, everyone's
 * next message would wait for an hour.
 */
const anchorMoment = (owner: object, property: string): void => {
  let due = 0;
  const set = (moment: number) => {
    due = readMonotonicClock() + moment - systemClock.wall();
  };
  set(Reflect.get(owner, property));
  Object.defineProperty(owner, property, { get: () => systemClock.wall() + due - readMonotonicClock(), set });
};

/** Discord's REST API, with rate limits that last as long as Discord says even when the wall clock is set. */
export class SteadyREST extends REST {
  constructor(options: Partial<RESTOptions>) {
    super(options);
    anchorMoment(this, 'globalReset');
    const { handlers } = this;
    const set = handlers.set.bind(handlers);
    // Each of them holds the limit of one bucket, if it has one.
    handlers.set = (id, handler) => {
      if ('reset' in handler) anchorMoment(handler, 'reset');
      return set(id, handler);
    };
  }
}

/** Does the same for what a shard may send within a minute. discord.js replaces that property with each new minute. */
export const anchorSendWindow = (shard: object): void => {
  const property = 'sendRateLimitState';
  let state: object = Reflect.get(shard, property);
  anchorMoment(state, 'resetAt');
  const set = (next: object) => {
    state = next;
    anchorMoment(state, 'resetAt');
  };
  Object.defineProperty(shard, property, { get: () => state, set });
};
