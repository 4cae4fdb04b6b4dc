import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_TOKENS } from '../../../src/base/expense.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { AnswerIntake } from '../../../src/live/protocol/answer-intake.ts';
import { findModel } from '../../../src/live/protocol/models.ts';
import { parseServerMessage, readInputTranscript, readUsage } from '../../../src/live/protocol/server-message.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const spoken = findModel('gemini-3.8-live');
const written = { ...spoken, output: 'text' as const };

/** What a turn gets from a frame. */
const taken = (frame: string, model = spoken) => {
  const turn = new Turn({ person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 });
  const message = parseServerMessage(JSON.parse(frame));
  assert.ok(message, frame);
  const wrote = new AnswerIntake(turn, new VirtualClock()).take(message, model) !== 'nothing';
  return { wrote, message, text: turn.text, bytes: turn.audioBytes.came, tools: turn.tools };
};

const inlineData = (data: unknown, mimeType: unknown = 'audio/pcm;rate=24000') =>
  JSON.stringify({ serverContent: { modelTurn: { parts: [{ inlineData: { data, mimeType } }] } } });

for (const frame of ['null', '5', 'true', '"text"', '[{"serverContent":{}}]'])
  test(`${frame} is no message`, () => assert.equal(parseServerMessage(JSON.parse(frame)), undefined));

for (const odd of ['null', '5', 'true', '{"length":3}', '["a"]', '{"toString":1}'])
  test(`${odd} is no text: nothing is written for it, heard or kept as a handle`, () => {
    const frame = `{"serverContent":{"outputTranscription":{"text":${odd}},"inputTranscription":{"text":${odd}},
      "turnCompleteReason":${odd},"modelTurn":{"parts":[{"text":${odd}}]}},
      "sessionResumptionUpdate":{"newHandle":${odd},"resumable":true},"goAway":{"timeLeft":${odd}}}`;
    for (const model of [spoken, written]) {
      const { wrote, text, message } = taken(frame, model);
      assert.equal(wrote, false);
      assert.equal(text, '');
      assert.equal(readInputTranscript(message), undefined);
      assert.equal(message.serverContent?.turnCompleteReason, undefined);
      assert.equal(message.sessionResumptionUpdate?.newHandle, undefined);
      assert.deepEqual(message.goAway, { timeLeft: undefined });
    }
  });

for (const odd of ['null', '5', '"abc"', '{"length":100000000}', '[null,5,"a",[]]'])
  test(`${odd} is no list of parts, calls or ids`, () => {
    const frame = `{"serverContent":{"modelTurn":{"parts":${odd}}},"toolCall":{"functionCalls":${odd}}}`;
    const { wrote, tools } = taken(frame, written);
    assert.equal(wrote, false);
    assert.deepEqual(tools, []);
  });

for (const odd of ['null', '"true"', '1', '{}', '[]'])
  test(`${odd} does not mean yes`, () => {
    const { message } =
      taken(`{"serverContent":{"turnComplete":${odd},"interrupted":${odd},"generationComplete":${odd}},
      "sessionResumptionUpdate":{"newHandle":"h","resumable":${odd}}}`);
    assert.equal(message.serverContent?.turnComplete, undefined);
    assert.equal(message.serverContent?.interrupted, undefined);
    assert.equal(message.serverContent?.generationComplete, undefined);
    assert.equal(message.sessionResumptionUpdate?.resumable, undefined);
  });

test('a setup that is no object is not complete', () => {
  for (const odd of [null, true, 5, 'yes', []])
    assert.equal(parseServerMessage({ setupComplete: odd })?.setupComplete, undefined);
});

test('sound whose data only looks like a buffer takes no memory', () => {
  const before = process.memoryUsage().arrayBuffers;
  assert.equal(taken(inlineData({ length: 1_000_000_000 })).bytes, 0);
  assert.equal(taken(inlineData({ type: 'Buffer', data: [1, 2] })).bytes, 0);
  assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
});

test('sound that is no base64 to its end is not played, and empty sound is none', () => {
  for (const data of ['', '=', '!!!!', 'AAAA!AAAA', 'AAAA====AAAA', '{}']) {
    const { wrote, bytes } = taken(inlineData(data));
    assert.deepEqual({ data, wrote, bytes }, { data, wrote: false, bytes: 0 });
  }
  assert.equal(taken(inlineData('AAAAAAAA')).bytes, 6);
});

test('only sound of the promised kind and rate is played', () => {
  const bytes = (mimeType: unknown) => taken(inlineData('AAAAAAAA', mimeType)).bytes;
  for (const mimeType of [
    'audio/pcm',
    'audio/pcm;rate=24000',
    'audio/pcm; rate=24000',
    'audio/PCM;channels=1;rate=24000',
  ])
    assert.equal(bytes(mimeType), 6, mimeType);
  for (const mimeType of [
    'audio/pcm;rate=16000',
    'audio/pcm;rate=240000',
    'audio/pcm;rate=',
    'audio/mpeg',
    'image/png',
    5,
  ])
    assert.equal(bytes(mimeType), 0, String(mimeType));
});

test('a call without a name is none, and arguments that are no object are left out', () => {
  const frame = JSON.stringify({
    toolCall: { functionCalls: [{ id: '1' }, { name: 5 }, { id: 5, name: 'search', args: ['a'] }] },
  });
  assert.deepEqual(taken(frame).tools, [{ id: '', name: 'search', args: {} }]);
});

test('counts that are none count as left out, and a usage without any is no news', () => {
  const usage = (usageMetadata: string) => readUsage(taken(`{"usageMetadata":${usageMetadata}}`).message);
  assert.deepEqual(
    usage('{"promptTokenCount":-5,"responseTokenCount":1e999,"thoughtsTokenCount":"7","totalTokenCount":9}'),
    {
      prompt: 0,
      response: 0,
      thoughts: 0,
      total: 9,
      // What is more than its parts are the results of functions.
      kinds: { ...NO_TOKENS, textIn: 9 },
      estimated: true,
    },
  );
  for (const none of ['{}', '5', 'null', '{"totalTokenCount":0.5}']) assert.equal(usage(none), undefined, none);
});

test('a field that is written twice counts once, and one named __proto__ is unknown', () => {
  const { text, message } = taken(`{"__proto__":{"goAway":{}},"constructor":{"prototype":{"polluted":1}},
    "serverContent":{"outputTranscription":{"text":"one"}},"serverContent":{"outputTranscription":{"text":"two"}}}`);
  assert.equal(text, 'two');
  assert.equal(message.goAway, undefined);
  assert.equal('polluted' in {}, false);
});
