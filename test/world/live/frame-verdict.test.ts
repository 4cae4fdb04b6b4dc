import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveConnectConfig } from '@google/genai';
import { Caller, manual, sdk } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { olderModels } from '../../../world/live/local-models.ts';
import { sendRaw } from '../../../world/live/raw-client.ts';
import type { ClientFrame } from '../../../world/live/wire.ts';

const FLASH = 'gemini-3.1-flash-live-preview';
const setup = { model: 'models/gemini-3.8-live' };

const text = { realtimeInput: { text: 'hello' } };
const malformed: [what: string, frames: unknown[], how: RegExp][] = [
  ['that is no JSON', ['hello'], /^1007 Invalid JSON payload received/],
  ['before the setup', [text], /^1007 setup must be the first message/],
  ['together with the setup, before it is complete', [{ setup }, text], /^1007 setup must be the first/],
  ['that holds two messages', [{ setup, ...text }], /^1007 .*oneof field 'message_type' is already set/],
  ['that holds none', [{}], /^1007/],
  ['of an unknown kind', [{ hello: {} }], /^1007 .*Unknown name "hello": Cannot find field/],
  ['with an unknown field', [{ setup: { ...setup, mood: 1 } }], /Unknown name "mood" at 'setup': Cannot find field/],
  [
    'with an unknown field in a list',
    [{ clientContent: { turns: [{ role: 'user', text: 'x' }] } }],
    /Unknown name "text" at 'clientContent.turns\[0\]'/,
  ],
  [
    'that asks for transparent resumption',
    [{ setup: { ...setup, sessionResumption: { transparent: true } } }],
    /^1007/,
  ],
];

for (const [what, frames, how] of malformed) {
  test(`a frame ${what} is refused`, async () => {
    await using live = await Live.listen();
    assert.match(await sendRaw(live, frames), how);
    assert.equal(live.unexpected.length, 1);
  });
}

const media = { data: 'AAAA', mimeType: 'audio/pcm;rate=16000' };
const illegal: [what: string, frame: ClientFrame, config: LiveConnectConfig, how: RegExp][] = [
  ['a second setup', { setup }, {}, /setup must be the first/],
  ['mediaChunks', { realtimeInput: { mediaChunks: [media] } }, {}, /media_chunks is deprecated/],
  ['text beside manual activity', text, manual, /Precondition check failed/],
  ['the end of an activity that never began', { realtimeInput: { activityEnd: {} } }, manual, /Precondition/],
  ['activity beside automatic detection', { realtimeInput: { activityStart: {} } }, {}, /Explicit activity control/],
  ['the end of a stream with manual activity', { realtimeInput: { audioStreamEnd: true } }, manual, /Precondition/],
  ['sound that is called a picture', { realtimeInput: { audio: { ...media, mimeType: 'image/png' } } }, {}, /invalid/],
  ['a picture that is called sound', { realtimeInput: { video: media } }, {}, /invalid/],
  ['a tool response without id', { toolResponse: { functionResponses: [{ name: 'f' }] } }, {}, /invalid argument/],
  ['a role of its own', { clientContent: { turns: [{ role: 'system', parts: [{ text: 'x' }] }] } }, {}, /valid role/],
  ['a turn without a role', { clientContent: { turns: [{ parts: [{ text: 'x' }] }] } }, {}, /valid role/],
];

for (const [what, frame, config, how] of illegal) {
  test(`once connected, ${what} is refused with 1007`, async () => {
    await using live = await Live.listen();
    const caller = await Caller.dial(live, { config });
    // The SDK itself would not send some of these, so its socket is spoken to directly.
    caller.session.conn.send(JSON.stringify(frame));
    const { code, reason } = await caller.closed;
    assert.equal(code, 1007);
    assert.match(reason, how);
    assert.equal(live.unexpected[0]?.reason, reason);
    assert.deepEqual(live.unexpected[0]?.frame, frame);
  });
}

