import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { say, sayHeard, stall } from '../../../world/live/steps.ts';
import { sentence } from '../../sentences.ts';
import { callStage } from './stage.ts';

const SPOKEN = 'SUMMARY: They planned the party. DECISIONS: ITEM It is on Friday. TASKS: NONE QUESTIONS: NONE';
const isRecap = (text: string) => text.endsWith('\n\nNow make the minutes.');

/** A server whose calls are summed up as `recap` says, and in which a call has just had one question. */
const open = async (t: TestContext, recap: string, more: Record<string, string> = {}) => {
  const stage = await callStage(t, ({ text, audio }) => {
    if (isRecap(text)) return SPOKEN;
    return audio.length > 0 ? [sayHeard('the party is on Friday'), say('Noted.')] : 'Typed.';
  });
  const { guild, general, ada, live } = stage;
  const boss = guild.member('Boss', { permissions: ['ManageGuild'] });
  for (const [setting, value] of Object.entries({ 'call.recap': recap, ...more })) {
    const reply = await boss.slash('settings set', { setting, value }, { in: general });
    await reply.until(({ text }) => text !== '');
  }
  const talk = async () => {
    await stage.call({ captions: 'all' });
    await ada.speaks(speech(600));
    await general.shows(/Noted\./);
  };
  const recaps = () => general.messages.filter(({ text }) => /They planned the party/.test(text));
  return { ...stage, boss, talk, recaps, asked: () => live.bill.answers.length };
};

test('when a call is over, its channel reads what was said in it, pinned where that is wanted and allowed', async (t) => {
  const { talk, ada, general, recaps, live } = await open(t, 'post', { 'call.recap-pin': 'on' });
  general.allow('PinMessages', 'ReadMessageHistory');
  await talk();
  await ada.slash('leave', {}, { in: general });
  const message = await general.shows(/They planned the party/);
  assert.match(
    message.text,
    /^\*\*Recap\*\* of the call that began <t:\d+:f>.*\nThey planned the party\.\n\n\*\*Decided\*\*\n- It is on Friday\./,
  );
  await general.until(() => message.pinned);
  assert.equal(recaps().length, 1);
  assert.deepEqual(live.unexpected, []);
  assert.deepEqual([...message.pinged], []);
});

test('a call in which nothing was said has none', async (t) => {
  const { call, ada, general, recaps, talk } = await open(t, 'post');
  await call();
  await ada.slash('leave', {}, { in: general });
  await general.shows(sentence({ code: 'call.ended' }));
  // The next call has one, so the first would have been posted before it.
  await talk();
  await ada.slash('leave', {}, { in: general });
  await general.shows(/They planned the party/);
  assert.equal(recaps().length, 1);
});

test('a process that is killed while it makes the recap leaves it to the next one', async (t) => {
  const { talk, ada, general, recaps, live, bot, start } = await open(t, 'post');
  await talk();
  const begun = Promise.withResolvers<void>();
  const script = live.script;
  live.script = (asked) => {
    if (!isRecap(asked.text)) return script(asked);
    begun.resolve();
    return [stall];
  };
  await ada.slash('leave', {}, { in: general });
  await begun.promise;
  await bot.kill();
  live.script = script;
  await start();
  await general.shows(/They planned the party/);
  assert.equal(recaps().length, 1);
});

test('a process that is killed in a call that nobody is in any more when it’s back sums it up all the same', async (t) => {
  const { talk, ada, general, recaps, bot, start } = await open(t, 'post');
  await talk();
  // One turn follows another, so what was spoken is stored by then.
  await (await ada.slash('ask', { question: 'and?' }, { in: general })).shows('Typed.');
  await bot.kill();
  ada.leaves();
  await start();
  await general.shows(/They planned the party/);
  assert.equal(recaps().length, 1);
});
