import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { makeGoogleClient } from '../../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { close, drop, say, stall, think } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace, makeSession, makeSetup, makeSpeech } from '../defaults.ts';
import { never, notes, silentLog, stage, turn } from '../stage.ts';

/** The longest that a person waits for a sentence, in milliseconds. */
const TOLD = 20_000;

type Asked = { said: Promise<unknown>; clock: VirtualClock };

/** More connections than any test dials. */
const MANY = 40;

/** Asks a session whose connections meet these faults, one after another. */
const behind =
  (...faults: ConnectionFault[]) =>
  async (t: TestContext): Promise<Asked> => {
    const clock = new VirtualClock();
    const { live, session } = await stage(t, { clock });
    live.next(...Array.from({ length: MANY }, () => faults).flat());
    return { said: session.ask('hello', 1, turn(), never), clock };
  };

/** Asks a session whose Google is at this address. */
const at = (baseUrl: string): Asked => {
  const clock = new VirtualClock();
  const google = makeGoogleClient({ apiKey: 'k', apiVersion: 'v1beta', baseUrl });
  const setup = async () => makeSetup();
  const means = { google, setup, memory: notes(), pool: new ConnectionPool(40), clock, log: silentLog, idle: 120_000 };
  return { said: makeSession(means).ask('hello', 1, turn(), never), clock };
};

