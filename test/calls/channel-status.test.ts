import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChannelStatus } from '../../src/calls/channel-status.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ScriptedVenue, settle } from './stage.ts';

/** A status, and what Discord was asked to show. */
const makeStatus = () => {
  const clock = new VirtualClock();
  const venue = new ScriptedVenue();
  const asked: [string, string | undefined, number][] = [];
  const status = new ChannelStatus(
    {
      status: (channelId, line) => {
        asked.push([channelId, line, clock.now()]);
        return venue.status(channelId, line);
      },
    },
    clock,
  );
  /** Lets time pass, in milliseconds. */
  const pass = async (ms: number) => {
    await settle();
    await clock.advance(ms);
    await settle();
  };
  return { clock, venue, status, pass, asked, began: clock.now() };
};

test('a status that Discord refuses is tried again, after twice as long each time', async () => {
  const { venue, status, pass, asked, began } = makeStatus();
  venue.refusesStatus = true;
  status.set('lounge', 'line.listening');
  for (let seconds = 0; seconds < 8; seconds++) await pass(1_000);
  assert.deepEqual(
    asked.map(([, , at]) => at - began),
    [0, 1_000, 3_000, 7_000],
  );
  venue.refusesStatus = false;
  await pass(60_000);
  const { length } = asked;
  await pass(600_000);
  assert.equal(asked.length, length, 'it is shown, so nothing is asked any more');
});

test('a newer status does not wait for the next attempt, and replaces the one that was refused', async () => {
  const { venue, status, pass, asked } = makeStatus();
  venue.refusesStatus = true;
  status.set('lounge', 'line.listening');
  await pass(10);
  venue.refusesStatus = false;
  status.set('lounge', 'line.talk');
  await pass(10);
  assert.deepEqual(
    asked.map(([, line]) => line),
    ['line.listening', 'line.talk'],
  );
  await pass(600_000);
  assert.equal(asked.length, 2);
});

test('of several changes while Discord is slow only the newest is shown', async () => {
  const { venue, status, pass, asked } = makeStatus();
  const { promise, resolve } = Promise.withResolvers<void>();
  venue.slow = promise;
  status.set('lounge', 'line.listening');
  status.set('lounge', 'line.talk');
  status.set('lounge', 'line.nobody');
  await pass(10);
  assert.deepEqual(asked.length, 1);
  resolve();
  await pass(10);
  assert.deepEqual(
    asked.map(([, line]) => line),
    ['line.listening', 'line.nobody'],
  );
});

test('a call that moves clears the status of the channel that it leaves', async () => {
  const { status, pass, asked } = makeStatus();
  status.set('lounge', 'line.listening');
  await pass(10);
  status.set('attic', 'line.listening');
  await pass(10);
  assert.deepEqual(
    asked.map(([channel, line]) => [channel, line]),
    [
      ['lounge', 'line.listening'],
      ['lounge', undefined],
      ['attic', 'line.listening'],
    ],
  );
  assert.deepEqual([status.isIn('lounge'), status.isIn('attic')], [false, true]);
});

test('a call that leaves clears its status, and what was refused is not tried again', async () => {
  const { venue, status, pass, asked } = makeStatus();
  venue.refusesStatus = true;
  status.set('lounge', 'line.listening');
  await pass(10);
  await status.leave('lounge');
  await pass(600_000);
  assert.deepEqual(
    asked.map(([, line]) => line),
    ['line.listening', undefined],
  );
});
