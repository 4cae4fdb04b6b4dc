import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { sentence } from '../../sentences.ts';
import {
  ADA_IN_JAPANESE,
  BOB_IN_GERMAN,
  beginsToSpeak,
  captions,
  INTERPRETS,
  interprets,
  leavesGoogle,
  says,
} from './interpreted.ts';
import { sharedStage } from './stage.ts';
import { chatty, PANEL } from './talks.ts';

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

test('moved in mid sentence it goes on in the other channel, and thrown out it stops', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bob, general, guild, discord, voice } = stage;
  const attic = guild.voice('Attic');
  const { panel } = await interprets(stage);
  const { speaking } = await beginsToSpeak(stage);
  bob.joins(attic);
  guild.moves(discord.bot, attic);
  await general.shows(`**Ada**: ${BOB_IN_GERMAN}`);
  await general.until(() => new RegExp(INTERPRETS.replace('\\d+', attic.id)).test(panel.text));
  await voice.connected(attic);
  await speaking;
  await says(stage, 'bob');
  await general.shows(`**Bob**: ${BOB_IN_GERMAN}`);
  guild.kicksFromVoice(discord.bot);
  await general.until(() => panel.text === sentence({ code: 'call.removed' }));
  await leavesGoogle(stage);
  // What comes next is a call like any other.
  const again = await bob.slash('join', {}, { in: general });
  await again.shows(/^I’m in/);
  await general.shows(PANEL);
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
