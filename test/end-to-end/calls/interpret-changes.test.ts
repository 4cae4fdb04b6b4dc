import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { sentence } from '../../sentences.ts';
import { ADA_IN_JAPANESE, BOB_IN_GERMAN, captions, INTERPRETS, interprets, leavesGoogle, says } from './interpreted.ts';
import { sharedStage } from './stage.ts';
import { chatty } from './talks.ts';

test('of three who speak at once whoever opted out isn’t interpreted, and who came after it began is', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bob, general, guild, lounge, voice } = stage;
  const { panel } = await interprets(stage);
  const eve = guild.member('Eve');
  eve.joins(lounge);
  await voice.delivery.settled(lounge.id);
  await (await bob.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
  await Promise.all([says(stage, 'ada'), says(stage, 'bob', 200), eve.speaks(speech(600), { after: 400 })]);
  await general.shows(`**Eve**: ${BOB_IN_GERMAN}`);
  assert.deepEqual(captions(stage), [`**Ada**: ${ADA_IN_JAPANESE}`]);
  await (await bob.press(panel, 'join:heard')).shows(sentence({ code: 'consent.heard' }));
  await says(stage, 'bob', 300);
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
});

test('while it may not write, nothing of what is said reaches Google; without its channel it leaves', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { general, guild, discord, live } = stage;
  const { panel } = await interprets(stage);
  general.deny('SendMessages');
  await general.until(() => panel.text.includes(sentence({ code: 'notice.unwritten', channel: general.id })));
  await says(stage, 'bob');
  general.allow('SendMessages');
  await general.until(() => new RegExp(INTERPRETS).test(panel.text));
  assert.equal(live.dials, 0);
  await says(stage, 'bob', 300);
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  assert.equal(captions(stage).length, 1);
  const speaking = says(stage, 'ada', 300);
  await live.connection(1);
  general.delete();
  await discord.until(() => guild.voiceChannelOf(discord.bot) === undefined);
  await leavesGoogle(stage);
  await speaking;
});
