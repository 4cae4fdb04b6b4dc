import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TRANSLATE_MODEL } from '../../../src/live/protocol/translation.ts';
import type { Text } from '../../../src/text/text.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { close } from '../../../world/live/steps.ts';
import { opening, sentence } from '../../sentences.ts';
import {
  ADA_IN_JAPANESE,
  BOB_IN_GERMAN,
  bilingual,
  captions,
  INTERPRETS,
  interprets,
  leavesGoogle,
  says,
} from './interpreted.ts';
import { callStage, sharedStage } from './stage.ts';
import { chatty } from './talks.ts';

test('a full cap halts it with a sentence, and then nothing of what is said reaches Google', async (t) => {
  const stage = await sharedStage(t, chatty, { CAP_PROCESS_DAY: '1 token' });
  const { general, live } = stage;
  const full = opening({ code: 'limits.full', scope: 'process', period: 'day', at: 0 });
  const told = () => general.history.filter(({ text }) => text.includes(full)).length;
  await interprets(stage);
  let heard = 0;
  live.translating = (speech) => {
    heard += 1;
    return bilingual(speech);
  };
  await says(stage, 'ada');
  await general.shows(`**Ada**: ${ADA_IN_JAPANESE}`);
  // Whether it's full shows only when somebody speaks, once Google has counted what was said before.
  for (let tries = 0; tries < 10 && told() === 0; tries += 1) await says(stage, 'bob', 1_000);
  await general.until(() => told() > 0);
  const before = heard;
  for (const one of ['bob', 'ada', 'bob'] as const) await says(stage, one, 300);
  assert.equal(heard, before);
});

test('a connection that breaks in mid sentence leaves what came, and says so', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { general, live } = stage;
  await interprets(stage);
  live.translating = async function* ({ said, target }) {
    await said;
    if (target !== 'ja') return;
    yield 'おはよう';
    yield close(1011, 'Internal error encountered.');
  };
  await says(stage, 'ada');
  const { text } = await general.shows(/^\*\*Ada\*\*: おはよう[\s\S]*⚠️/);
  assert.ok(text.length < 300, text);
  await interpretsAgain(stage);
});

/**
 * What a member may spend, in tokens: less than what is held for an utterance from its beginning, so that it gets no more room after
 * five seconds.
 */
const MEMBER_CAP = 1_700;

test('a cap that is full in mid sentence halts it below what came, and others go on', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, guild, live } = stage;
  const boss = guild.member('Boss', { permissions: 'admin' });
  const options = { setting: 'limits.member-day', value: `${MEMBER_CAP} tokens`, where: 'server' };
  await (await boss.slash('settings set', options, { in: general })).until(({ messages }) => messages.length > 0);
  await interprets(stage);
  live.translating = async function* ({ target }) {
    if (target === 'ja') yield 'おはよ';
  };
  const speaking = ada.speaks(speech(7_000));
  const { text } = await general.shows(/^\*\*Ada\*\*: おはよ[\s\S]*⚠️/);
  assert.ok(text.includes(opening({ code: 'limits.halted', scope: 'member', period: 'day', at: 0 })), text);
  await leavesGoogle(stage);
  await speaking;
  live.translating = bilingual;
  await says(stage, 'bob', 300);
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
});

test('a connection that Google is about to end loses no word, also if it’s left in mid sentence', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { general, live } = stage;
  await interprets(stage);
  const warned = new Set<string>();
  live.translating = async function* (heard) {
    const { target, connection } = heard;
    const isFirst = !warned.has(target);
    warned.add(target);
    // Parley leaves a connection after half of a time that is so short. The other time is enough for what Ada says.
    if (isFirst) connection.goAway(target === 'ja' ? '1s' : '50s');
    if (!isFirst || target === 'de') yield* bilingual(heard);
  };
  await says(stage, 'ada');
  await general.shows(`**Ada**: ${ADA_IN_JAPANESE}`);
  await says(stage, 'bob', 300);
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  assert.deepEqual(captions(stage), [`**Ada**: ${ADA_IN_JAPANESE}`, `**Bob**: ${BOB_IN_GERMAN}`]);
  const targets = live.connections.map(({ setup }) => setup.generationConfig?.translationConfig?.targetLanguageCode);
  assert.deepEqual(targets.toSorted(), ['de', 'de', 'ja', 'ja']);
  assert.deepEqual(live.unexpected, []);
});

/** What is said next is translated again. */
const interpretsAgain = async (stage: Parameters<typeof says>[0]) => {
  stage.live.translating = bilingual;
  await says(stage, 'ada');
  await stage.general.shows(`**Ada**: ${ADA_IN_JAPANESE}`);
};

test('what was on when the bot died is on when it’s back', async (t) => {
  const stage = await callStage(t, chatty);
  const { bot, start, general } = stage;
  await interprets(stage);
  await bot.kill();
  await start();
  await general.until(() => general.messages.filter(({ text }) => new RegExp(INTERPRETS).test(text)).length > 0);
  await stage.voice.connected(stage.lounge);
  // Until it has translated something, a first syllable may be said before its ears are open.
  for (let tries = 0; tries < 10 && captions(stage).length === 0; tries += 1) await says(stage, 'bob', 1_000);
  await general.until(() => captions(stage).length > 0);
  await says(stage, 'ada', 500);
  await general.shows(`**Ada**: ${ADA_IN_JAPANESE}`);
});

test('a key without the model reads that before it begins, and Parley goes on answering', async (t) => {
  const stage = await callStage(t, chatty);
  const { ada, general, live } = stage;
  Object.assign(live, { models: live.models.filter(({ name }) => name !== TRANSLATE_MODEL) });
  await stage.call();
  const none = sentence({ code: 'interpret.no-model' });
  // Google is asked for its list beside the first command, which doesn't wait for it.
  for (let told = ''; told !== none; ) {
    const reply = await ada.slash('interpret on', { in: 'de', out: 'ja' }, { in: general });
    await reply.until(({ text }) => text);
    told = reply.text;
  }
  const typed = await ada.slash('ask', { question: 'hello?' }, { in: general });
  await typed.shows(/well, hello/);
});

test('what Google refuses is told each time, and costs nothing', async (t) => {
  const stage = await callStage(t, chatty);
  const { general, live } = stage;
  await interprets(stage);
  const refusals: [ConnectionFault, Text][] = [
    [{ setup: { close: [1007, 'API key not valid. Please pass a valid API key.'] } }, { code: 'owner.key' }],
    // From then on it rests.
    [{ upgrade: 429 }, { code: 'gemini.quota' }],
  ];
  for (const [fault, told] of refusals) {
    live.next(fault, fault);
    // After a shorter pause he'd go on with what was refused already.
    await says(stage, 'bob', 1_000);
    await general.shows(new RegExp(opening(told)));
  }
  await live.dial(3);
  assert.deepEqual([live.bill.answers, captions(stage)], [[], []]);
});
