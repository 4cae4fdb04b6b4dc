import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { generationComplete, type Step, say, sayHeard, sayHeardLate, turnComplete } from '../../../world/live/steps.ts';
import { callStage } from './stage.ts';

test('what Google understands 2.5 s after the answer opens it, while the next person speaks, under no other name', async (t) => {
  const answers: Step[][] = [
    [say('It is noon.'), generationComplete, turnComplete(), sayHeardLate(2_500, 'Parley, ', 'what’s the time?')],
    [sayHeard('I think so, too.'), say('Fine.')],
  ];
  const { ada, bob, general, lounge, live, ears, voice, call } = await callStage(t, () => answers.shift() ?? []);
  bob.joins(lounge);
  await call({ listen: 'addressed', captions: 'all' });
  await voice.delivery.settled(lounge.id);
  await ada.speaks(speech(600));
  await live.spoken(0);
  assert.deepEqual(ears.sounding, [], 'nobody knows yet whom she meant');
  // He speaks for as long as that takes, and longer.
  const bobs = bob.speaks(speech(2_800));
  await general.shows(/Ada.*: Parley, what’s the time\?\nIt is noon\./);
  await bobs;
  await ears.sounded();
  await ears.falls();
  await general.shows(/Bob.*: I think so, too\.$/);
  assert.equal(
    ears.packets.every(({ dave }) => dave !== undefined),
    true,
  );
  const written = general.messages.map(({ text }) => text).filter((text) => /noon|Fine|think|time/.test(text));
  assert.equal(written.length, 2, written.join(' | '));
  assert.deepEqual(live.unexpected, []);
});
