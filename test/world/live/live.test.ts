import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActivityHandling, Modality } from '@google/genai';
import { VirtualClock } from '../../clock.ts';
import { Caller, sdk } from './caller.ts';
import { Live } from './live.ts';
import { olderModels } from './models.ts';
import {
  close,
  frame,
  generationComplete,
  heard,
  hold,
  interrupted,
  nothing,
  say,
  stall,
  thought,
  toolCall,
  turnComplete,
  usage,
} from './steps.ts';

const resumable = { config: { sessionResumption: {} } };
const user = (text: string) => ({ parts: [{ text }], role: 'user' });
const model = (text: string) => ({ parts: [{ text }], role: 'model' });

test('a plain answer is said word by word, then generated, then complete with its usage, then its handle comes', async () => {
  await using live = await Live.listen({ model: ({ text }) => `You said ${text}` });
  const caller = await Caller.dial(live, resumable);
  assert.equal(await caller.ask('good day'), 'You said good day');
  await caller.handle();
  assert.deepEqual(caller.order, [
    'setupComplete',
    'sessionResumptionUpdate',
    ...Array(4).fill('outputTranscription+modelTurn'),
    'generationComplete',
    'turnComplete+usageMetadata',
    'sessionResumptionUpdate',
  ]);
  assert.deepEqual(caller.messages[1]?.sessionResumptionUpdate, { resumable: false, newHandle: '' });
  const { promptTokenCount = 0, promptTokensDetails = [] } = caller.messages[7]?.usageMetadata ?? {};
  const detailed = promptTokensDetails.reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0);
  assert.ok(detailed < promptTokenCount);
  assert.deepEqual(live.unexpected, []);
});

test('the sound of an answer lasts as long as its text takes to say, at 24 kHz', async () => {
  await using live = await Live.listen({ model: () => [say('a'.repeat(40))] });
  const caller = await Caller.dial(live);
  await caller.ask('speak');
  const blobs = caller.messages.flatMap(({ serverContent }) =>
    (serverContent?.modelTurn?.parts ?? []).map(({ inlineData }) => inlineData),
  );
  assert.ok(blobs.every((blob) => blob?.mimeType === 'audio/pcm;rate=24000'));
  const bytes = blobs.reduce((sum, blob) => sum + Buffer.from(blob?.data ?? '', 'base64').length, 0);
  assert.equal(bytes / 48, 40 * 60);
  assert.equal(blobs.length, 3);
});

test('answers can be silent, unbundled, or in text frames', async () => {
  await using live = await Live.listen({ model: () => 'quiet' });
  live.binary = false;
  live.sound = false;
  const caller = await Caller.dial(live);
  await caller.ask('speak');
  live.sound = true;
  live.bundle = false;
  await caller.ask('speak');
  assert.deepEqual(caller.order.slice(1), [
    'outputTranscription',
    'generationComplete',
    'turnComplete+usageMetadata',
    'outputTranscription',
    'modelTurn',
    'generationComplete',
    'turnComplete+usageMetadata',
  ]);
});

test('an older model answers in text', async () => {
  await using live = await Live.listen({ model: () => 'old words', models: olderModels });
  const config = { responseModalities: [Modality.TEXT] };
  const caller = await Caller.dial(live, { model: 'gemini-live-2.5-flash-preview', config });
  await caller.ask('speak');
  const texts = caller.messages.flatMap(({ serverContent }) =>
    serverContent?.modelTurn?.parts?.map(({ text }) => text),
  );
  assert.deepEqual(texts.filter(Boolean), ['old', ' words']);
});

test('steps are played in their order, and what a script leaves out at its end is added', async () => {
  await using live = await Live.listen();
  live.script = () => [
    nothing,
    interrupted,
    thought('hm'),
    frame({ someday: { new: 1 } }),
    'yes',
    usage({ totalTokenCount: 3 }),
  ];
  const caller = await Caller.dial(live);
  assert.equal(await caller.ask('well?'), 'yes');
  assert.deepEqual(caller.order.slice(1), [
    '',
    'interrupted',
    'modelTurn',
    'someday',
    'outputTranscription+modelTurn',
    'usageMetadata',
    'generationComplete',
    'turnComplete+usageMetadata',
  ]);
});

