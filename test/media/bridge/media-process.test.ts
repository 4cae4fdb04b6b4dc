import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeChildEnvironment } from '../../../src/base/child-environment.ts';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { MediaFault } from '../../../src/media/bridge/media-fault.ts';
import { MEDIA_LIMITS } from '../../../src/media/bridge/media-limits.ts';
import { MediaProcess } from '../../../src/media/bridge/media-process.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ALL, NEVER } from '../wants.ts';

const WILD = new URL('./wild-process.ts', import.meta.url);
const env = makeChildEnvironment(process.env);

/** A busy machine may take longer over what fills its memory than a file may take. */
const PATIENT: Pick<Clock, 'sleep'> = {
  sleep: (ms, signal) => systemClock.sleep(ms < MEDIA_LIMITS.stallMs ? ms : 10 * ms, signal),
};

const start = (options: { entry?: URL; clock?: Pick<Clock, 'sleep'>; decodeMs?: number } = {}) =>
  new MediaProcess({ env, clock: systemClock, ...options });
const order = (child: MediaProcess, what: string) => child.read(Buffer.from(what), ALL, NEVER);
const hasFault =
  (why: string, isFatal = false) =>
  (error: unknown) =>
    error instanceof MediaFault && error.why === why && error.isFatal === isFatal;

describe('a media process', () => {
  const child = start();
  after(() => child.end());

  test('reads a text', async () => {
    const outcome = await child.read(Buffer.from('one\ntwo\n'), ALL, NEVER);
    assert.deepEqual(outcome, { is: 'text', text: 'one\ntwo\n' });
  });

  test('lets go of a file once it is read', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const send = async () => {
      const bytes = Buffer.from('x'.repeat(100_000));
      await child.read(bytes, ALL, NEVER);
      return new WeakRef(bytes.buffer);
    };
    const files = [await send(), await send(), await send()];
    // What was looked at in a turn of the event loop is kept until its end.
    await sleep(0);
    collectGarbage();
    assert.deepEqual(
      files.map((file) => file.deref() !== undefined),
      [false, false, false],
    );
  });

  test('says why it can’t read a file, and reads the next one', async () => {
    await assert.rejects(child.read(Buffer.alloc(0), ALL, NEVER), hasFault('empty'));
    await assert.rejects(child.read(Buffer.from('PK\x03\x04\0\0\0'), ALL, NEVER), hasFault('unknown'));
    assert.deepEqual(await child.read(Buffer.from('x'), ALL, NEVER), { is: 'text', text: 'x' });
  });

  test('lets calls go first, and is the first that the kernel ends where memory runs out', () => {
    assert.equal(getPriority(child.pid), 10);
    if (process.platform === 'linux')
      assert.equal(readFileSync(`/proc/${child.pid}/oom_score_adj`, 'utf8').trim(), '1000');
  });
});

test('a media process starts, whatever the operator has Node load besides', { timeout: 60_000 }, async () => {
  const child = new MediaProcess({
    env: { ...env, NODE_OPTIONS: `--import=${new URL('../wants.ts', import.meta.url)}` },
    clock: systemClock,
  });
  assert.deepEqual(await order(child, 'x'), { is: 'text', text: 'x' });
  await child.end();
});

test('a media process can neither write files nor start programs, and reads only the program', async (t) => {
  const child = start({ entry: new URL('./locked-process.ts', import.meta.url) });
  t.after(() => child.end());
  const outcome = await order(child, '');
  const denied = 'ERR_ACCESS_DENIED';
  assert.deepEqual(outcome, { write: denied, read: denied, settings: denied, store: denied, spawn: denied });
});

test('a file that crashes the process is broken', async () => {
  for (const what of ['crash', 'exit', 'throw']) {
    const child = start({ entry: WILD });
    await assert.rejects(order(child, what), hasFault('broken', true), what);
    await child.exited;
    assert.equal(child.isGone, true);
  }
});

test('a file that takes too long kills the process', async () => {
  const clock = new VirtualClock();
  const child = start({ entry: WILD, clock });
  const reading = order(child, 'spin');
  reading.catch(() => {});
  await clock.advance(29_999);
  assert.equal(child.isGone, false);
  await clock.advance(1);
  await assert.rejects(reading, hasFault('slow', true));
  assert.equal((await child.exited).signal, 'SIGKILL');
});

test('a file that takes too much of the processor kills the process', {
  skip: process.platform !== 'linux',
}, async () => {
  const child = start({ entry: WILD, clock: PATIENT, decodeMs: 100 });
  await assert.rejects(order(child, 'spin'), hasFault('slow', true));
  assert.equal((await child.exited).signal, 'SIGKILL');
});

test('a file isn’t slow because the machine lets others run', { skip: process.platform !== 'linux' }, async () => {
  const clock = new VirtualClock();
  const child = start({ entry: WILD, clock });
  await order(child, 'x');
  process.kill(child.pid ?? 0, 'SIGSTOP');
  const reading = order(child, 'x');
  await clock.advance(20_000);
  process.kill(child.pid ?? 0, 'SIGCONT');
  assert.equal((await reading).is, 'text');
  await child.end();
});

test('a file that takes too much memory kills the process', { skip: process.platform !== 'linux' }, async () => {
  const child = start({ entry: WILD, clock: PATIENT });
  await assert.rejects(order(child, 'allocate'), hasFault('broken', true));
  assert.equal((await child.exited).signal, 'SIGKILL');
});

test('a reading that nobody wants any more is ended by killing the process', async () => {
  const child = start({ entry: WILD });
  const stop = new AbortController();
  const reading = child.read(Buffer.from('spin'), ALL, stop.signal);
  stop.abort(new Error('stopped'));
  await assert.rejects(reading, /stopped/);
  assert.equal((await child.exited).signal, 'SIGKILL');
});

test('what a library prints isn’t taken for an answer', async () => {
  const child = start({ entry: WILD });
  assert.deepEqual(await order(child, 'babble'), { is: 'text', text: `${child.pid}` });
  await child.end();
});

test('the bot’s own loop goes on while a process spins', async () => {
  const child = start({ entry: WILD });
  const stop = new AbortController();
  child.read(Buffer.from('spin'), ALL, stop.signal).catch(() => {});
  for (let turn = 0; turn < 10; turn += 1) await sleep(1);
  assert.equal(child.isGone, false);
  stop.abort();
  await child.exited;
});

/** Whether a process exists. It isn't a child of this one, so there's no event for its end. */
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a media process does not outlive a bot that is killed', { timeout: 60_000 }, async ({ signal }) => {
  const parent = spawn(process.execPath, [fileURLToPath(new URL('./media-parent.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = await once(parent.stdout.setEncoding('utf8'), 'data');
  assert.ok(lives(Number(pid)));
  parent.kill('SIGKILL');
  // Where nobody reaps it, it stays a zombie for ever: then the test is late, and must not go on after its end.
  while (lives(Number(pid))) await sleep(20, undefined, { signal });
});
