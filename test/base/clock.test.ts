import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { test } from 'node:test';
import {
  type Clock,
  measureLead,
  readMonotonicClock,
  readUptime,
  startDeadline,
  systemClock,
  toWallTime,
  unlessAborted,
  within,
} from '../../src/base/clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

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
  const clock = new URL('../../src/base/clock.ts', import.meta.url);
  const program = (hold: string) =>
    `const { holdProcess, systemClock } = await import('${clock}'); ${hold}; await systemClock.sleep(50); console.log('woke');`;
  const run = (text: string) => spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' });
  const held = run(program('using _held = holdProcess()'));
  assert.deepEqual({ code: held.status, out: held.stdout }, { code: 0, out: 'woke\n' });
  assert.equal(run(program('')).status, 13);
});

test('every program of the project holds its process while it works', async () => {
  const root = new URL('../../', import.meta.url);
  const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const named = Object.values<string>(scripts).flatMap((line) => /^node .*?(\S+\.ts)$/.exec(line)?.[1] ?? []);
  // What `npm start` names only loads the program.
  const programs = [...named.filter((file) => file !== 'src/index.ts'), 'src/main.ts', 'test/duel/bot.ts'];
  assert.ok(programs.length >= 9, programs.join(' '));
  for (const file of programs)
    assert.match(await readFile(new URL(file, root), 'utf8'), /^using \w+ = holdProcess\(\);$/m, file);
});

/** Where the wall clock may be read, and what for. Everything else is a duration, and goes by `Clock.now`. */
const WALL = {
  'src/base/clock.ts': 'it is here',
  'src/budget/budget.ts': 'on which day something was spent',
  'src/budget/float.ts': 'whether the period of a cap is over',
  'src/budget/holds.ts': 'on which day something was spent',
  'src/budget/ledger.ts': 'when somebody was erased',
  'src/budget/meter.ts': 'whether the period of a cap is over',
  'src/budget/turn-rates.ts': 'when to ask again, for people',
  'src/budget/usage.ts': 'which days to read',
  'src/calls/calls.ts': 'when somebody chose whether to be heard, for its record',
  'src/calls/interpreter/interpreter.ts': 'when something was said that is translated, as of every turn',
  'src/conversation/conversations.ts': 'when a question was asked, for its record',
  'src/conversation/erase-job.ts': 'when somebody was erased',
  'src/conversation/forget-job.ts': 'when all was forgotten',
  'src/conversation/memory/recap-writer.ts': 'when a recap was made, for its record',
  'src/conversation/memory/retention.ts': 'which turns are too old to be kept',
  'src/conversation/recovery/crash-recovery.ts': 'which records are older than this process',
  'src/conversation/recovery/home-note.ts': 'until when a promised reply can be given, also by a later process',
  'src/conversation/turns/answer-recall.ts': 'how old an answer of another process is',
  'src/discord/gateway/rate-limit-clock.ts': 'what discord.js compares with `Date.now`',
  'src/discord/inbound/acknowledgement.ts': 'until when an interaction can be answered, also by a later process',
  'src/discord/inbound/missed-question.ts': 'how old a message is at Discord',
  'src/discord/outbound/forsaken-answer.ts': 'how long ago a message was edited at Discord',
  'src/discord/outbound/last-write.ts': 'whether the machine has slept since',
  'src/discord/outbound/message-target.ts': 'how old an edit is at Discord, of which another process may have made it',
  'src/discord/outbound/reply-promise.ts': 'the same',
  'src/discord/tools/discord-hands.ts': 'until when Discord keeps a member from talking',
  'src/live/limits/reconnect-admission.ts': 'when to try again, for people',
  'src/live/session/resumption-handle.ts': 'how old a handle is, also for a later process',
  'src/live/typed/text-pace.ts': 'when to ask again, for people',
  'src/minutes/call-minutes.ts': 'when a call was over, for what was said in it',
  'src/minutes/transcript-reader.ts': 'since when somebody wants to know what was said',
  'src/ops/monitor.ts': 'since when the process runs, for people',
  'src/ops/operator-history.ts': 'when a number was taken, for people',
  'src/ops/operator-view.ts': 'the same',
  'src/ops/warning-counts.ts': 'when something was warned of, for people',
  'src/privacy/departures.ts': 'when a server was left, also for a later process',
  'src/privacy/erasures.ts': 'when something was to be deleted, also for a later process',
  'src/privacy/first-notices.ts': 'since when a person has been told',
  'src/privacy/privacy-desk.ts': 'when an export was made, for people',
  'src/store/in-memory.ts': 'the same',
  'src/store/memory-dump.ts': 'what has expired',
  'src/store/postgres-dump.ts': 'what has expired',
  'src/store/postgres-meters.ts': 'when a counter begins again',
  'src/store/postgres.ts': 'how long a record is kept',
  'src/store/process-lock.ts': 'how old a file is',
  'src/store/quarantine.ts': 'how long a record is kept',
  'src/store/shelf.ts': 'the same',
  'src/store/sqlite-dump.ts': 'what has expired',
  'src/store/sqlite-meters.ts': 'when a counter begins again',
  'src/store/sqlite.ts': 'the same',
  'src/store/store-copy.ts': 'what expires meanwhile',
  'src/terminal/assumptions/decision-assumptions.ts': 'which price holds',
  'src/terminal/chat-session.ts': 'when a question was asked, for its record',
  'src/terminal/reseal.ts': 'until when a record is kept',
  'src/terminal/settings-desk.ts': 'when a setting was changed, for its record',
  'src/terminal/show-usage.ts': 'which days today and those before it are',
  'src/terminal/store-backup.ts': 'what has expired',
  'src/tools/reminders/reminder-clock.ts': 'which reminders are due',
  'src/tools/reminders/reminder-tools.ts': 'which moment people mean, also for a later process',
  'src/tools/time-tool.ts': 'what time it is, for people',
};