test('text may come after the generation is complete, and turnComplete may carry a reason', async () => {
  await using live = await Live.listen({
    model: () => ['a', generationComplete, 'b', turnComplete({ turnCompleteReason: 'RESPONSE_REJECTED' })],
  });
  const caller = await Caller.dial(live);
  assert.equal(await caller.ask('well?'), 'ab');
  assert.equal(caller.messages.at(-1)?.serverContent?.turnCompleteReason, 'RESPONSE_REJECTED');
});

test('extended thinking completes several turns and is done when it is idle', async () => {
  await using live = await Live.listen({
    model: () => ['one moment', turnComplete({ interactionStatus: 'IN_PROGRESS' }), 'done'],
  });
  const caller = await Caller.dial(live, { model: 'gemini-3.8-live-extended-thinking' });
  caller.session.sendClientContent({ turns: [user('think')] });
  await caller.message(({ serverContent }) => serverContent?.interactionStatus === 'IDLE');
  assert.equal(caller.transcript(), 'one momentdone');
  assert.equal(caller.order.filter((fields) => fields.startsWith('turnComplete')).length, 2);
});

test('clientContent interrupts: interrupted, then turnComplete, no generationComplete, then the next answer', async () => {
  await using live = await Live.listen({ model: () => ['half of', stall] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('tell me')] });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  const seen: unknown[] = [];
  live.script = ({ text, memory }) => {
    seen.push(text, structuredClone(memory));
    return 'other';
  };
  const from = caller.messages.length;
  caller.session.sendClientContent({ turns: [user('something else')] });
  await caller.message(({ serverContent }) => serverContent?.generationComplete, from);
  assert.deepEqual(caller.order.slice(from, from + 3), [
    'interrupted',
    'turnComplete+usageMetadata',
    'outputTranscription+modelTurn',
  ]);
  assert.deepEqual(seen, ['something else', [user('tell me'), model('half of')]]);
});

test('clientContent without turnComplete interrupts and is not answered, but belongs to the next question', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('tell me')] });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  caller.session.sendClientContent({ turns: [user('stop')], turnComplete: false });
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  live.script = ({ text }) => text;
  assert.equal(await caller.ask('go on'), 'stop\ngo on');
});

test('an interrupted script is told by its signal, and its later steps are not played', async () => {
  const gate = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  await using live = await Live.listen({
    async *model({ signal }) {
      signal.addEventListener('abort', () => aborted.resolve());
      yield 'a';
      yield hold(gate.promise);
      yield 'never';
    },
  });
  const caller = await Caller.dial(live);
  caller.session.sendRealtimeInput({ text: 'tell me' });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  live.script = () => 'b';
  assert.equal(await caller.ask('rather this'), 'b');
  await aborted.promise;
  gate.resolve();
  await caller.ask('and this');
  assert.equal(caller.transcript(), 'abb');
});

test('history sent as clientContent is the memory of the question that follows', async () => {
  await using live = await Live.listen({ model: ({ text, memory }) => `${text} after ${JSON.stringify(memory)}` });
  const caller = await Caller.dial(live);
  const history = [user('my name is Ada'), model('Hello Ada')];
  caller.session.sendClientContent({ turns: history, turnComplete: false });
  assert.equal(await caller.ask('who am I?'), `who am I? after ${JSON.stringify(history)}`);
});

test('a function call waits for its answer, which the script can read', async () => {
  await using live = await Live.listen({
    *model({ responses }) {
      yield toolCall({ name: 'weather', args: { city: 'Brasília' } });
      yield `It is ${responses[0]?.response?.weather}`;
    },
  });
  const caller = await Caller.dial(live);
  const answer = caller.ask('how is the weather?');
  const { toolCall: called } = await caller.message((message) => message.toolCall);
  const { id = '', name = '' } = called?.functionCalls?.[0] ?? {};
  caller.session.sendToolResponse({ functionResponses: [{ id, name, response: { weather: 'fair' } }] });
  assert.equal(await answer, 'It is fair');
});

