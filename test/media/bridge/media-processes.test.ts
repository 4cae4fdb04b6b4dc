import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChildExit } from '../../../src/base/child-exit.ts';
import { MediaFault } from '../../../src/media/bridge/media-fault.ts';
import { MediaProcesses } from '../../../src/media/bridge/media-processes.ts';
import type { FileOutcome } from '../../../src/media/bridge/media-protocol.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ALL, NEVER } from '../wants.ts';

/** A process that reads what the test tells it to have read. */
class ScriptedProcess {
  readonly #exit = Promise.withResolvers<ChildExit>();
  readonly exited = this.#exit.promise;
  readonly waiting: PromiseWithResolvers<FileOutcome>[] = [];
  jobs = 0;
  memory = 0;
  isGone = false;
  isEnded = false;

  async read(_bytes: Uint8Array, _wants: object, signal: AbortSignal): Promise<FileOutcome> {
    this.jobs += 1;
    const job = Promise.withResolvers<FileOutcome>();
    const stop = () => {
      job.reject(signal.reason);
      this.kill();
    };
    signal.addEventListener('abort', stop);
    this.waiting.push({
      ...job,
      // An abort after the answer is no longer this job's.
      resolve: (outcome) => {
        signal.removeEventListener('abort', stop);
        job.resolve(outcome);
      },
    });
    return job.promise;
  }

  answer(text = 'x'): void {
    this.waiting.shift()?.resolve({ is: 'text', text });
  }

  /** Dies of the file that it reads. */
  die(): void {
    this.waiting.shift()?.reject(new MediaFault('broken'));
    this.kill();
  }

  async measureMemory(): Promise<number> {
    return this.memory;
  }

  async end(): Promise<void> {
    this.isEnded = true;
    this.kill();
  }

  kill(): void {
    this.isGone = true;
    this.#exit.resolve({ code: null, signal: 'SIGKILL', words: '' });
  }
}

const stage = () => {
  const clock = new VirtualClock();
  const started: ScriptedProcess[] = [];
  const deaths: ChildExit[] = [];
  const processes = new MediaProcesses({
    env: {},
    clock,
    died: (exit) => deaths.push(exit),
    start: () => {
      const process = new ScriptedProcess();
      started.push(process);
      return process;
    },
  });
  const read = (signal = NEVER) => processes.read(Buffer.from('x'), ALL, signal);
  const newest = () => started.at(-1) as ScriptedProcess;
  /** Lets everything that is ready run. */
  const settle = () => clock.advance(0).then(() => new Promise(setImmediate));
  const readOne = async () => {
    const reading = read();
    await settle();
    newest().answer();
    await reading;
  };
  return { clock, started, deaths, processes, read, newest, settle, readOne };
};

test('no process runs before there is a file, and none when there was none for a minute', async () => {
  const { clock, started, processes, readOne, newest } = stage();
  assert.equal(processes.running, 0);
  await readOne();
  await clock.advance(59_999);
  assert.equal(processes.running, 1);
  await readOne();
  await clock.advance(59_999);
  assert.deepEqual([started.length, processes.running], [1, 1]);
  await clock.advance(1);
  assert.deepEqual([processes.running, newest().isEnded], [0, true]);
});

test('files are read one after another, in the order in which they came', async () => {
  const { read, newest, settle } = stage();
  const order: string[] = [];
  const all = ['a', 'b', 'c'].map((name) => read().then(() => order.push(name)));
  for (const _ of all) {
    await settle();
    assert.equal(newest().waiting.length, 1);
    newest().answer();
  }
  await Promise.all(all);
  assert.deepEqual(order, ['a', 'b', 'c']);
});

test('a file that nobody waits for any more is passed over', async () => {
  const { read, newest, settle, started } = stage();
  const first = read();
  const stop = new AbortController();
  const second = read(stop.signal);
  const third = read();
  await settle();
  stop.abort(new Error('stopped'));
  await assert.rejects(second, /stopped/);
  newest().answer();
  await first;
  await settle();
  newest().answer('third');
  assert.deepEqual(await third, { is: 'text', text: 'third' });
  assert.equal(started.length, 1);
});

test('after fifty files, or one that left much memory behind, the next has a new process', async () => {
  const { started, newest, readOne } = stage();
  for (let file = 0; file < 50; file += 1) await readOne();
  assert.deepEqual([started.length, newest().isEnded], [1, true]);
  await readOne();
  newest().memory = 251 * 1024 * 1024;
  await readOne();
  assert.deepEqual([started.length, newest().isEnded], [2, true]);
});

test('the file after one that killed its process has a new one', async () => {
  const { read, started, newest, settle, deaths } = stage();
  const bad = read();
  const good = read();
  await settle();
  newest().die();
  await assert.rejects(bad, MediaFault);
  await settle();
  newest().answer();
  await good;
  assert.deepEqual([started.length, deaths.length], [2, 1]);
});

test('a stopped reading is no death', async () => {
  const { read, settle, deaths, readOne, started } = stage();
  const stop = new AbortController();
  const reading = read(stop.signal);
  await settle();
  stop.abort(new Error('stopped'));
  await assert.rejects(reading, /stopped/);
  await readOne();
  assert.deepEqual([started.length, deaths.length], [2, 0]);
});

test('a process that has answered when its question is stopped doesn’t stay behind', async () => {
  const { read, settle, deaths, readOne, started } = stage();
  const stop = new AbortController();
  const reading = read(stop.signal);
  await settle();
  started[0]?.answer();
  stop.abort(new Error('stopped'));
  await reading;
  assert.equal(started[0]?.isGone, true);
  await readOne();
  assert.deepEqual([started.length, deaths.length], [2, 0]);
});

test('after three deaths within a minute no file is read for the rest of it', async () => {
  const { clock, read, newest, settle, processes, readOne } = stage();
  for (let death = 0; death < 3; death += 1) {
    const reading = read();
    reading.catch(() => {});
    await settle();
    newest().die();
    await assert.rejects(reading, MediaFault);
    await settle();
  }
  assert.equal(processes.isFailing, true);
  await assert.rejects(read(), { why: 'failing' });
  await clock.advance(60_000);
  await readOne();
});

test('the end kills a process that is reading, and starts no other', async () => {
  const { read, settle, processes, started, newest } = stage();
  const reading = read();
  reading.catch(() => {});
  const waiting = read();
  waiting.catch(() => {});
  await settle();
  await processes.end();
  newest().die();
  await assert.rejects(reading, MediaFault);
  await assert.rejects(waiting, { why: 'failing' });
  assert.equal(started.length, 1);
});
