import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lend, ownGround } from '../ground.ts';
import { makeGullible, type Told } from './stage.ts';

test('after a restart a button of a tool is dead, and says so', async (t) => {
  const told: Told[] = [];
  const ground = await ownGround(t);
  const { live, discord } = ground.world;
  live.script = makeGullible(told);
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const { bot } = await lend(ground);
  const question = 'call start_poll {"question":"Pizza?","answers":["yes","no"]}';
  const reply = await ada.slash('ask', { question }, { in: general });
  await reply.shows('called start_poll');
  assert.equal(told[0]?.done, false);
  const shown = general.messages.find(({ components }) => JSON.stringify(components).includes('tools:do:'));
  assert.ok(shown);
  const id = /tools:do:[\w-]+/.exec(JSON.stringify(shown.components))?.[0] ?? '';
  await bot.kill();
  await ground.start();
  await ada.press(shown, id);
  await general.until(() => /doesn’t work any more/.test(shown.text));
  assert.equal(general.messages.filter(({ poll }) => poll).length, 0);
});
