import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Caller, sdk } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { close } from '../../../world/live/steps.ts';

test('a script can close and drop its connection, with a reason that is cut at 123 bytes', async () => {
  await using live = await Live.listen({ model: () => ['half', close(1011, 'é'.repeat(100))] });
  const caller = await Caller.dial(live);
  caller.session.sendRealtimeInput({ text: 'tell me' });
  assert.deepEqual(await caller.closed, { code: 1011, reason: 'é'.repeat(61) });
  assert.equal(caller.transcript(), 'half');
  const second = await Caller.dial(live);
  const connection = await live.connection(1);
  connection.drop();
  assert.equal((await second.closed).code, 1006);
  assert.equal((await connection.ended).code, 1006);
});

test('a connection can say goodbye, or fall silent, at any time', async () => {
  await using live = await Live.listen({ model: () => 'heard' });
  const caller = await Caller.dial(live);
  const connection = await live.connection(0);
  connection.goAway('50s');
  assert.deepEqual((await caller.message((message) => message.goAway)).goAway, { timeLeft: '50s' });
  connection.mute();
  caller.session.sendRealtimeInput({ text: 'still there?' });
  await connection.frame((sent) => sent.realtimeInput !== undefined);
  connection.close(1011, 'Deadline expired before operation could complete.');
  assert.match((await caller.closed).reason, /^Deadline expired/);
  assert.equal(caller.transcript(), '');
});

test('whoever listens to the server sees each frame as it leaves', async () => {
  await using live = await Live.listen({ model: () => 'word' });
  const left: string[] = [];
  live.sent = (_, sent) => left.push(JSON.stringify(sent));
  const caller = await Caller.dial(live);
  await caller.ask('speak');
  assert.deepEqual(
    left,
    caller.messages.map((message) => JSON.stringify(message)),
  );
});

test('whoever listens to the server answers a client that closes', async () => {
  await using live = await Live.listen();
  const left = Promise.withResolvers<() => void>();
  live.left = (_, answer) => left.resolve(answer);
  const caller = await Caller.dial(live);
  const connection = await live.connection(0);
  caller.session.close();
  const answer = await left.promise;
  assert.ok(connection.open);
  answer();
  assert.equal((await caller.closed).code, 1005);
  await connection.ended;
});

test('a script that throws fails the test that wrote it', async () => {
  const live = await Live.listen({
    model: () => {
      throw new Error('a slip of the pen');
    },
  });
  const caller = await Caller.dial(live);
  caller.session.sendRealtimeInput({ text: 'go' });
  assert.equal((await caller.closed).code, 1011);
  await assert.rejects(live.close(), /a slip of the pen/);
});

test('many servers live side by side, and closing one cuts its connections only', async () => {
  const one = await Live.listen({ model: () => 'one' });
  await using two = await Live.listen({ model: () => 'two' });
  const [first, second] = [await Caller.dial(one), await Caller.dial(two)];
  await one.close();
  assert.equal((await first.closed).code, 1006);
  assert.equal(await second.ask('who are you?'), 'two');
  assert.equal(one.connections.length, 1);
});

test('an SDK that is told a base URL with a path of its own gets through', async () => {
  await using live = await Live.listen({ model: () => 'here' });
  const ai = sdk(live, { httpOptions: { baseUrl: `${live.url}/emu/` } });
  assert.equal(await (await Caller.dial(live, { ai })).ask('where?'), 'here');
  assert.match((await live.connection(0)).path, /^\/emu\/\/ws\/google\.ai\.generativelanguage\.v1beta/);
  assert.equal((await live.connection(0)).apiVersion, 'v1beta');
});

test('waiting for a connection that never comes ends with the server', async () => {
  const live = await Live.listen();
  const waiting = assert.rejects(live.connection(0), /connection 0 did not come: the server was closed/);
  await live.close();
  await waiting;
});
