import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, stall } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace } from '../defaults.ts';
import { never, notes, stage, turn } from '../stage.ts';

const complete = { is: 'complete' };

const handed = (newHandle: string) => ({ sessionResumptionUpdate: { newHandle, resumable: true } });

test('a question is asked again though a handle waits for the record of its turn', async (t) => {
  const memory = notes();
  const { live, session } = await stage(t, { memory });
  const saved = memory.saved;
  await session.ask('remember', 1, turn(), never);
  const { handle } = await saved;
  memory.said = [{ asked: 'remember', answered: 'All right.' }];
  const ended = Promise.withResolvers<void>();
  const waited: number[] = [];
  memory.countRecorded = async (turns) => {
    waited.push(turns);
    await ended.promise;
    return turns;
  };
  // An interruption by nobody ends the connection, and the handle beside it would cover a turn that is asked again.
  const answers = [[frame({ serverContent: { interrupted: true }, ...handed(handle) }), stall], 'here I am'];
  live.script = () => answers.shift() ?? '';
  const answer = turn();
  assert.deepEqual(await session.ask('hello', 2, answer, never), complete);
  assert.equal(answer.text, 'here I am');
  assert.deepEqual(waited, [2]);
  assert.equal((await live.connection(1)).setup.sessionResumption?.handle, handle);
  const next = memory.saved;
  ended.resolve();
  assert.equal((await next).turns, 2);
});

test('of a thousand handles that come while one is being saved, only the newest is saved', async (t) => {
  const gate = Promise.withResolvers<void>();
  const last = Promise.withResolvers<void>();
  const saves: string[] = [];
  const memory = {
    ...notes(),
    save: async ({ handle }: { handle: string }) => {
      saves.push(handle);
      await gate.promise;
      if (handle === 'handle 999') last.resolve();
    },
  };
  const { live, session } = await stage(t, { memory });
  live.handleDelay = Number.POSITIVE_INFINITY;
  await session.ask('hello', 1, turn(), never);
  const connection = await live.connection(0);
  connection.send(Array.from({ length: 1_000 }, (_, n) => handed(`handle ${n}`)));
  // Frames come in order: with the answer, all of them have come.
  await session.ask('are they there?', 2, turn(), never);
  gate.resolve();
  await last.promise;
  await session.close();
  assert.ok(saves.length <= 3, `${saves.length} saves`);
  assert.equal(saves.at(-1), 'handle 999');
});

test('a handle that is forgotten while it waits to be saved is not saved', async (t) => {
  const memory = notes();
  const { live, session, open } = await stage(t, { memory });
  await session.ask('remember', 1, turn(), never);
  await session.close();
  memory.said = [{ asked: 'remember', answered: 'All right.' }];
  const recorded = Promise.withResolvers<number>();
  const waits = Promise.withResolvers<void>();
  const dropped = Promise.withResolvers<void>();
  const drop = memory.drop;
  memory.countRecorded = (turns) => {
    waits.resolve();
    return recorded.promise.then(() => turns);
  };
  memory.drop = () => drop.call(memory).then(dropped.resolve);
  const again = open();
  await again.ask('hello', 2, turn(), never);
  await waits.promise;
  live.connections.at(-1)?.close(1008, 'BidiGenerateContent session not found');
  await dropped.promise;
  recorded.resolve(2);
  await again.close();
  assert.equal(memory.kept, undefined);
});

test('a handle that comes with the setup of a resumed session keeps what Google had counted', async (t) => {
  const memory = notes();
  const { live, session, open } = await stage(t, { memory });
  await session.ask('remember', 1, turn(), never);
  await session.close();
  memory.said = [{ asked: 'remember', answered: 'All right.' }];
  assert.ok(memory.kept);
  memory.kept.tokens = 5_000;
  live.next({ before: [handed('early')] });
  const saved = memory.saved;
  const again = open();
  live.script = () => [stall];
  const stop = new AbortController();
  const asked = again.ask('hello', 2, turn(), stop.signal).catch(() => {});
  const { handle, tokens, turns } = await saved;
  assert.deepEqual({ handle, tokens, turns }, { handle: 'early', tokens: 5_000, turns: 1 });
  stop.abort();
  await asked;
});

test('sessions that another process still has open are begun anew at once, however many it leaves, and once each', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  pace.share(4, false);
  const { live, open } = await stage(t, { clock, pace });
  const began = clock.now();
  for (let number = 0; number < 8; number += 1) {
    const memory = notes();
    const { saved } = memory;
    await open(memory).ask('remember', 1, turn(), never);
    await clock.until(saved);
    memory.said = [{ asked: 'remember', answered: 'All right.' }];
    const dials = live.dials;
    assert.deepEqual(await open(memory).ask('hello', 2, turn(), never), complete);
    assert.equal(live.dials - dials, 2);
    assert.equal(live.connections.at(-1)?.setup.sessionResumption?.handle, undefined);
  }
  assert.ok(clock.now() - began < 10_000);
  assert.equal(live.unexpected.splice(0).length, 8);
});
