import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from '../../sentences.ts';
import { lock } from '../../store/stores.ts';
import { BOB_IN_GERMAN, interprets, says } from './interpreted.ts';
import { sharedStage } from './stage.ts';
import { chatty, PANEL } from './talks.ts';

/** A connection is closed after a second in which nobody speaks. */
const SHORT = { SESSION_IDLE_SECONDS: '1' };

test('while the store is away it goes on, and what ended meanwhile stays ended', async (t) => {
  const stage = await sharedStage(t, chatty, SHORT);
  const { ada, bot, general, file, voice, lounge } = stage;
  const { panel } = await interprets(stage);
  const unlock = lock(`sqlite://${file}`);
  try {
    await says(stage, 'bob');
    await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
    const off = await ada.slash('interpret off', {}, { in: general });
    await off.shows(sentence({ code: 'interpret.ended' }));
  } finally {
    unlock();
  }
  assert.equal(await bot.stop(), 0);
  await stage.start();
  await voice.connected(lounge);
  await general.until(() => PANEL.test(panel.text));
});
