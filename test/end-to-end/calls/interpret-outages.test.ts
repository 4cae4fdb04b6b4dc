import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayHeardIn } from '../../../world/live/steps.ts';
import { opening, sentence } from '../../sentences.ts';
import { lock } from '../../store/stores.ts';
import { BOB_IN_GERMAN, interprets, leavesGoogle, says } from './interpreted.ts';
import { sharedStage } from './stage.ts';
import { chatty, PANEL, type Stage } from './talks.ts';

/** A connection is closed after a second in which nobody speaks. */
const SHORT = { SESSION_IDLE_SECONDS: '1' };

/** What is held for an utterance before it's sent, in tokens: see `SpeechRoom` and `toTurnTokens`. */
const HELD = 1_750;

/** A manager sets something for the server. */
const set = async ({ guild, general }: Stage, setting: string, value: string) => {
  const boss = guild.member('Boss', { permissions: 'admin' });
  const reply = await boss.slash('settings set', { setting, value, where: 'server' }, { in: general });
  await reply.until(({ messages }) => messages.length > 0);
};

test('what Google refuses is told and costs nothing, and a connection that is about to end loses no word', async (t) => {
  const stage = await sharedStage(t, chatty, SHORT);
  const { general, live } = stage;
  await interprets(stage);
  // As long as nothing stays of what was never sent, there's room for one utterance after another.
  await set(stage, 'limits.member-day', `${HELD + 400} tokens`);
  const refused = { setup: { close: [1007, 'API key not valid. Please pass a valid API key.'] } } as const;
  const wrongKey = { setup: { close: [...refused.setup.close] as [number, string] } };
  live.next(wrongKey, wrongKey);
  await says(stage, 'bob');
  await general.shows(new RegExp(opening({ code: 'owner.key' })));
  live.translating = async function* ({ said, target, connection }) {
    await said;
    connection.goAway('50s');
    yield sayHeardIn('ja', 'こんにちは。');
    if (target === 'de') yield BOB_IN_GERMAN;
  };
  await says(stage, 'bob', 300);
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  await leavesGoogle(stage);
  live.next({ upgrade: 429 }, { upgrade: 429 });
  await says(stage, 'bob');
  await general.shows(new RegExp(opening({ code: 'gemini.quota' })));
  assert.deepEqual(live.unexpected, []);
});

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
