import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { speech, sweep } from '../../../world/discord/voice/signals.ts';
import { resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { sayHeard } from '../../../world/live/steps.ts';
import { sentence } from '../../sentences.ts';
import { callStage } from './stage.ts';

const LONG = toPcm(resample(sweep(300, 3_000, 20_000), 24_000));

/** What people said, in all turns that a database file contains, including those that are never read. */
const said = (file: string): string[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare("SELECT value FROM keyv WHERE key LIKE 'turn:%' AND value <> ''").all();
  database.close();
  return rows.map(({ value }) => `${JSON.parse(`${value}`).value.value.asked}`);
};

test('an answer that still plays when all is forgotten stays forgotten, also if it is silenced then', async (t) => {
  const { guild, general, ada, bob, ears, call, file } = await callStage(t, ({ text }) =>
    text.includes('Are you there') ? 'I am.' : [sayHeard('a secret'), sounds(LONG, { text: 'a long story' })],
  );
  await call({ captions: 'off' });
  await ada.speaks(speech(600));
  await ears.sounded();
  while (!said(file).includes('a secret')) await pause(20);
  const mod = guild.member('Mod', { permissions: ['ViewChannel', 'ManageMessages'] });
  const reset = await mod.slash('reset', {}, { in: general });
  await reset.until(({ messages }) => messages.length > 0);
  await reset.press('reset:confirm', mod);
  await reset.shows(sentence({ code: 'reset.done' }));
  assert.deepEqual(said(file), []);
  await ada.slash('stop', {}, { in: general });
  await ears.falls();
  // The silenced answer is stored before the next one.
  await (await bob.slash('ask', { question: 'Are you there?' }, { in: general })).shows('I am.');
  while (!said(file).includes('Are you there?')) await pause(20);
  assert.deepEqual(said(file), ['Are you there?']);
});
