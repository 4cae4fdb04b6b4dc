import { readMonotonicClock } from '../../src/base/clock.ts';

/** So long each signal holds up the event loop, in milliseconds. */
const HELD = 800;

// The bot as `npm start` runs it, whose event loop can be held up from outside, as by a program that takes all processors.
process.on('SIGUSR2', () => {
  const until = readMonotonicClock() + HELD;
  while (readMonotonicClock() < until);
});
await import('../../src/index.ts');
