import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../world/discord/voice/signals.ts';
import { heard, hush, say } from '../world/live/steps.ts';
import { callStage } from './stage.ts';
import { converses, PANEL } from './talks.ts';

/** Of every process of the bot: the wall clock goes an hour back, then two ahead, then one back, six times a second. */
const STEPS = `const { now } = Date; let by = 0;
  setInterval(() => { by = by < 0 ? 3600000 : by - 3600000; }, 150).unref();
  Date.now = () => now() + by;`;

test('a wall clock that jumps by hours all the time holds up neither written answers nor a call', async (t) => {
  const words = Array.from({ length: 12 }, (_, number) => `word${number}`);
  const stage = await callStage(
    t,
    ({ text }) =>
      /count/.test(text)
        ? words.flatMap((word) => [say(`${word} `, { sound: false }), hush(300)])
        : [heard('hello'), say('well, hello')],
    { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(STEPS)}` },
  );
  const { ada, general, live } = stage;
  const replies = await Promise.all(
    [1, 2].map((number) => ada.slash('ask', { question: `count ${number}` }, { in: general })),
  );
  for (const reply of replies) await reply.shows(words.join(' '));
  assert.deepEqual(
    replies.map(({ messages }) => messages.length),
    [1, 1],
  );
  await stage.call();
  await general.shows(PANEL);
  await converses(stage);
  await ada.speaks(speech(600));
  await live.spoken(1);
  assert.equal(live.questions.length, 2, 'each was heard once, and as one');
  await (await ada.slash('leave')).shows(/I have left/);
});
