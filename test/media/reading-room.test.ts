import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadingRoom } from '../../src/media/reading-room.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { NEVER } from './wants.ts';

const stage = () => {
  const clock = new VirtualClock();
  const room = new ReadingRoom({ most: 100, wait: 15_000, clock });
  const entered: string[] = [];
  const enter = (name: string, bytes: number, signal = NEVER) =>
    room.enter(bytes, signal).then((stay) => {
      entered.push(name);
      return stay;
    });
  return { clock, room, entered, enter };
};

test('those who find no room wait in line, and a small one doesn’t overtake', async () => {
  const { room, entered, enter, clock } = stage();
  const first = await enter('first', 60);
  const large = enter('large', 60);
  const small = enter('small', 10);
  await clock.advance(0);
  assert.deepEqual(entered, ['first']);
  first.leave();
  first.leave();
  await Promise.all([large, small]);
  assert.deepEqual([entered, room.taken], [['first', 'large', 'small'], 70]);
});

test('an empty room has room for everyone', async () => {
  const { enter, room } = stage();
  (await enter('huge', 500)).leave();
  assert.equal(room.taken, 0);
});

test('what grows keeps others out, and what shrinks lets them in', async () => {
  const { enter, entered, clock, room } = stage();
  const stay = await enter('first', 10);
  stay.resize(100);
  const next = enter('next', 50);
  await clock.advance(0);
  assert.deepEqual(entered, ['first']);
  stay.resize(20);
  await next;
  assert.equal(room.taken, 70);
});

test('who waits too long, or gives up, leaves the line', async () => {
  const { enter, clock, room, entered } = stage();
  const stay = await enter('first', 100);
  const late = enter('late', 50);
  late.catch(() => {});
  const stop = new AbortController();
  const gone = enter('gone', 50, stop.signal);
  gone.catch(() => {});
  stop.abort(new Error('stopped'));
  await assert.rejects(gone, /stopped/);
  await clock.advance(15_000);
  await assert.rejects(late, { name: 'MediaFault', why: 'busy' });
  stay.leave();
  await enter('next', 50);
  assert.deepEqual([entered, room.taken], [['first', 'next'], 50]);
});