test('an interruption takes back the calls that were not answered', async () => {
  await using live = await Live.listen({ model: () => [toolCall({ id: 'call-1', name: 'weather' })] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('how is the weather?')] });
  await caller.message((message) => message.toolCall);
  live.script = () => 'never mind';
  await caller.ask('forget it');
  const cancelled = caller.messages.find((message) => message.toolCallCancellation);
  assert.deepEqual(cancelled?.toolCallCancellation, { ids: ['call-1'] });
});

test('what is said between activityStart and activityEnd is asked, and what is said outside is discarded', async () => {
  await using live = await Live.listen({
    model: ({ audio }) => [heard('good day'), `${audio.length} bytes`],
  });
  const realtimeInputConfig = { automaticActivityDetection: { disabled: true } };
  const caller = await Caller.dial(live, { config: { realtimeInputConfig } });
  const audio = { data: Buffer.alloc(640).toString('base64'), mimeType: 'audio/pcm;rate=16000' };
  caller.session.sendRealtimeInput({ audio });
  caller.session.sendRealtimeInput({ activityStart: {} });
  for (let i = 0; i < 3; i++) caller.session.sendRealtimeInput({ audio });
  caller.session.sendRealtimeInput({ activityEnd: {} });
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  assert.equal(caller.transcript(), '1920 bytes');
  live.script = ({ memory }) => JSON.stringify(memory[0]?.parts?.at(-1));
  assert.equal(await caller.ask('what did I say?'), '{"text":"good day"}');
});

test('without activity messages speech is found by its loudness, and ends only if silence is fed', async () => {
  await using live = await Live.listen({ model: ({ audio }) => `${audio.length / 32} ms` });
  const caller = await Caller.dial(live);
  const say100ms = (level: number) => {
    const data = Buffer.from(new Int16Array(1600).fill(level).buffer).toString('base64');
    caller.session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=16000' } });
  };
  const connection = await live.connection(0);
  for (let i = 0; i < 5; i++) say100ms(3000);
  await connection.frameAt(5);
  assert.deepEqual(caller.order, ['setupComplete']);
  for (let i = 0; i < 8; i++) say100ms(0);
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  assert.equal(caller.transcript(), '1300 ms');
});

test('speech does not interrupt where the setup says so, and is answered after the answer that runs', async () => {
  const gate = Promise.withResolvers<void>();
  await using live = await Live.listen({ model: () => ['first', hold(gate.promise)] });
  const activityHandling = ActivityHandling.NO_INTERRUPTION;
  const realtimeInputConfig = { automaticActivityDetection: { disabled: true }, activityHandling };
  const caller = await Caller.dial(live, { config: { realtimeInputConfig } });
  caller.session.sendClientContent({ turns: [user('tell me')] });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  live.script = () => 'second';
  caller.session.sendRealtimeInput({ activityStart: {} });
  caller.session.sendRealtimeInput({ activityEnd: {} });
  await (await live.connection(0)).frame((sent) => sent.realtimeInput?.activityEnd !== undefined);
  gate.resolve();
  await caller.message(() => caller.order.filter((fields) => fields.startsWith('turnComplete')).length === 2);
  assert.equal(caller.transcript(), 'firstsecond');
  assert.ok(!caller.order.includes('interrupted'));
});

test('a function that does not block is answered while the model goes on', async () => {
  await using live = await Live.listen({
    model: () => [toolCall({ name: 'weather' }, { wait: false }), 'I am looking'],
  });
  assert.equal(await (await Caller.dial(live)).ask('how is the weather?'), 'I am looking');
});

test('turnComplete can wait until the sound would have been played', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => '0123456789' });
  live.playback = true;
  const caller = await Caller.dial(live);
  const answered = caller.ask('speak');
  await caller.message(({ serverContent }) => serverContent?.generationComplete);
  await clock.advance(599);
  // Frames arrive in order, so that whatever left before this one has arrived with it.
  live.connections[0]?.goAway('50s');
  await caller.message((message) => message.goAway);
  assert.deepEqual(caller.order.slice(-2), ['generationComplete', 'goAway']);
  await clock.advance(1);
  assert.equal(await answered, '0123456789');
});

test('a script can close and drop its connection, with a reason that is cut at 123 bytes', async () => {
  await using live = await Live.listen({ model: () => ['half', close(1011, 'é'.repeat(100))] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('tell me')] });
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
