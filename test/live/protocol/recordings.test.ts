import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FunctionCall, LiveServerMessage } from '@google/genai';
import { systemClock } from '../../../src/base/clock.ts';
import { LiveConnection, type LiveConnectionOptions } from '../../../src/live/connection/live-connection.ts';
import { AnswerIntake } from '../../../src/live/protocol/answer-intake.ts';
import {
  type ClientMessage,
  type ClientMessages,
  sendActivity,
  sendAudio,
  sendQuestion,
  sendToolResults,
} from '../../../src/live/protocol/client-message.ts';
import { findModel } from '../../../src/live/protocol/models.ts';
import { makeSessionPlan } from '../../../src/live/protocol/setup.ts';
import { type Recording, recordings, replay } from '../../../world/live/recording.ts';
import type { ClientFrame } from '../../../world/live/wire.ts';
import { makeDesk, makeSetup } from '../defaults.ts';
import { never, stage, turn } from '../stage.ts';

type Blob = { data: string; mimeType: string };
type Recorded = {
  setup?: {
    model: string;
    generationConfig?: { responseModalities?: string[] };
    outputAudioTranscription?: object;
    tools?: object[];
  };
  clientContent?: { turns: { parts: { text: string }[] }[] };
  realtimeInput?: { text?: string; audio?: Blob; mediaChunks?: Blob[]; activityStart?: object; activityEnd?: object };
  toolResponse?: { functionResponses: { id?: string; name: string; response: Record<string, unknown> }[] };
};

const sent = ({ frames }: Recording) =>
  frames.flatMap(({ from, json }) => (from === 'client' ? [json as Recorded] : []));
const received = ({ frames }: Recording) =>
  frames.flatMap(({ from, json }) => (from === 'server' ? [json as LiveServerMessage] : []));

/** What we say for the input that a recorded frame carried. */
const ours = (frame: Recorded, recording: Recording): ClientMessage => {
  const model = modelIn(recording);
  const { realtimeInput: input, clientContent: content, toolResponse: tools } = frame;
  if (content) return sendQuestion(content.turns[0]?.parts[0]?.text ?? '', model);
  if (input?.text) return sendQuestion(input.text, { ...model, typed: 'realtime' });
  if (input?.activityStart) return sendActivity('start');
  if (input?.activityEnd) return sendActivity('end');
  const blob = input?.audio ?? input?.mediaChunks?.[0];
  if (blob) return sendAudio(Buffer.from(blob.data, 'base64'));
  if (tools) return sendToolResults(tools.functionResponses.map((each) => ({ id: 'none', ...each })));
  throw new Error(`nothing to say for ${JSON.stringify(frame).slice(0, 80)}`);
};

/**
 * The recorded frame as a current model accepts it. Three things have changed since: `mediaChunks` is now `audio`, results
 * need the id of their call, and the models' paths are no longer Vertex's. The order of fields doesn't matter.
 */
const current = (frame: Recorded): object => {
  const { realtimeInput: input, toolResponse: tools, setup } = frame;
  if (input?.mediaChunks) return { realtimeInput: { audio: input.mediaChunks[0] } };
  if (tools)
    return { toolResponse: { functionResponses: tools.functionResponses.map((each) => ({ id: 'none', ...each })) } };
  if (setup) return { setup: { ...setup, model: `models/${setup.model.split('/').at(-1)}` } };
  return frame;
};

/** The recorded client had the functions that were called. We have none, so we answer each call with an error. */
const isRefusal = ({ toolResponse: tools }: ClientFrame): boolean =>
  tools?.functionResponses?.some(({ response }) => response && 'error' in response) === true;

const modelIn = (recording: Recording) => {
  const [modality] = sent(recording)[0]?.setup?.generationConfig?.responseModalities ?? ['AUDIO'];
  return { ...findModel('unknown'), output: modality === 'TEXT' ? ('text' as const) : ('audio' as const) };
};

const optionsFor = (recording: Recording): LiveConnectionOptions => ({
  plan: { ...makeSessionPlan(makeSetup({ model: 'unknown' })), model: modelIn(recording) },
  clock: systemClock,
  resumed: false,
  silence: 20_000,
  desk: makeDesk(systemClock),
});

