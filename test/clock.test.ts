import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type Clock, systemClock } from '../src/clock.ts';
import { VirtualClock } from './clock.ts';

for (const [name, make] of Object.entries<() => Clock>({
  wall: () => systemClock,
  virtual: () => new VirtualClock(),
})) {
  test(`a sleep ends with the signal's own reason, and leaves no listener behind (${name})`, async () => {
    const clock = make();
    const stop = new AbortController();
    const reason = new Error('enough');
    const sleeping = clock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await assert.rejects(sleeping, reason);
    await assert.rejects(clock.sleep(1, stop.signal), reason);
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
  });

  test(`a sleep that is over leaves no listener behind (${name})`, async () => {
    const clock = make();
    const { signal } = new AbortController();
    const sleeping = clock.sleep(1, signal);
    if (clock instanceof VirtualClock) await clock.advance(1);
    // The wall clock does not keep a process alive, so something else has to.
    const alive = setInterval(() => {}, 1_000);
    await sleeping;
    clearInterval(alive);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
}

test('a program that holds its process wakes from a sleep, and one that does not is forgotten', async () => {
  const clock = new URL('../src/clock.ts', import.meta.url);
  const program = (hold: string) =>
    `const { holdProcess, systemClock } = await import('${clock}'); ${hold}; await systemClock.sleep(50); console.log('woke');`;
  const run = (text: string) => spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' });
  const held = run(program('using _held = holdProcess()'));
  assert.deepEqual({ code: held.status, out: held.stdout }, { code: 0, out: 'woke\n' });
  assert.equal(run(program('')).status, 13);
});

test('every program of the project holds its process while it works', async () => {
  const root = new URL('../', import.meta.url);
  const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const named = Object.values<string>(scripts).flatMap((line) => /^node .*?(\S+\.ts)$/.exec(line)?.[1] ?? []);
  // What `npm start` names only loads the program.
  const programs = [...named.filter((file) => file !== 'src/index.ts'), 'src/main.ts', 'test/duel/bot.ts'];
  assert.ok(programs.length >= 9, programs.join(' '));
  for (const file of programs)
    assert.match(await readFile(new URL(file, root), 'utf8'), /^using \w+ = holdProcess\(\);$/m, file);
});

test('virtual sleepers wake in the order in which they are due', async () => {
  const clock = new VirtualClock();
  const woken: number[] = [];
  for (const ms of [30, 10, 20]) void clock.sleep(ms).then(() => woken.push(ms));
  await clock.advance(25);
  assert.deepEqual(woken, [10, 20]);
  await clock.advance(5);
  assert.deepEqual(woken, [10, 20, 30]);
});
