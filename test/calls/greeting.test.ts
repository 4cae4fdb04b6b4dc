import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { at } from '../place.ts';
import { ada, calling, settle, toSender } from './stage.ts';

const by = toSender(ada);
const GREETING = 'Welcome to the lounge, everyone!';

test('people are greeted when a call begins, aloud and in the panel, in nobody’s name', async () => {
  const { join, rules, conversations, venue } = await calling();
  await rules.set({ greeting: `  ${GREETING}\n` });
  await join({}, { by });
  const [{ place, question, ready } = assert.fail('nothing was asked')] = conversations.questions;
  await ready;
  assert.deepEqual(place, at('general', 'guild'));
  assert.deepEqual([question.person, question.voice, question.unasked], [venue.user, 'message', true]);
  assert.match(question.text, new RegExp(`“${GREETING}”$`));
  assert.deepEqual(venue.shown.at(-1)?.notes, [{ code: 'panel.greeting', greeting: GREETING }]);
});

test('a call that changes, or is restored, greets nobody again, and nor does one without a greeting', async () => {
  const { join, rules, conversations, calls, start, pass, venue } = await calling();
  await join({}, { by });
  await calls.leave('guild');
  assert.equal(conversations.questions.length, 0);
  await rules.set({ greeting: GREETING });
  await join({}, { by });
  await join({ listen: 'off' }, { by });
  assert.equal(conversations.questions.length, 1);
  await calls.close();
  venue.shown.length = 0;
  const restarted = start();
  await restarted.restore(['guild']);
  await pass(1);
  assert.ok(restarted.view('guild'));
  assert.equal(conversations.questions.length, 1);
});

test('a greeting that nobody could hear is only written, and what its listeners may not ask is nothing to it', async () => {
  const { join, rules, conversations, venue } = await calling();
  await rules.set({ greeting: GREETING });
  venue.open('lounge', [ada], { hindrances: ['muted'] });
  await join({}, { by });
  assert.equal(conversations.questions.length, 0);
  assert.deepEqual(venue.shown.at(-1)?.note, { code: 'panel.greeting', greeting: GREETING });
  const refusing = await calling(undefined, async () => {
    throw new UserError({ code: 'reset.not-allowed' });
  });
  await refusing.rules.set({ greeting: GREETING });
  await refusing.join({}, { by });
  await refusing.conversations.questions[0]?.ready;
  assert.equal(refusing.conversations.questions.length, 1);
});

test('a conversation that takes no question makes the call no worse', async () => {
  const { join, rules, conversations, calls } = await calling();
  await rules.set({ greeting: GREETING });
  conversations.refusal = new UserError({ code: 'asking.restarting' });
  await join({}, { by });
  await settle();
  assert.equal(calls.view('guild')?.state, 'on');
});
