import { REST, type RESTOptions } from 'discord.js';
import { readMonotonicClock, systemClock } from '../../base/clock.ts';

/**
 * Keeps a property of discord.js that holds a moment, in milliseconds since the epoch, as far away as it was, whatever becomes
 * of the wall clock. discord.js notes by it when a rate limit is over: set back an hour, it would make everybody's next
 * message wait for an hour.
 */
export const anchorMoment = (owner: object, property: string): void => {
  let due = 0;
  const set = (moment: number) => {
    due = readMonotonicClock() + moment - systemClock.wall();
  };
  set(Reflect.get(owner, property));
  Object.defineProperty(owner, property, { get: () => systemClock.wall() + due - readMonotonicClock(), set });
};

/** Discord's REST API, whose rate limits last as long as Discord says when somebody sets the wall clock. */
export class SteadyREST extends REST {
  constructor(options: Partial<RESTOptions>) {
    super(options);
    anchorMoment(this, 'globalReset');
    const { handlers } = this;
    const set = handlers.set.bind(handlers);
    // Each has the limit of one bucket, if it has any.
    handlers.set = (id, handler) => {
      if ('reset' in handler) anchorMoment(handler, 'reset');
      return set(id, handler);
    };
  }
}

/** The same for what a shard of the gateway may send within a minute, which discord.js begins to count anew each time. */
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
