import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Reply } from '../../world/discord/reply.ts';
import {
  generationComplete,
  type Step,
  say,
  sayText,
  stayQuiet,
  toolCall,
  turnComplete,
  write,
} from '../../world/live/steps.ts';
import { words } from '../../world/live/wire.ts';
import { holding, sentence } from '../sentences.ts';
import { whole } from './bot.ts';

/** The whole Parley in virtual time, on a Discord with Ada; its model gives these answers, one after another. */
const open = async (t: TestContext, ...answers: (string | Iterable<Step | string>)[]) => {
  const asked: string[] = [];
  const { clock, live, discord, general, ada } = await whole(t, {}, ({ text, memory }) => {
    const known = memory.flatMap(({ parts = [] }) => parts.map((part) => part.text ?? ''));
    asked.push([...known, text].join(' | '));
    return answers.shift() ?? 'Well.';
  });
  /** What Ada reads at last when she asks something. */
  const ask = async (question: string, matches: RegExp): Promise<Reply> => {
    const reply = await clock.until(ada.slash('ask', { question }, { in: general }));
    await clock.until(reply.shows(matches));
    return reply;
  };
  return { clock, live, discord, general, ada, asked, ask };
};

const buttons = ({ messages }: Reply) =>
  messages.flatMap(({ components }) => flatten(components).flatMap(({ label }) => label ?? []));

test('an answer that comes as text is shown, and remembered when Google has forgotten everything', async (t) => {
  const { ask, asked, live, clock } = await open(t, [sayText('Brasí'), sayText('lia.')]);
  const reply = await ask('What is the capital of Brazil?', /Brasília/);
  assert.equal(reply.text, 'Brasília.');
  await clock.advance(10 * 60_000);
  live.forget();
  await ask('And what did I ask?', /Well\./);
  assert.match(asked.at(-1) ?? '', /capital of Brazil.*Brasília\..*what did I ask/);
});

test('what the model writes is shown where it came, and remembered when Google has forgotten everything', async (t) => {
  const code = '```js\n1 + 1\n```';
  const { ask, asked, live, clock } = await open(t, [say('Here it is.'), write(code, { title: 'Sum' }), say(' Done.')]);
  const reply = await ask('How do I add?', /Done\.$/);
  assert.equal(reply.text, `Here it is.\n\n**Sum**\n${code}\n\nDone.`);
  await clock.advance(10 * 60_000);
  live.forget();
  await ask('And what did I ask?', /Well\./);
  assert.match(
    asked.at(-1) ?? '',
    /How do I add\? \| Here it is\.\n\(I wrote this .*“Sum”.*1 \+ 1.*\)\nDone\. \| .*what did I ask/s,
  );
  assert.deepEqual(live.unexpected, []);
});

test('a model that shall not write has no function for it, and is not told of one', async (t) => {
  for (const [value, told] of [
    ['on', true],
    ['off', false],
  ] as const) {
    const { live, clock, ada, general } = await whole(t, { WRITTEN_ANSWERS: value }, () => 'Well.');
    const reply = await clock.until(ada.slash('ask', { question: 'Hello' }, { in: general }));
    await clock.until(reply.shows('Well.'));
    const { tools = [], systemInstruction } = (await live.connection(0)).setup;
    const declared = tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name));
    assert.equal(declared.includes('write'), told);
    assert.equal(/function\s+write/.test(words(systemInstruction ? [systemInstruction] : [])), told);
  }
});

test('a thought beside an answer is not shown', async (t) => {
  const { ask } = await open(t, [sayText('**Greeting the user.** '), say('Hello, Ada.')]);
  assert.equal((await ask('Hello', /Ada/)).text, 'Hello, Ada.');
});

test('control tokens are not shown, and an answer of nothing else is none', async (t) => {
  const { ask } = await open(t, [say('Hello<ctr'), say('l46>, Ada.')], [say('<ctrl46><ctrl46>', { sound: false })]);
  assert.equal((await ask('Hello', /Ada/)).text, 'Hello, Ada.');
  const reply = await ask('Hello again', /./);
  assert.doesNotMatch(reply.text, /ctrl/);
  assert.match(reply.text, /ask again/i);
});

test('a model that hums is stopped after 20 s, Ada reads why, and the question behind it is answered', async (t) => {
  const hum: Step = (turn) => turn.voice('', [Buffer.alloc(48_000).toString('base64')]);
  const hums = Array.from({ length: 600 }, () => [hum, stayQuiet(1_000)]).flat();
  const { ask, ada, general, clock } = await open(t, hums, 'Here I am.');
  const began = clock.now();
  const [first, second] = await Promise.all([
    ask('Sing', holding({ code: 'gemini.noise' })),
    clock.until(ada.slash('ask', { question: 'Hello' }, { in: general })),
  ]);
  await clock.until(second.shows('Here I am.'));
  assert.match(first.text, /^⚠️ .+ask again\.$/);
  assert.ok(clock.now() - began < 30_000, `${clock.now() - began} ms`);
});

test('a model that calls functions without end is stopped, Ada reads why, and the question behind it is answered', async (t) => {
  const calls = Array.from({ length: 600 }, () => toolCall({ name: 'look', args: {} }));
  const { ask, ada, general, clock, live } = await open(t, calls, 'Here I am.');
  const [first, second] = await Promise.all([
    ask('Look', holding({ code: 'gemini.tools' })),
    clock.until(ada.slash('ask', { question: 'Hello' }, { in: general })),
  ]);
  await clock.until(second.shows('Here I am.'));
  assert.match(first.text, /^⚠️ /);
  const [connection] = live.connections;
  assert.ok((connection?.frames.filter(({ toolResponse }) => toolResponse).length ?? 0) <= 16);
});

test('an answer that Google ends in mid sentence says so, and Continue brings the rest', async (t) => {
  const { ask, asked, general, clock } = await open(t, [say('Once upon a time there was'), turnComplete()], 'a bot.');
  const reply = await ask('Tell me a story', /⚠️/);
  assert.equal(reply.text, `Once upon a time there was\n\n⚠️ ${sentence({ code: 'answer.abrupt' })}`);
  assert.deepEqual(buttons(reply), ['Listen', 'Continue', 'Ask again']);
  await clock.until(reply.press('Continue'));
  await clock.until(general.shows('a bot.'));
  assert.match(asked.at(-1) ?? '', /there was”/);
});

test('an answer of which all was generated has no such mark, whatever it ends with', async (t) => {
  const { ask, clock } = await open(t, [say('Once upon a time there was'), generationComplete, turnComplete()]);
  const reply = await ask('Tell me a story', /there was/);
  await clock.until(reply.until(() => !buttons(reply).includes('Stop')));
  assert.equal(reply.text, 'Once upon a time there was');
  assert.deepEqual(buttons(reply), ['Listen', 'Ask again']);
});
