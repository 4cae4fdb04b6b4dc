import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { say } from '../../../world/live/steps.ts';
import { holding, sentence } from '../../sentences.ts';
import { callStage } from './stage.ts';
import { PANEL } from './talks.ts';

/** Long enough to be sure that the gate was asked about all of it. */
const LONG = 600;

/** Three people in a call, one of whom may not be heard, and what Google's model for decisions reads of them. */
test('the gate knows nothing that the conversation has forgotten, and nobody who may not be heard', async (t) => {
  const stage = await callStage(t, ({ text }) => [say(`Well, ${text.replace(/^\[.*?\] /, '')}`)]);
  const { guild, ada, bob, lounge, live, voice, general } = stage;
  const { decisions } = live;
  decisions.script = () => ({ meant: 0.02, finished: 0.9, wish: 'none' });
  const cyd = guild.member('Cyd');
  bob.joins(lounge);
  cyd.joins(lounge);
  await stage.call();
  await voice.delivery.settled(lounge.id);
  const panel = await general.shows(PANEL);
  await (await cyd.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));

  let seed = 0;
  /** What the gate reads when Bob says something. */
  const read = async () => {
    let asked = decisions.asked.length;
    await bob.speaks(speech(LONG, { seed: ++seed }));
    for (;;) {
      const { sounds, text } = await decisions.call(asked++);
      if (sounds.reduce((sum, { ms }) => sum + ms, 0) >= 0.75 * LONG) return text;
    }
  };
  const asks = async (question: string) => {
    await ada.slash('ask', { question, voice: 'text' }, { in: general });
    await general.shows(new RegExp(`Well, ${question}`));
  };

  await asks('is it red');
  const text = await read();
  assert.match(text, /Ada: is it red\nParley: Well, is it red/);
  assert.match(text, /In the voice call with it are: (Ada, Bob|Bob, Ada), one more person\./);
  assert.doesNotMatch(text, /Cyd/);

  const mod = guild.member('Mod', { permissions: ['ViewChannel', 'ManageMessages'] });
  const reset = await mod.slash('reset', {}, { in: general });
  await reset.until(({ messages }) => messages.length > 0);
  await reset.press('reset:confirm', mod);
  await reset.shows(sentence({ code: 'reset.done' }));
  assert.doesNotMatch(await read(), /red/, 'after a reset');

  await asks('is it green');
  const mine = await ada.slash('privacy', {}, { in: general });
  await mine.shows(holding({ code: 'privacy.title' }));
  const doubt = await mine.press(sentence({ code: 'button.privacy-delete' }));
  await doubt.shows(sentence({ code: 'privacy.confirm-delete' }));
  await (await doubt.press(sentence({ code: 'button.privacy-confirm' }))).shows(sentence({ code: 'privacy.deleted' }));
  assert.doesNotMatch(await read(), /green/, 'after a deletion');

  const now = await ada.slash('privacy', {}, { in: general });
  await now.shows(holding({ code: 'privacy.title' }));
  const wish = await now.press(sentence({ code: 'button.privacy-unstored' }));
  await wish.shows(sentence({ code: 'privacy.now-unstored' }));
  await asks('is it blue');
  assert.doesNotMatch(await read(), /blue/, 'of somebody who wants nothing stored');
  assert.deepEqual(live.unexpected, []);
});
