import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlate, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { hold, sayHeardIn } from '../../../world/live/steps.ts';
import { sentence } from '../../sentences.ts';
import { ADA_IN_JAPANESE, BOB_IN_GERMAN, bilingual, captions, interprets, recognize, says } from './interpreted.ts';
import { sharedStage } from './stage.ts';
import { chatty, PANEL } from './talks.ts';

test('each is read by the other in their language, under their name, and nothing reaches the conversation', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { general, live, guild, lounge } = stage;
  const { panel } = await interprets(stage);
  assert.ok(panel.text.includes(sentence({ code: 'privacy.interpreted' })));
  assert.equal(live.connections.length, 0, 'nothing is connected before somebody speaks');
  await says(stage, 'ada');
  await general.shows(`**Ada**: ${ADA_IN_JAPANESE}`);
  await says(stage, 'bob');
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  assert.deepEqual(captions(stage), [`**Ada**: ${ADA_IN_JAPANESE}`, `**Bob**: ${BOB_IN_GERMAN}`]);
  const targets = live.connections.map(({ setup }) => setup.generationConfig?.translationConfig);
  assert.deepEqual(targets.map((one) => one?.targetLanguageCode).toSorted(), ['de', 'ja']);
  assert.deepEqual(live.unexpected, []);
  assert.deepEqual(guild.voiceChannelOf(stage.discord.bot)?.id, lounge.id);
  // What's written to it is answered as ever.
  const typed = await stage.ada.slash('ask', { question: 'and you?' }, { in: general });
  await typed.shows(/well, hello/);
});

test('aloud, all of a translation is heard in the channel, in the middle of which somebody else speaks and comes next', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ears, live, general } = stage;
  const [first, second] = [sweep(300, 3_000, 2_500), sweep(3_000, 300, 1_500)];
  await interprets(stage, { aloud: true });
  live.translating = async function* ({ said, target }) {
    const who = recognize(await said);
    yield sayHeardIn(who === 'ada' ? 'de' : 'ja', 'words');
    const isOther = (who === 'ada') === (target === 'ja');
    if (isOther) yield sounds(toPcm(resample(who === 'ada' ? first : second, 24_000)), { text: `into ${target}` });
  };
  await says(stage, 'ada');
  await general.shows('**Ada**: into ja');
  await ears.sounded();
  await says(stage, 'bob');
  await general.shows('**Bob**: into de');
  await ears.falls();
  const { r } = correlate(
    first,
    ears.sound(ears.sounding.map((packet, sequence) => ({ ...packet, sequence })).slice(0, 125)),
    {
      from: 0,
      to: 100,
    },
  );
  assert.ok(r > 0.9, `correlation ${r}`);
  assert.ok(ears.packets.every(({ dave }) => dave !== undefined));
  assert.deepEqual(live.unexpected, []);
});

test('two who speak at once are translated one after the other, and neither loses a word', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { general, live } = stage;
  await interprets(stage);
  await Promise.all([says(stage, 'ada'), says(stage, 'bob', 400)]);
  await general.shows(`**Ada**: ${ADA_IN_JAPANESE}`);
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  assert.deepEqual(captions(stage), [`**Ada**: ${ADA_IN_JAPANESE}`, `**Bob**: ${BOB_IN_GERMAN}`]);
  assert.deepEqual(live.unexpected, []);
});

test('with all captions, what was said stands above its translation', async (t) => {
  const stage = await sharedStage(t, chatty);
  await interprets(stage, {}, { captions: 'all' });
  await says(stage, 'ada');
  await stage.general.shows(`**Ada**: Guten Morgen.\n${ADA_IN_JAPANESE}`);
});

test('whoever opts out isn’t interpreted, also not in the middle of a sentence, and others are', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, live } = stage;
  const { panel } = await interprets(stage);
  const never = Promise.withResolvers<void>();
  t.after(() => never.resolve());
  live.translating = async function* ({ said, target }) {
    await said;
    if (target === 'ja') yield 'おはよ';
    yield hold(never.promise);
  };
  await says(stage, 'ada');
  await general.shows('**Ada**: おはよ');
  await (await ada.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
  await general.until(() => captions(stage).length === 0);
  live.translating = bilingual;
  await says(stage, 'ada', 300);
  await says(stage, 'bob');
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  assert.deepEqual(
    captions(stage).filter((text) => text.startsWith('**Ada**')),
    [],
  );
});

test('it ends by a button or a command, and then Parley answers what is said again', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, lounge } = stage;
  const { panel } = await interprets(stage);
  await (await ada.press(panel, `interpret:end:${lounge.id}`)).shows(sentence({ code: 'interpret.ended' }));
  await general.shows(PANEL);
  await ada.speaks(speech(900));
  await general.shows(/well, hello/);
  await (await ada.slash('interpret off', {}, { in: general })).shows(sentence({ code: 'interpret.not-on' }));
});
