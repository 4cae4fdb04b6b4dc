import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LiveConnectConfig, TurnCoverage } from '@google/genai';
import { Caller, manual, sdk } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { olderModels } from '../../../world/live/local-models.ts';
import { sendRaw } from '../../../world/live/raw-client.ts';
import type { ClientFrame } from '../../../world/live/wire.ts';
import { RED, RED_PNG } from '../../live/sample-pictures.ts';

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
const content = (mimeType: string, data: string, role = 'user') => ({
  clientContent: { turns: [{ role, parts: [{ inlineData: { mimeType, data } }] }], turnComplete: true },
});
const red = RED.toString('base64');
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
  ['a picture that is called another kind', content('image/png', red), {}, /invalid/],
  ['a picture of a kind that is not taken', content('image/bmp', red), {}, /invalid/],
  [
    'a picture in base64 with a line break',
    content('image/jpeg', `${red.slice(0, 8)}\n${red.slice(8)}`),
    {},
    /invalid/,
  ],
  ['a picture that the model is said to have sent', content('image/jpeg', red, 'model'), {}, /invalid/],
  ['a recording in a turn', content('audio/wav', red), {}, /invalid/],
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

/** The tokens of pictures that the newest count has. */
const countImageTokens = ({ messages }: Caller) =>
  messages
    .findLast(({ usageMetadata }) => usageMetadata)
    ?.usageMetadata?.promptTokensDetails?.find(({ modality }) => modality === 'IMAGE')?.tokenCount;

test('the model sees pictures in a question and is billed for them', async () => {
  await using live = await Live.listen({ model: ({ images }) => images.map(({ mimeType }) => mimeType).join(' ') });
  const caller = await Caller.dial(live);
  const pictures = [content('image/jpeg', red), content('image/png', RED_PNG.toString('base64'))];
  const parts = pictures.flatMap(({ clientContent }) => clientContent.turns[0]?.parts ?? []);
  caller.session.sendClientContent({ turns: [{ role: 'user', parts }] });
  await caller.turnOver();
  assert.equal(caller.transcript(), 'image/jpeg image/png');
  assert.equal(countImageTokens(caller), 516);
});

test('a frame of video is seen only where the setup counts it', async () => {
  const coverages = [
    [TurnCoverage.TURN_INCLUDES_ONLY_ACTIVITY, '0 seen', 3],
    [TurnCoverage.TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO, '1 seen', 258],
  ] as const;
  for (const [turnCoverage, seen, tokens] of coverages) {
    await using live = await Live.listen({ model: ({ images }) => `${images.length} seen` });
    const caller = await Caller.dial(live, { config: { realtimeInputConfig: { turnCoverage } } });
    caller.session.sendRealtimeInput({ video: { mimeType: 'image/jpeg', data: red } });
    caller.session.sendRealtimeInput({ text: 'well?' });
    await caller.turnOver();
    assert.equal(caller.transcript(), seen);
    assert.equal(countImageTokens(caller), tokens);
  }
});

test('a message of more than 8 MB closes the connection with 1009', async () => {
  await using live = await Live.listen();
  const filling = { clientContent: { turns: [{ role: 'user', parts: [{ text: 'x'.repeat(8 * 1024 * 1024) }] }] } };
  assert.match(await sendRaw(live, [{ setup }, filling]), /^1009/);
});