/** A server that does this with every socket. */
const serving = async (t: TestContext, met: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    met(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
};

const silent = () => {};
const SETUPS = { silent: { setup: 'silent' }, drop: { setup: 'drop' }, garbage: { setup: 'garbage' } } as const;

/** Ways in which Gemini can't be reached, and what people read about each. */
const WAYS: Record<string, [way: (t: TestContext) => Asked | Promise<Asked>, says: RegExp]> = {
  'the upgrade is never answered': [behind({ upgrade: 'silent' }), /^gemini\.busy$/],
  'setupComplete never comes': [behind(SETUPS.silent), /^gemini\.busy$/],
  'frames come, but setupComplete never does': [
    behind({ serve: async (connection) => connection.send([{ goAway: { timeLeft: '50s' } }]) }),
    /^gemini\.busy$/,
  ],
  'TCP is refused': [async (t) => at(`http://127.0.0.1:${await closedPort(t)}`), /^gemini\.unreachable$/],
  'the name is gone': [() => at('http://gemini.invalid'), /^gemini\.(?:unreachable|busy)$/],
  'TLS fails': [
    async (t) => at(`https://127.0.0.1:${await serving(t, (socket) => socket.end('HTTP/1.1 400 \r\n\r\n'))}`),
    /^gemini\.unreachable$/,
  ],
  'TLS is never answered': [async (t) => at(`https://127.0.0.1:${await serving(t, silent)}`), /^gemini\.busy$/],
  'the socket is reset at once': [
    async (t) => at(`http://127.0.0.1:${await serving(t, (s) => s.destroy())}`),
    /^gemini\.unreachable$/,
  ],
  'no HTTP is spoken': [
    async (t) => at(`http://127.0.0.1:${await serving(t, (s) => s.end('SSH-2.0\r\n'))}`),
    /^gemini\.unreachable$/,
  ],
  'the upgrade trickles': [async (t) => at(`http://127.0.0.1:${await serving(t, trickle)}`), /^gemini\.busy$/],
  ...Object.fromEntries(
    [400, 401, 403, 404, 407, 408, 426, 429, 500, 502, 503, 504].map((status) => [
      `the upgrade, or a proxy, says ${status}`,
      [behind({ upgrade: status }), /^(?:gemini|owner)\.[a-z]+$/],
    ]),
  ),
  'the upgrade is reset': [behind({ upgrade: 'reset' }), /^gemini\.unreachable$/],
  'the setup is cut off': [behind(SETUPS.drop), /^gemini\.unreachable$/],
  'the setup is answered with no JSON': [behind(SETUPS.garbage), /^gemini\.unreachable$/],
  ...Object.fromEntries(
    [
      [1000, ''],
      [1006, ''],
      [1007, 'Precondition check failed.'],
      [1008, 'The operation was aborted.'],
      [1011, 'Internal error encountered.'],
      [1011, 'The service is currently unavailable.'],
      [1012, ''],
      [1013, ''],
    ].map(([code, reason]) => [
      `the setup is closed with ${code} ${reason}`,
      [
        behind({ setup: code === 1006 ? 'drop' : { close: [Number(code), String(reason)] } }),
        /^(?:gemini|owner)\.[a-z]+$/,
      ],
    ]),
  ),
  'every way in turn': [
    behind(
      { upgrade: 503 },
      SETUPS.silent,
      { setup: { close: [1011, 'Internal error encountered.'] } },
      { upgrade: 'silent' },
    ),
    /^(?:gemini|owner)\.[a-z]+$/,
  ],
  'connections open and close before a word': [
    async (t) => {
      const clock = new VirtualClock();
      const { live, session } = await stage(t, { clock });
      live.script = () => [close(1011, 'Internal error encountered.')];
      return { said: session.ask('hello', 1, turn(), never), clock };
    },
    /^gemini\.(?:lost|broken)$/,
  ],
  'a connection is cut while the model thinks, and no other one comes': [
    async (t) => {
      const clock = new VirtualClock();
      const { live, session } = await stage(t, { clock });
      live.script = () => [think(6_000), drop];
      live.next('normal', ...Array.from({ length: MANY }, () => ({ upgrade: 'silent' }) as const));
      return { said: session.ask('hello', 1, turn(), never), clock };
    },
    /^gemini\.busy$/,
  ],
  'an idle connection is dead, and no other one comes': [
    async (t) => {
      const clock = new VirtualClock();
      const { live, session } = await stage(t, { clock, idle: 600_000 });
      await clock.until(session.ask('hello', 1, turn(), never));
      live.pongDelay = 600_000;
      await clock.advance(30_000);
      live.next(...Array.from({ length: MANY }, () => SETUPS.silent));
      return { said: session.ask('still there?', 2, turn(), never), clock };
    },
    /^gemini\.busy$/,
  ],
  'a connection is gone without anybody knowing, and no other one comes': [
    async (t) => {
      const { clock, live, session } = await cutOff(t);
      live.next(...Array.from({ length: MANY }, () => ({ upgrade: 'silent' }) as const));
      return { said: session.ask('still there?', 2, turn(), never), clock };
    },
    /^gemini\.busy$/,
  ],
  'a connection is being left that does not close, and no other one comes': [
    async (t) => {
      const clock = new VirtualClock();
      const { live, session } = await stage(t, { clock, live: {} });
      live.handleDelay = 600_000;
      live.left = () => {};
      await clock.until(session.ask('hello', 1, turn(), never));
      void session.close();
      live.next(...Array.from({ length: MANY }, () => ({ upgrade: 'silent' }) as const));
      return { said: session.ask('still there?', 2, turn(), never), clock };
    },
    /^gemini\.busy$/,
  ],
  'all pool are taken by conversations that do not end': [
    async (t) => {
      const clock = new VirtualClock();
      const pool = new ConnectionPool(1);
      const { live, session, open } = await stage(t, { clock, pool, silence: 600_000 });
      live.script = () => [stall];
      void session.ask('a long story', 1, turn(), never).catch(() => {});
      await live.connection(0);
      return { said: open(notes()).ask('hello', 1, turn(), never), clock };
    },
    /^gemini\.full$/,
  ],
  'too many wait for their turn to connect': [
    async (t) => {
      const clock = new VirtualClock();
      const pace = makePace(clock);
      const { session } = await stage(t, { clock, pace });
      pace.noteQuota(1);
      for (let before = 0; before < 30; before += 1) void pace.enter(never);
      return { said: session.ask('hello', 1, turn(), never), clock };
    },
    /^gemini\.busy$/,
  ],
  'somebody speaks, and the upgrade is never answered': [
    async (t) => {
      const clock = new VirtualClock();
      const { live, session } = await stage(t, { clock });
      live.next(...Array.from({ length: MANY }, () => ({ upgrade: 'silent' }) as const));
      const speech = makeSpeech();
      const said = session.hear(speech, '[Ada] says aloud:', 1, turn(), never);
      speech.write(makeLoudPcm(1_000));
      speech.end();
      return { said, clock };
    },
    /^gemini\.busy$/,
  ],
};

const closedPort = async (t: TestContext): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  t.diagnostic(`nobody listens on ${port}`);
  return port;
};

