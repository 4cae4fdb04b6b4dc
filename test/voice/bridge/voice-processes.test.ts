import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { EAR_FRAME } from '../../../src/audio/pcm.ts';
import type { ChildExit } from '../../../src/base/child-exit.ts';
import type { FromProcess, ToProcess } from '../../../src/voice/bridge/protocol.ts';
import type { VoiceProcessOptions } from '../../../src/voice/bridge/voice-process.ts';
import { VoiceProcesses } from '../../../src/voice/bridge/voice-processes.ts';
import { encode } from '../../../world/discord/voice/codec.ts';
import { correlate, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { fromPcm, resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { called, open, processesFor, voiceScene } from '../stage.ts';

/** A scene with a call, in a voice process of its own. Speech ends with this pause, in milliseconds. */
const inCall = async (t: TestContext, pause = 200) => {
  const all = await voiceScene(t);
  const rest = processesFor(t, all.discord);
  const hearing = { ...open(all.ada.id), pause };
  const call = called(rest.processes, { client: all.client, channel: all.lounge, hearing });
  await call.reports.next('ready', 1);
  return { ...all, ...rest, ...call, peer: await all.voice.connected(all.lounge) };
};

type InCall = Awaited<ReturnType<typeof inCall>>;

/** The call plays a sweep as an answer, and everyone hears it. */
const says = async ({ remote, call, ears, reports }: InCall, turn: number) => {
  const sound = sweep(300, 3_000, 600);
  ears.forget();
  remote.send({ is: 'speak', call, turn, interrupters: 'all' });
  remote.send({ is: 'sound', call, turn, pcm: toPcm(resample(sound, 24_000)) });
  remote.send({ is: 'said', call, turn });
  await reports.next('audible', turn);
  assert.equal((await reports.next('silent', turn)).how, 'played');
  await ears.falls();
  assert.ok(correlate(sound, ears.sound()).r > 0.99);
};

test('a call in a voice process speaks and hears, encrypted end to end', async (t) => {
  const all = await inCall(t);
  assert.equal(all.peer.daveVersion, 1);
  await says(all, 1);
  const sound = speech(800, { seed: 1 });
  const [{ utterance, userId }] = await Promise.all([all.reports.next('begun', 1), all.ada.speaks(sound)]);
  assert.equal(userId, all.ada.id);
  assert.equal((await all.reports.next('ended', 1)).utterance, utterance);
  const heard = fromPcm(Buffer.concat(all.reports.of('heard').map(({ pcm }) => pcm)), 16_000);
  assert.ok(correlate(resample(sound, 16_000), heard).r > 0.95);
  assert.deepEqual(all.deaths, []);
});

test('a voice process that stood still hears no pause in what somebody said meanwhile', async (t) => {
  const all = await inCall(t, 600);
  const { ada, reports, started, voice } = all;
  const words = encode(speech(1_000));
  await ada.speaks(words.slice(0, 25), { pace: 'at once', silenceFrames: 0 });
  await reports.next('begun', 1);
  process.kill(started[0]?.pid ?? 0, 'SIGSTOP');
  await setTimeout(700);
  for (const opus of words.slice(25)) voice.person(ada).sends(opus, {}, { goesOn: true });
  // Node sends them after this step only.
  await new Promise(setImmediate);
  process.kill(started[0]?.pid ?? 0, 'SIGCONT');
  await reports.next('ended', 1);
  const bytes = reports.of('heard').reduce((sum, { pcm }) => sum + pcm.length, 0);
  assert.deepEqual([reports.of('begun').length, bytes], [1, words.length * EAR_FRAME]);
});

test('D1: datagrams of 9 to 11 bytes do not kill a voice process', async (t) => {
  const all = await inCall(t);
  for (let length = 0; length < 16; length++)
    all.voice.mischief.datagram(all.peer, Buffer.alloc(length, 0x80), 'stranger');
  await says(all, 1);
  assert.deepEqual(all.deaths, []);
});

test('a killed voice process is replaced at once, and its call stands again', async (t) => {
  const all = await inCall(t);
  all.started[0]?.kill();
  await all.started[0]?.exited;
  assert.equal(all.started.length, 2);
  await all.reports.next('ready', 2);
  assert.deepEqual([all.ended, all.started.length], [{ gone: false, restarts: 1 }, 2]);
  assert.equal(all.deaths[0]?.signal, 'SIGKILL');
  await all.voice.connected(all.lounge);
  await says(all, 1);
});

test('a voice process that hangs is replaced, and its call stands again', async (t) => {
  const all = await inCall(t);
  process.kill(all.started[0]?.pid ?? 0, 'SIGSTOP');
  await all.reports.next('ready', 2);
  assert.deepEqual(all.deaths, [{ code: null, signal: 'SIGKILL', words: 'It did not answer any more.' }]);
  await all.voice.connected(all.lounge);
  await says(all, 1);
});

test('a voice process ends in the middle of a call as soon as its bot is gone', async (t) => {
  const all = await inCall(t);
  await all.processes.end();
  assert.deepEqual(await all.started[0]?.exited, { code: 0, signal: null, words: '' });
  assert.deepEqual(all.deaths, []);
});

/** Voice processes that only record what they're sent. */
const played = ({ count = 1 } = {}) => {
  const clock = new VirtualClock();
  const deaths: ChildExit[] = [];
  const started: { options: VoiceProcessOptions; sent: ToProcess[]; ended: boolean; die: () => Promise<void> }[] = [];
  const processes = new VoiceProcesses({
    count,
    clock,
    env: {},
    proxies: { except: '' },
    died: (exit) => deaths.push(exit),
    start: (options) => {
      const { promise: exited, resolve } = Promise.withResolvers<ChildExit>();
      const one = {
        options,
        sent: [] as ToProcess[],
        ended: false,
        die: async () => {
          resolve({ code: 1, signal: null, words: '' });
          await new Promise(setImmediate);
        },
        exited,
        kill: () => void one.die(),
        send: (message: ToProcess) => one.sent.push(message),
        end: async () => {
          one.ended = true;
          await one.die();
        },
      };
      started.push(one);
      return one;
    },
  });
  const owner = () => {
    const told: (FromProcess | 'restarted' | 'gone')[] = [];
    const events = {
      message: (message: FromProcess) => told.push(message),
      onRestart: () => told.push('restarted'),
      onGone: () => told.push('gone'),
    };
    return { told, events };
  };
  return { clock, deaths, started, processes, owner };
};

test('processes start with the first call, and end ten seconds after the last', async () => {
  const { clock, started, processes, owner } = played();
  assert.equal(started.length, 0);
  processes.open('1', owner().events).close();
  await clock.advance(9_999);
  const second = processes.open('2', owner().events);
  await clock.advance(60_000);
  assert.deepEqual([started.length, started[0]?.ended], [1, false]);
  second.close();
  await clock.advance(10_000);
  assert.equal(started[0]?.ended, true);
  processes.open('3', owner().events);
  assert.equal(started.length, 2);
});

test('a process that answers is left alone, however busy the bot is itself; one that does not is ended', async () => {
  const { clock, deaths, started, processes, owner } = played();
  processes.open('1', owner().events);
  const [first] = started;
  assert.ok(first);
  await clock.advance(60_000);
  assert.deepEqual([first.sent, deaths], [[], []]);
  first.options.receive({ is: 'up' });
  for (let asked = 1; asked <= 10; asked += 1) {
    assert.deepEqual(first.sent.at(-1), { is: 'ping' });
    assert.equal(first.sent.length, asked);
    // The pong is late, but it comes.
    await clock.advance(2_500);
    first.options.receive({ is: 'pong' });
    await clock.advance(1_500);
  }
  assert.deepEqual(deaths, []);
  await clock.advance(4_000);
  assert.equal(deaths.length, 1);
  assert.equal(started.length, 2);
});

/** The name of the call that a message to a process is about. */
const nameIn = (message: ToProcess | undefined): string => (message && 'call' in message ? message.call : 'nothing');

test('calls are spread over the processes, and each is told of its own only', async () => {
  const { started, processes, owner } = played({ count: 2 });
  const owners = ['1', '2', '3', '4'].map((call) => {
    const one = owner();
    processes.open(call, one.events).send({ is: 'leave', call });
    return one;
  });
  assert.deepEqual(
    started.map(({ sent }) => sent.length),
    [2, 2],
  );
  const [, third] = started[0]?.sent ?? [];
  started[0]?.options.receive({ is: 'ready', call: nameIn(third), delay: 1 });
  assert.deepEqual(
    owners.map(({ told }) => told.length),
    [0, 0, 1, 0],
  );
});

test('what a process still tells of a call that is over does not reach the next call of the same server', async () => {
  const { started, processes, owner } = played();
  const [before, after] = [owner(), owner()];
  const remote = processes.open('1', before.events);
  remote.send({ is: 'leave', call: '1' });
  remote.close();
  processes.open('1', after.events).send({ is: 'hush', call: '1' });
  const [child] = started;
  const [old, next] = child?.sent ?? [];
  child?.options.receive({ is: 'lost', call: nameIn(old), why: 'removed' });
  assert.deepEqual([before.told, after.told], [[], []]);
  child?.options.receive({ is: 'ready', call: nameIn(next), delay: 1 });
  assert.deepEqual([before.told.length, after.told.length], [0, 1]);
});

test('a process that dies is replaced at once, and only its calls are told', async () => {
  const { deaths, started, processes, owner } = played({ count: 2 });
  const [one, two] = [owner(), owner()];
  const remote = processes.open('1', one.events);
  processes.open('2', two.events);
  await started[0]?.die();
  assert.deepEqual([deaths.length, started.length, one.told, two.told], [1, 3, ['restarted'], []]);
  assert.equal(processes.running, 2);
  remote.send({ is: 'hush', call: '1' });
  assert.equal(started[2]?.sent.length, 1);
});

test('after the sixth death within a minute calls are given up, and the next call gets a new process', async () => {
  const { clock, started, processes, owner } = played();
  const one = owner();
  processes.open('1', one.events);
  for (let n = 0; n < 6; n++) {
    await clock.advance(1_000);
    await started.at(-1)?.die();
  }
  assert.deepEqual(one.told, [...Array(5).fill('restarted'), 'gone']);
  assert.equal(started.length, 6);
  await clock.advance(60_000);
  const two = owner();
  processes.open('2', two.events);
  await started.at(-1)?.die();
  assert.deepEqual(two.told, ['restarted']);
});

test('a process that was ended is not missed', async () => {
  const { deaths, started, processes, owner } = played();
  processes.open('1', owner().events);
  await processes.end();
  assert.deepEqual([deaths, started.length], [[], 1]);
});