test('text beside manual activity, and contextUpdate, can be switched', async () => {
  await using live = await Live.listen({ model: () => 'heard', rules: { textBesideActivity: true } });
  const caller = await Caller.dial(live, { config: manual });
  caller.session.sendRealtimeInput({ text: 'hello' });
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  live.rules.contextUpdate = false;
  caller.session.sendContextUpdate({ systemInstruction: 'Be brief.' });
  assert.equal((await caller.closed).code, 1008);
});

test('contextUpdate changes the setup that scripts see', async () => {
  await using live = await Live.listen({ model: ({ setup: now }) => JSON.stringify(now.systemInstruction?.parts) });
  const caller = await Caller.dial(live, { config: { systemInstruction: 'Be long.' } });
  caller.session.sendContextUpdate({ systemInstruction: 'Be brief.' });
  assert.equal(await caller.ask('?'), '[{"text":"Be brief."}]');
});

test('3.1 takes clientContent only as the history that its setup announced', async () => {
  await using live = await Live.listen({ model: ({ memory }) => `${memory.length} before`, models: olderModels });
  const history = [
    { role: 'user', parts: [{ text: 'one' }] },
    { role: 'model', parts: [{ text: 'two' }] },
  ];
  const plain = await Caller.dial(live, { model: FLASH });
  plain.session.sendClientContent({ turns: history });
  assert.equal((await plain.closed).code, 1007);

  const { ai, announced } = announcing(live);
  announced.historyConfig = { initialHistoryInClientContent: true };
  const seeded = await Caller.dial(live, { model: FLASH, ai });
  seeded.session.sendClientContent({ turns: history, turnComplete: true });
  seeded.session.sendRealtimeInput({ text: 'three' });
  await seeded.message(({ serverContent }) => serverContent?.turnComplete);
  assert.equal(seeded.transcript(), '2 before');
  assert.equal(seeded.order.filter((fields) => fields.includes('turnComplete')).length, 1);
  seeded.session.sendClientContent({ turns: history });
  assert.equal((await seeded.closed).code, 1007);

  live.rules.lateClientContent = true;
  const late = await Caller.dial(live, { model: FLASH });
  assert.equal(await late.ask('one'), '0 before');
  assert.equal(await late.ask('two'), '2 before');
});

test('2.5 takes a turn without a role', async () => {
  await using live = await Live.listen({ model: () => 'heard', models: olderModels });
  const caller = await Caller.dial(live, { model: 'gemini-2.5-flash-native-audio-preview-12-2025' });
  caller.session.conn.send(
    JSON.stringify({ clientContent: { turns: [{ parts: [{ text: 'x' }] }], turnComplete: true } }),
  );
  await caller.turnOver();
  assert.deepEqual(live.unexpected, []);
});

/** An SDK whose socket adds fields to the setup, as the SDK itself drops historyConfig (js-genai issue 1448). */
function announcing(live: Live) {
  const ai = sdk(live);
  const announced: Record<string, unknown> = {};
  const factory: { create(...args: unknown[]): { send(message: string): void } } = Reflect.get(
    ai.live,
    'webSocketFactory',
  );
  const create = factory.create.bind(factory);
  factory.create = (...args) => {
    const socket = create(...args);
    const send = socket.send.bind(socket);
    socket.send = (message) => {
      const { setup: sent, ...rest } = JSON.parse(message);
      send(JSON.stringify(sent ? { setup: { ...sent, ...announced } } : rest));
    };
    return socket;
  };
  return { ai, announced };
}

test('audio can be held to 16 kHz, and to the pace of the clock', async () => {
  await using live = await Live.listen({ rules: { aheadMs: 1000 } });
  const caller = await Caller.dial(live);
  const second = { data: Buffer.alloc(32_000).toString('base64'), mimeType: 'audio/pcm;rate=16000' };
  for (let i = 0; i < 3; i++) caller.session.sendRealtimeInput({ audio: second });
  const connection = await live.connection(0);
  await connection.frameAt(3);
  assert.match(live.unexpected[0]?.reason ?? '', /ms ahead of time/);
  assert.ok(connection.open);
  live.rules.strictAudio = true;
  caller.session.sendRealtimeInput({ audio: { ...second, mimeType: 'audio/pcm;rate=48000' } });
  assert.equal((await caller.closed).code, 1007);
});
