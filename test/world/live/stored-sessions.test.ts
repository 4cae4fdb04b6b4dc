import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Caller, thinking } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import type { Script } from '../../../world/live/script.ts';
import { close, stall } from '../../../world/live/steps.ts';
import { words } from '../../../world/live/wire.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const HOUR = 60 * 60 * 1000;
const recall: Script = ({ memory }) => `I know: ${words(memory).replaceAll('\n', ', ') || 'nothing'}`;
const resuming = (handle?: string) => ({ config: { sessionResumption: handle ? { handle } : {} } });

/** Asks one question on a connection of its own, and returns the handle that came after the answer. */
async function remembered(live: Live, question = 'I am Ada'): Promise<string> {
  const caller = await Caller.dial(live, resuming());
  await caller.ask(question);
  const handle = await caller.handle();
  await caller.hangUp();
  return handle;
}

test('a resumed session remembers, and a fresh one does not', async () => {
  await using live = await Live.listen({ model: () => 'Noted' });
  const handle = await remembered(live);
  live.script = recall;
  const resumed = await Caller.dial(live, resuming(handle));
  assert.equal(await resumed.ask('who am I?'), 'I know: I am Ada, Noted');
  const fresh = await Caller.dial(live, resuming());
  assert.equal(await fresh.ask('who am I?'), 'I know: nothing');
  const [first, again, other] = [0, 1, 2].map((n) => live.connections[n]?.setup);
  assert.deepEqual(first?.sessionResumption, {});
  assert.deepEqual(again?.sessionResumption, { handle });
  assert.deepEqual(other?.sessionResumption, {});
});

test('a handle leads to what was known when it was given out, and not to what was said since', async () => {
  await using live = await Live.listen({ model: () => 'Noted' });
  const caller = await Caller.dial(live, resuming());
  await caller.ask('one');
  const first = await caller.handle();
  const from = caller.messages.length;
  await caller.ask('two');
  const second = await caller.handle(from);
  await caller.hangUp();
  live.script = recall;
  const old = await Caller.dial(live, resuming(first));
  assert.equal(await old.ask('?'), 'I know: one, Noted');
  await old.hangUp();
  const young = await Caller.dial(live, resuming(second));
  assert.equal(await young.ask('?'), 'I know: one, Noted, two, Noted');
});

test('no handle comes without asking for one', async () => {
  await using live = await Live.listen({ model: () => 'Noted' });
  const caller = await Caller.dial(live);
  await caller.ask('one');
  await caller.ask('two');
  assert.ok(caller.messages.every((message) => !message.sessionResumptionUpdate));
});

test('the handle of a turn comes after it, so that whoever leaves at once loses the turn', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => 'Noted' });
  live.handleDelay = 300;
  const caller = await Caller.dial(live, resuming());
  await caller.ask('one');
  const handles = () => caller.messages.filter((message) => message.sessionResumptionUpdate?.resumable).length;
  await clock.advance(299);
  assert.equal(handles(), 0);
  await clock.advance(1);
  await caller.handle();
  assert.equal(handles(), 1);
});

test('while it generates, a session cannot be resumed from where it is', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live, resuming());
  caller.session.sendRealtimeInput({ text: 'go' });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  const updates = caller.messages.flatMap(({ sessionResumptionUpdate }) => sessionResumptionUpdate ?? []);
  assert.deepEqual(updates, [{ resumable: false, newHandle: '' }]);
});

test('a turn that was cut off with its connection is not behind the handle before it', async () => {
  await using live = await Live.listen({ model: () => 'Noted' });
  const caller = await Caller.dial(live, resuming());
  await caller.ask('one');
  const handle = await caller.handle();
  live.script = () => ['half', close(1011, 'Internal error encountered.')];
  caller.session.sendRealtimeInput({ text: 'two' });
  await caller.closed;
  live.script = recall;
  assert.equal(await (await Caller.dial(live, resuming(handle))).ask('?'), 'I know: one, Noted');
});

test('a handle expires two hours after its session ended, and not while it is open', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: recall });
  const caller = await Caller.dial(live, resuming());
  await caller.ask('one');
  const handle = await caller.handle();
  await clock.advance(5 * HOUR);
  await caller.hangUp();
  await live.connections[0]?.ended;
  await clock.advance(2 * HOUR);
  const resumed = await Caller.dial(live, resuming(handle));
  await resumed.hangUp();
  await live.connections[1]?.ended;
  await clock.advance(2 * HOUR + 1);
  await assert.rejects(Caller.dial(live, resuming(handle)), /1008.*BidiGenerateContent session not found/);
  assert.deepEqual(live.unexpected, []);
});

test('a handle that nobody gave out, or that was forgotten, is refused by either code', async () => {
  await using live = await Live.listen();
  await assert.rejects(Caller.dial(live, resuming('made-up')), /1007.*Invalid session handle/);
  const handle = await remembered(live);
  live.forget();
  live.rules.unknownHandle = 1008;
  await assert.rejects(Caller.dial(live, resuming(handle)), /1008.*BidiGenerateContent session not found/);
  assert.deepEqual(live.unexpected, []);
});

test('a handle of another model is refused, and that is the fault of the client', async () => {
  await using live = await Live.listen();
  const handle = await remembered(live);
  const model = 'gemini-3.8-live-extended-thinking';
  const config = { ...thinking, ...resuming(handle).config };
  await assert.rejects(Caller.dial(live, { model, config }), /1007.*invalid argument/);
  await Caller.dial(live, { model, config: thinking });
  assert.equal(live.unexpected.length, 1);
});

test('a second connection to a session is refused while the first is open, unless it is allowed', async () => {
  await using live = await Live.listen({ model: recall });
  const caller = await Caller.dial(live, resuming());
  await caller.ask('one');
  const handle = await caller.handle();
  await assert.rejects(Caller.dial(live, resuming(handle)), /1011/);
  live.rules.oneSocket = false;
  const second = await Caller.dial(live, resuming(handle));
  assert.equal(await second.ask('?'), 'I know: one, I know: nothing');
  assert.equal(await caller.ask('and you?'), 'I know: one, I know: nothing');
});

test('a session whose memory is gone can be resumed all the same, and only its answers show it', async () => {
  await using live = await Live.listen({ model: () => 'Noted' });
  const handle = await remembered(live);
  live.wipe();
  live.script = recall;
  const resumed = await Caller.dial(live, resuming(handle));
  assert.equal(await resumed.ask('who am I?'), 'I know: nothing');
  const newer = await resumed.handle();
  await resumed.hangUp();
  assert.match(await (await Caller.dial(live, resuming(newer))).ask('and now?'), /who am I/);
});

test('the handle of a turn may never come', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => 'Noted' });
  live.handleDelay = Number.POSITIVE_INFINITY;
  const caller = await Caller.dial(live, resuming());
  await caller.ask('one');
  await clock.advance(HOUR);
  await caller.ask('two');
  assert.ok(caller.messages.every(({ sessionResumptionUpdate }) => !sessionResumptionUpdate?.newHandle));
});
