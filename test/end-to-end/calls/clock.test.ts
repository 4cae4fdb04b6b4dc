import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { hold, say, sayHeard } from '../../../world/live/steps.ts';
import { sentence } from '../../sentences.ts';
import { callStage } from './stage.ts';
import { converses, PANEL } from './talks.ts';

/** In every process of the bot, the wall clock goes one hour back, then two ahead, then one back, six times a second. */
const STEPS = `const { now } = Date; let by = 0;
  setInterval(() => { by = by < 0 ? 3600000 : by - 3600000; }, 150).unref();
  Date.now = () => now() + by;`;

test('a wall clock that jumps by hours all the time holds up neither written answers nor a call', async (t) => {
  const words = Array.from({ length: 6 }, (_, number) => ({
    word: `word${number}`,
    seen: Promise.withResolvers<void>(),
  }));
  const stage = await callStage(
    t,
    ({ text }) =>
      /count/.test(text)
        ? // Each word is shown before the next one comes.
          words.flatMap(({ word, seen }) => [say(`${word} `, { sound: false }), hold(seen.promise)])
        : [sayHeard('hello'), say('well, hello')],
    { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(STEPS)}` },
  );
  const { ada, general, live } = stage;
  const reply = await ada.slash('ask', { question: 'count' }, { in: general });
  for (const { word, seen } of words) {
    await reply.shows(new RegExp(word));
    seen.resolve();
  }
  await reply.shows(words.map(({ word }) => word).join(' '));
  assert.equal(reply.messages.length, 1);
  await stage.call();
  await general.shows(PANEL);
  await converses(stage);
  await ada.speaks(speech(600));
  await live.spoken(1);
  assert.equal(live.questions.length, 2, 'each was heard once, and as one');
  await (await ada.slash('leave')).shows(sentence({ code: 'call.left', voice: stage.lounge.id }));
});
