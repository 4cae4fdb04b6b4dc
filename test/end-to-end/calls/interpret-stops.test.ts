import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shardOf } from '../../../world/discord/snowflake.ts';
import { lend, ownGround } from '../ground.ts';
import { BOB_IN_GERMAN, beginsToSpeak, captions, interprets, isInterpretedAgain } from './interpreted.ts';
import { callStage, furnish } from './stage.ts';
import { chatty } from './talks.ts';

/** What people read of what Ada said when the process was stopped. */
const ADA_CUT_OFF = [`**Ada**: ${BOB_IN_GERMAN}`];

test('what is said as Parley is stopped is still translated, and after the restart it interprets on', async (t) => {
  const stage = await callStage(t, chatty);
  const { bot, lounge, start, voice } = stage;
  await interprets(stage);
  const { speaking } = await beginsToSpeak(stage);
  assert.equal(await bot.stop(), 0);
  assert.deepEqual(captions(stage), ADA_CUT_OFF);
  await speaking;
  await start();
  await voice.connected(lounge);
  await isInterpretedAgain(stage);
});

test('a process that is replaced in mid sentence shows what was said, and the next one interprets on', async (t) => {
  const ground = await ownGround(t, { SHARDS: 'auto', SHARD_COUNT: '2' });
  const { world } = ground;
  let place = furnish(world, chatty);
  // The second shard goes to the next process as soon as that one is there.
  while (shardOf(place.guild.id, 2) !== 0) place = furnish(world, chatty);
  const stage = { ...(await lend(ground)), ...place };
  const { bot, discord, lounge, start, voice } = stage;
  await discord.ready();
  await interprets(stage);
  await start();
  const client = await voice.connected(lounge);
  const { speaking } = await beginsToSpeak(stage);
  assert.equal(await bot.stop(), 0);
  assert.deepEqual(captions(stage), ADA_CUT_OFF);
  await speaking;
  await discord.until(() => voice.clients.some((one) => one !== client));
  await voice.connected(lounge);
  await isInterpretedAgain(stage);
});
