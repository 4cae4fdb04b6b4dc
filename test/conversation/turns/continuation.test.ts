import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { Conversations } from '../../../src/conversation/conversations.ts';
import { composeContinuation } from '../../../src/conversation/turns/continuation.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import type { Script } from '../../../world/live/script.ts';
import { close, say, stall } from '../../../world/live/steps.ts';
import { at } from '../../place.ts';
import { firstOf } from '../acts.ts';
import { ada, bob, never, stage } from '../stage.ts';

const STORY = 'Once upon a time there was a small bot that nobody';
const ready = Promise.resolve();

/** Tells half a story and breaks off, unless asked to go on; says everything else back. */
const story: Script<LocalConnection> = ({ text }) =>
  text.includes('a story') ? [say(STORY), close(1011, 'Internal error encountered.')] : text;

/** The quotation within a continuation. */
const quoted = (text: string) => /“(.*)”/s.exec(text)?.[1] ?? '';

/** Ada has asked for a story that broke off; how to name it. */
const broken = async (conversations: Conversations) => {
  const turn = conversations.ask(at('c'), { person: ada, text: 'tell a story' });
  assert.equal((await turn.ended).is, 'broken');
  assert.equal(turn.text, STORY);
  const number = await turn.number.settled;
  assert.ok(number);
  return { number, at: turn.question.at };
};

test('the rest of an answer that broke off is asked for by whoever wants it, with its last words', async (t) => {
  const { conversations, live } = await stage(t, { model: story });
  const which = await broken(conversations);
  const rest = await conversations.goOn(at('c'), which, bob, ready);
  assert.deepEqual(await rest.ended, { is: 'complete' });
  assert.equal(rest.text, `[Bob] ${composeContinuation(STORY)}`);
  assert.equal(quoted(rest.text), STORY);
  assert.deepEqual(live.unexpected, []);
});

test('it is asked for by another process, too, and after other questions', async (t) => {
  const { conversations, open } = await stage(t, { model: story });
  const which = await broken(conversations);
  await conversations.ask(at('c'), { person: bob, text: 'what is a cat?' }).ended;
  await conversations.close(never);
  const rest = await open().goOn(at('c'), which, ada, ready);
  await rest.ended;
  assert.equal(quoted(rest.text), STORY);
});

test('of two who ask for it at the same moment the second is told', async (t) => {
  const { conversations } = await stage(t, { model: story });
  const which = await broken(conversations);
  const [first, second] = await Promise.allSettled(
    [ada, bob].map((who) => conversations.goOn(at('c'), which, who, ready)),
  );
  assert.equal(first?.status, 'fulfilled');
  assert.ok(second?.status === 'rejected' && second.reason instanceof UserError);
  assert.equal(second.reason.message, 'asking.already-continued');
  await assert.rejects(conversations.goOn(at('c'), which, bob, ready), { message: 'asking.already-continued' });
});

test('it may be asked for again if the first who did could not be answered', async (t) => {
  const { conversations } = await stage(t, { model: story });
  const which = await broken(conversations);
  const lost = await conversations.goOn(at('c'), which, ada, Promise.reject(new Error('Unknown interaction')));
  assert.equal((await lost.ended).is, 'failed');
  assert.equal((await (await conversations.goOn(at('c'), which, bob, ready)).ended).is, 'complete');
});

test('it may be asked for again once fewer wait', async (t) => {
  const { conversations } = await stage(t, { model: story });
  const which = await broken(conversations);
  const gate = Promise.withResolvers<void>();
  const fill = (_: unknown, index: number) =>
    conversations.ask(at('c'), { person: { id: `${index}`, name: `Member ${index}` }, text: 'hello' }, gate.promise);
  const all = [fill(undefined, 32)];
  while ((await conversations.status(at('c'))).waiting > 0) await new Promise(setImmediate);
  all.push(...Array.from({ length: 32 }, fill));
  await assert.rejects(conversations.goOn(at('c'), which, bob, ready), { message: 'asking.full' });
  gate.resolve();
  await Promise.all(all.map(({ ended }) => ended));
  assert.equal((await (await conversations.goOn(at('c'), which, bob, ready)).ended).is, 'complete');
});

test('it counts as a question of whoever asks for it', async (t) => {
  const { conversations } = await stage(t, { model: story });
  const which = await broken(conversations);
  const gate = Promise.withResolvers<void>();
  const fill = () => conversations.ask(at('c'), { person: ada, text: 'hello' }, gate.promise);
  const all = [fill()];
  while ((await conversations.status(at('c'))).waiting > 0) await new Promise(setImmediate);
  all.push(...Array.from({ length: 5 }, fill));
  await assert.rejects(conversations.goOn(at('c'), which, ada, ready), { message: 'asking.share' });
  const rest = await conversations.goOn(at('c'), which, bob, ready);
  gate.resolve();
  assert.equal((await rest.ended).is, 'complete');
});

test('what is no broken answer, or was forgotten, cannot be gone on with', async (t) => {
  const { conversations } = await stage(t, { model: story });
  const which = await broken(conversations);
  const whole = conversations.ask(at('c'), { person: ada, text: 'hello' });
  await whole.ended;
  const number = (await whole.number.settled) ?? 0;
  await assert.rejects(conversations.goOn(at('c'), { number, at: whole.question.at }, ada, ready), {
    message: 'asking.forgotten-answer',
  });
  await assert.rejects(conversations.goOn(at('c'), { ...which, at: which.at - 1 }, ada, ready), {
    message: 'asking.forgotten-answer',
  });
  await assert.rejects(conversations.goOn(at('d'), which, ada, ready), { message: 'asking.forgotten-answer' });
  await assert.rejects(conversations.goOn(at('c'), { number: Number.NaN, at: 0 }, ada, ready), {
    message: 'asking.forgotten-answer',
  });
  await conversations.reset(at('c'));
  await assert.rejects(conversations.goOn(at('c'), which, ada, ready), { message: 'asking.forgotten-answer' });
});

test('an answer that a reset stopped has failed: nothing is left to go on with', async (t) => {
  const { conversations } = await stage(t, { model: () => [say('Half'), stall] });
  const turn = conversations.ask(at('c'), { person: ada, text: 'go' });
  await firstOf(turn, 'text');
  await conversations.reset(at('c'));
  assert.equal((await turn.ended).is, 'failed');
});

test('a connection that breaks before the first word leaves nothing to go on with', async (t) => {
  const { conversations } = await stage(t, { model: () => [close(1011, 'Internal error encountered.')] });
  const turn = conversations.ask(at('c'), { person: ada, text: 'go' });
  assert.equal((await turn.ended).is, 'failed');
  assert.equal(await turn.number.settled, undefined);
});

test('at most the last 200 characters are quoted, from the beginning of a word, in one line', () => {
  const long = quoted(composeContinuation(`${'word '.repeat(100)}and\n\nthe end`));
  assert.ok([...long].length <= 200 && [...long].length > 180, long);
  assert.match(long, /^…word .* word and the end$/);
  const unspaced = quoted(composeContinuation('語'.repeat(500)));
  assert.equal(unspaced, `…${'語'.repeat(199)}`);
  assert.equal([...quoted(composeContinuation('🦊'.repeat(300)))].length, 200);
});
