import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_WAIT, QuietFloor } from '../../src/calls/quiet-floor.ts';
import { VirtualClock } from '../virtual-clock.ts';

const open = () => {
  const clock = new VirtualClock();
  const floor = new QuietFloor(clock);
  const stop = new AbortController();
  const ears = (is: 'begun' | 'ended' | 'again' | 'over', utterance: number) =>
    floor.receive(is === 'begun' ? { is, call: '1', utterance, userId: 'ada' } : { is, call: '1', utterance });
  let state: 'waits' | 'told' | 'stopped' = 'waits';
  const wait = () => {
    state = 'waits';
    void floor.wait(stop.signal).then(
      () => (state = 'told'),
      () => (state = 'stopped'),
    );
  };
  const look = async (): Promise<typeof state> => {
    await new Promise(setImmediate);
    return state;
  };
  return { clock, floor, stop, ears, wait, look };
};

test('a result is told at once where nobody speaks', async () => {
  const { wait, look, ears } = open();
  wait();
  assert.equal(await look(), 'told');
  ears('begun', 1);
  ears('ended', 1);
  wait();
  assert.equal(await look(), 'told');
});

test('it waits for whoever speaks, and for whoever has the floor after them', async () => {
  const { wait, look, ears } = open();
  ears('begun', 1);
  wait();
  assert.equal(await look(), 'waits');
  ears('ended', 1);
  ears('over', 1);
  ears('begun', 2);
  assert.equal(await look(), 'waits');
  ears('ended', 1);
  assert.equal(await look(), 'waits');
  ears('ended', 2);
  assert.equal(await look(), 'told');
});

test('somebody who goes on has the floor again', async () => {
  const { wait, look, ears } = open();
  ears('begun', 1);
  ears('ended', 1);
  ears('again', 1);
  wait();
  assert.equal(await look(), 'waits');
  ears('over', 1);
  assert.equal(await look(), 'told');
});

test('it waits for those who talk without the floor', async () => {
  const { wait, look, floor, ears } = open();
  floor.receive({ is: 'talk', call: '1', talking: true });
  wait();
  assert.equal(await look(), 'waits');
  ears('begun', 1);
  floor.receive({ is: 'talk', call: '1', talking: false });
  assert.equal(await look(), 'waits');
  ears('ended', 1);
  assert.equal(await look(), 'told');
});

test('it doesn’t wait for ever, nor for ears that are gone', async () => {
  const { wait, look, ears, clock, floor } = open();
  ears('begun', 1);
  wait();
  await clock.advance(MOST_WAIT - 1);
  assert.equal(await look(), 'waits');
  await clock.advance(1);
  assert.equal(await look(), 'told');
  wait();
  assert.equal(await look(), 'waits');
  floor.clear();
  assert.equal(await look(), 'told');
});

test('a call that is stopped waits no more', async () => {
  const { wait, look, ears, stop } = open();
  ears('begun', 1);
  wait();
  stop.abort(new Error('interrupted'));
  assert.equal(await look(), 'stopped');
});