/** The code of a program, without what only comments say. */
const code = async (file: string) =>
  (await readFile(file, 'utf8')).replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/^\s*\/\/.*$/gm, '');

test('nothing but the clock asks the system for the time, and only what has to reads the wall clock', async () => {
  const files = globSync(['src/**/*.ts', 'commands/**/*.ts']);
  assert.ok(files.length > 20);
  const readers: string[] = [];
  for (const file of files) {
    const text = await code(file);
    if (file !== 'src/base/clock.ts')
      assert.doesNotMatch(text, /\bDate\.now\b|\bDate\(\)|\bperformance\.now\b|\bhrtime\b/, file);
    if (/\bwall\(|\btoWallTime\(|\.wall\b/.test(text)) readers.push(file);
  }
  assert.deepEqual(readers.sort(), Object.keys(WALL));
});

test('two clocks are compared well, although the machine halts the process between two readings', () => {
  let [now, reading] = [0, 0];
  /** Takes 10 µs, and now and then 150 ms. */
  const read = () => {
    now += reading++ % 5 === 1 ? 150 : 0.01;
    return now;
  };
  const lead = measureLead(() => read() + 7_000, read);
  assert.ok(Math.abs(lead - 7_000) < 0.1, `${lead} ms`);
});

test('how long the machine has run is what the system says', () => {
  const before = uptime() * 1_000;
  const told = readUptime();
  // The system counts in hundredths of a second.
  assert.ok(told >= before - 20 && told <= uptime() * 1_000 + 20, `${told} is not about ${before}`);
});

test('the time that passes has nothing to do with the wall clock, and processes of a machine agree on it', () => {
  const text = `const { readMonotonicClock } = await import('${new URL('../../src/base/clock.ts', import.meta.url)}'); console.log(readMonotonicClock());`;
  const before = readMonotonicClock();
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' });
  assert.ok(before < Number(stdout) && Number(stdout) < readMonotonicClock(), `${before} ${stdout}`);
  assert.ok(Math.abs(systemClock.wall() - Date.now()) < 1_000);
});

test('setting the wall clock moves nothing but what it shows', async () => {
  const clock = new VirtualClock();
  const [now, wall] = [clock.now(), clock.wall()];
  const due = now + 60_000;
  clock.set(-3_600_000);
  await clock.advance(1_000);
  assert.deepEqual([clock.now() - now, clock.wall() - wall], [1_000, 1_000 - 3_600_000]);
  assert.equal(toWallTime(clock, due), wall - 3_600_000 + 60_000, 'people read what their own clocks will show');
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

const never = new AbortController().signal;

for (const signal of [undefined, never]) {
  const name = signal ? 'with a signal' : 'without one';

  test(`what is done in time is what it resolves to, and nobody sleeps any more (${name})`, async () => {
    const clock = new VirtualClock();
    assert.equal(await within(clock, 1_000, Promise.resolve('done'), signal), 'done');
    assert.deepEqual([clock.sleepers, getEventListeners(never, 'abort').length], [0, 0]);
  });

  test(`what takes too long is late, and goes on all the same (${name})`, async () => {
    const clock = new VirtualClock();
    const { promise: work, resolve } = Promise.withResolvers<string>();
    const waiting = within(clock, 1_000, work, signal);
    await clock.advance(1_000);
    assert.equal(await waiting, 'late');
    assert.deepEqual([clock.sleepers, getEventListeners(never, 'abort').length], [0, 0]);
    resolve('at last');
    assert.equal(await work, 'at last');
  });

  test(`what fails in time fails, and what fails too late is nobody’s (${name})`, async () => {
    const clock = new VirtualClock();
    const fault = new Error('broken');
    await assert.rejects(within(clock, 1_000, Promise.reject(fault), signal), fault);
    const { promise: work, reject } = Promise.withResolvers<string>();
    const waiting = within(clock, 1_000, work, signal);
    await clock.advance(1_000);
    assert.equal(await waiting, 'late');
    // An unhandled rejection would end the test.
    reject(fault);
    await new Promise(setImmediate);
    assert.equal(clock.sleepers, 0);
  });
}

for (const [name, wait] of Object.entries<(clock: VirtualClock, work: Promise<string>, signal: AbortSignal) => unknown>(
  {
    within: (clock, work, signal) => within(clock, 1_000, work, signal),
    unlessAborted: (_clock, work, signal) => unlessAborted(work, signal),
  },
))
  test(`${name} ends with the signal, unless the work had settled before`, async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const reason = new Error('enough');
    const { promise: work, resolve } = Promise.withResolvers<string>();
    const waiting = wait(clock, work, stop.signal);
    stop.abort(reason);
    await assert.rejects(async () => waiting, reason);
    await assert.rejects(async () => wait(clock, work, stop.signal), reason);
    resolve('done');
    assert.equal(await wait(clock, work, stop.signal), 'done');
    assert.deepEqual([clock.sleepers, getEventListeners(stop.signal, 'abort').length], [0, 0]);
  });

test('a deadline aborts with its reason when it is over, with the signal’s before, and not once it is disposed of', async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const [late, enough] = [new Error('late'), new Error('enough')];
  const over = startDeadline(clock, { ms: 1_000, reason: late, signal: stop.signal });
  const followed = startDeadline(clock, { ms: 2_000, reason: late, signal: stop.signal });
  const disposed = startDeadline(clock, { ms: 1_000, reason: late, signal: stop.signal });
  disposed[Symbol.dispose]();
  await clock.advance(1_000);
  stop.abort(enough);
  await clock.advance(1_000);
  assert.deepEqual([over.signal.reason, followed.signal.reason, disposed.signal.aborted], [late, enough, false]);
  assert.equal(startDeadline(clock, { ms: 1, reason: late, signal: stop.signal }).signal.reason, enough);
});