/** Plays a recording over a real socket, saying what its client said. */
const play = async (t: Parameters<typeof stage>[0], recording: Recording) => {
  const { live, google } = await stage(t);
  const [first, ...rest] = sent(recording);
  const { model = '', generationConfig = {}, ...others } = first?.setup ?? {};
  const over = Promise.withResolvers<void>();
  const serve = replay(recording);
  assert.ok(typeof serve === 'object' && 'serve' in serve);
  live.next({ serve: async (connection) => serve.serve(connection).then(() => over.resolve()) });
  const call = {
    model: model.split('/').at(-1) ?? '',
    config: { ...generationConfig, ...others } as object,
    signal: never,
  };
  const line = await LiveConnection.open(google, call, optionsFor(recording));
  const answer = turn();
  const say: ClientMessages = (session) => {
    for (const frame of rest) ours(frame, recording)(session);
  };
  const exchange = line.exchange(say, new AnswerIntake(answer, systemClock), never);
  await over.promise;
  const connection = await live.connection(0);
  connection.close(1000, 'the recording is over');
  return { outcome: await exchange, answer, frames: connection.frames };
};

const all = recordings();

test('all nineteen recordings are there', () => assert.equal(all.length, 19));

for (const recording of all) {
  test(`our frames are those of ${recording.name}`, async (t) => {
    const { frames } = await play(t, recording);
    assert.deepEqual(
      frames.filter((frame) => !isRefusal(frame)),
      sent(recording).map(current),
    );
  });

  test(`a turn gets exactly what Google said in ${recording.name}`, async (t) => {
    const { outcome, answer } = await play(t, recording);
    const messages = received(recording);
    const contents = messages.flatMap(({ serverContent }) => (serverContent ? [serverContent] : []));
    const parts = contents.flatMap(({ modelTurn }) => modelTurn?.parts ?? []);
    const spoken = contents.map(({ outputTranscription }) => outputTranscription?.text ?? '').join('');
    const written = parts.map(({ text }) => text ?? '').join('');
    assert.equal(answer.text, (modelIn(recording).output === 'text' ? written : spoken).trimStart());

    const pcm = Buffer.concat(
      parts.flatMap(({ inlineData }) => (inlineData?.data ? [Buffer.from(inlineData.data, 'base64')] : [])),
    );
    assert.equal(answer.audioBytes.came, pcm.length);

    const calls = messages.flatMap(({ toolCall }) => toolCall?.functionCalls ?? []);
    assert.deepEqual(
      answer.tools,
      calls.map(({ id, name, args }: FunctionCall) => ({ id, name, args })),
    );

    const usage = messages.findLast(({ usageMetadata }) => usageMetadata)?.usageMetadata;
    assert.equal(answer.usage?.total, usage?.totalTokenCount);
    assert.equal(answer.usage?.prompt, usage?.promptTokenCount);
    assert.equal(answer.usage?.response, usage?.responseTokenCount);

    // A generation that only called a function is followed by the one that answers.
    const ends = contents.some(({ turnComplete, generationComplete }) =>
      calls.length > 0 ? turnComplete : turnComplete || generationComplete,
    );
    assert.equal(outcome.is, ends ? 'complete' : 'lost');
    assert.ok(outcome.is !== 'complete' || !outcome.abrupt, 'it was taken for cut off');
  });
}

test('the recorded audio comes out byte for byte', async (t) => {
  const spoken = all.filter((each) => JSON.stringify(received(each)).includes('audio/pcm'));
  assert.ok(spoken.length >= 4);
  for (const recording of spoken) {
    const { live, google } = await stage(t);
    const serve = replay(recording);
    live.next(serve);
    const [first, ...rest] = sent(recording);
    const line = await LiveConnection.open(google, { model: 'x', config: {}, signal: never }, optionsFor(recording));
    assert.ok(first);
    const answer = turn();
    const pieces = answer.follow();
    const parts = received(recording).flatMap(({ serverContent }) => serverContent?.modelTurn?.parts ?? []);
    const say: ClientMessages = (session) => rest.forEach((frame) => void ours(frame, recording)(session));
    void line.exchange(say, new AnswerIntake(answer, systemClock), never);
    for (const { inlineData } of parts) {
      const { value } = await pieces.next();
      assert.deepEqual(value, { is: 'audio', pcm: Buffer.from(inlineData?.data ?? '', 'base64') });
    }
  }
});