const trickle = (socket: Socket) => {
  const timer = setInterval(() => socket.write('H'), 5).unref();
  socket.write('HTTP/1.1 101 Switching Protocols\r\nX: ');
  socket.once('close', () => clearInterval(timer));
};

for (const [name, [way, says]] of Object.entries(WAYS))
  test(`told within 20 s that Gemini cannot be reached: ${name}`, async (t) => {
    const { said, clock } = await way(t);
    const began = clock.now();
    const error = await clock.until(
      said.then(
        () => assert.fail('it was answered'),
        (reason) => reason,
      ),
    );
    const took = clock.now() - began;
    t.diagnostic(`${(took / 1_000).toFixed(1)} s: ${error.message}`);
    if (process.env.REACH_TABLE) console.log(`${(took / 1_000).toFixed(1).padStart(6)} s  ${name}: ${error.message}`);
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, says);
    assert.ok(took <= TOLD, `${took} ms`);
  });

/** A connection that answered half a minute ago, and whose network has been gone since. */
const cutOff = async (t: TestContext) => {
  const clock = new VirtualClock();
  const all = await stage(t, { clock, idle: 600_000 });
  await clock.until(all.session.ask('hello', 1, turn(), never));
  await clock.until(clock.sleep(30_000));
  all.live.pongDelay = 600_000;
  all.live.latencyMs = 600_000;
  return { ...all, clock };
};

test('a connection that is gone without anybody knowing costs ten seconds, if another one comes', async (t) => {
  const { clock, live, session } = await cutOff(t);
  const began = clock.now();
  const answer = turn();
  live.dialled = () => Object.assign(live, { latencyMs: 0, script: () => 'Here I am.' });
  await clock.until(session.ask('still there?', 2, answer, never));
  assert.equal(answer.text, 'Here I am.');
  assert.ok(clock.now() - began < 12_000, `${clock.now() - began} ms`);
  assert.equal(live.dials, 2);
});

test('a model that thinks for long on a connection that is there is waited for', async (t) => {
  const { clock, live, session } = await cutOff(t);
  Object.assign(live, { latencyMs: 0, pongDelay: 5_000 });
  live.script = () => [think(18_000), say('Because.')];
  const answer = turn();
  await clock.until(session.ask('why?', 2, answer, never));
  assert.equal(answer.text, 'Because.');
  assert.equal(live.dials, 1);
});

test('a connection on which nothing is answered, though it is there, costs eight seconds more', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, silence: 20_000 });
  live.script = () => [stall];
  live.next('normal', ...Array.from({ length: MANY }, () => ({ upgrade: 'silent' }) as const));
  const began = clock.now();
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'gemini.busy' });
  const took = clock.now() - began;
  assert.ok(took <= 28_500, `${took} ms`);
});

test('what nobody waits for any more leaves no seat and no connection', async (t) => {
  const clock = new VirtualClock();
  const pool = new ConnectionPool(1);
  const { live, session } = await stage(t, { clock, pool });
  live.next(SETUPS.silent, SETUPS.silent);
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), UserError);
  assert.deepEqual([pool.taken, session.connected], [0, false]);
  await Promise.all(live.connections.map(({ ended }) => ended));
  const answer = turn();
  await clock.until(session.ask('and now?', 1, answer, never));
  assert.equal(answer.text, 'All right.');
});

test('one who asks shortly after Gemini was out of reach waits for one dial, and later for as long as before', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock });
  live.next(...Array.from({ length: MANY }, () => ({ upgrade: 'silent' }) as const));
  const waits = async () => {
    const began = clock.now();
    await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), UserError);
    return Math.round((clock.now() - began) / 1_000);
  };
  assert.deepEqual([await waits(), await waits()], [18, 10]);
  await clock.advance(120_000);
  assert.equal(await waits(), 18);
});

test('who speaks on while a connection breaks has as long for the next one as at first', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock });
  const speech = makeSpeech();
  const answer = turn();
  const said = session.hear(speech, '[Ada] says aloud:', 1, answer, never);
  speech.write(makeLoudPcm(1_000));
  await clock.until(speech.waitUntilTold());
  await clock.advance(60_000);
  live.next(SETUPS.silent);
  (await live.connection(0)).drop();
  await clock.until(live.connection(1));
  await clock.advance(11_000);
  speech.write(makeLoudPcm(1_000));
  speech.end();
  await clock.until(said);
  assert.equal(answer.text, 'All right.');
});
