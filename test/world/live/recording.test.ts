import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type LiveConnectConfig, Modality, type Session } from '@google/genai';
import { WebSocket } from 'ws';
import { Caller, sdk } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { parse, type Recording, recordings, replay } from '../../../world/live/recording.ts';
import type { ClientFrame, SetupMessage } from '../../../world/live/wire.ts';

const folder = fileURLToPath(new URL('../../../world/recordings/', import.meta.url));
const all = recordings();
const sentBy = (recording: Recording, from: 'client' | 'server') =>
  recording.frames.filter((frame) => frame.from === from);
const clientFrames = (recording: Recording) => sentBy(recording, 'client').map(({ json }) => json as ClientFrame);

/** The connect config that makes the SDK send a recorded setup. */
function configOf({ generationConfig, model: _, ...setup }: SetupMessage): LiveConnectConfig {
  const responseModalities = generationConfig?.responseModalities?.map((name) =>
    name === 'TEXT' ? Modality.TEXT : Modality.AUDIO,
  );
  return { ...(setup as LiveConnectConfig), ...(responseModalities && { responseModalities }) };
}

/** Sends a recorded input by the method that the SDK has for it. */
function say(session: Session, { clientContent, realtimeInput, toolResponse }: ClientFrame): void {
  if (clientContent) session.sendClientContent(clientContent);
  if (toolResponse) session.sendToolResponse({ functionResponses: toolResponse.functionResponses ?? [] });
  if (!realtimeInput) return;
  const { mediaChunks: [media] = [], ...input } = realtimeInput;
  session.sendRealtimeInput(media ? { media } : input);
}

test('all nineteen recordings are read, and their byte counts add up to the files', () => {
  assert.equal(all.length, 19);
  for (const { name, frames } of all) {
    const counted = frames.map(({ payload }) => Buffer.byteLength(payload) + 1);
    const headed = counted.map((count) => count + `>${count} `.length);
    const { size } = statSync(`${folder}${name}.websocket.log`);
    assert.equal(
      headed.reduce((sum, bytes) => sum + bytes, 0),
      size,
      name,
    );
    assert.ok(frames[0]?.from === 'client' && 'setup' in (frames[0].json as object), name);
  }
});

test('a recording whose counts do not add up is refused', () => {
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.log'));
  const log = readFileSync(folder + file);
  assert.throws(() => parse(log.subarray(0, log.length - 1)), /no frame of a recording at byte/);
  assert.throws(() => parse(Buffer.from('>3 {}\n?3 {}\n')), /at byte 6/);
});

for (const recording of all) {
  test(`the SDK hears ${recording.name} frame by frame`, async () => {
    await using live = await Live.listen();
    live.next(replay(recording));
    const [first, ...inputs] = clientFrames(recording);
    const vertex = recording.name.startsWith('live_Vertex');
    const ai = vertex ? sdk(live, { enterprise: true, apiVersion: 'v1beta1' }) : sdk(live);
    const { model = '' } = first?.setup ?? {};
    const caller = await Caller.dial(live, { model, config: configOf(first?.setup ?? {}), ai });
    for (const input of inputs) say(caller.session, input);
    const expected = sentBy(recording, 'server').map(({ json }) => json);
    const connection = await live.connection(0);
    await connection.frameAt(inputs.length);
    await caller.message(() => caller.messages.length === expected.length);
    assert.deepEqual(
      caller.messages.map((message) => JSON.parse(JSON.stringify(message))),
      expected,
    );
    assert.deepEqual(connection.frames, clientFrames(recording));
    assert.deepEqual(live.unexpected, []);
  });
}

test('server frames are replayed byte for byte, in binary frames', async () => {
  const recording = all.find(({ name }) => name === 'live_Vertex_should_send_text_in_async_session');
  assert.ok(recording);
  await using live = await Live.listen();
  live.next(replay(recording));
  const path = '/any/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent';
  const socket = new WebSocket(live.url.replace('http', 'ws') + path);
  const payloads: string[] = [];
  const expected = sentBy(recording, 'server').map(({ payload }) => payload);
  const { promise: done, resolve } = Promise.withResolvers<void>();
  socket.on('message', (message, binary) => {
    assert.ok(binary);
    payloads.push(String(message));
    if (payloads.length === expected.length) resolve();
  });
  socket.on('open', () => {
    for (const { payload } of sentBy(recording, 'client')) socket.send(payload);
  });
  await done;
  assert.deepEqual(payloads, expected);
});

test('a recorded answer waits for the recorded question', async () => {
  const recording = all.find(({ name }) => name === 'live_ML_Dev_should_reply_to_realtime_text_input');
  assert.ok(recording);
  await using live = await Live.listen();
  live.next(replay(recording));
  const caller = await Caller.dial(live, { model: 'gemini-live-2.5-flash-preview' });
  assert.deepEqual(caller.order, ['setupComplete']);
  caller.session.sendRealtimeInput({ text: 'anything at all' });
  await caller.message(({ serverContent }) => serverContent?.modelTurn);
  assert.deepEqual((await live.connection(0)).frames[1], { realtimeInput: { text: 'anything at all' } });
});
