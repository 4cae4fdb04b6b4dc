import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { holding, sentence } from '../../sentences.ts';
import { sharedStage } from './stage.ts';
import { chatty, type Stage } from './talks.ts';

const AGREE = 'privacy:agree';
const GIVEN = sentence({ code: 'agreement.given', hearing: 'heard' });
const PANEL = holding({ code: 'panel.opt-in' });

/** How many bytes of sound have reached Google. */
const countHeard = ({ live }: Stage): number =>
  live.connections
    .flatMap((connection) => connection.heard.inputs)
    .reduce((sum, input) => sum + (input.is === 'audio' ? input.bytes : 0), 0);

test('in a call where people have to agree first, nobody is heard before their yes, nor after they took it back', async (t) => {
  const stage = await sharedStage(t, chatty, { CONSENT: 'opt-in' });
  const { ada, bob, general, lounge, live, voice } = stage;
  await stage.call({ listen: 'everyone', captions: 'all' });
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  const panel = await general.shows(PANEL);
  await ada.speaks(speech(600));
  await voice.delivery.settled(lounge.id);
  assert.equal(countHeard(stage), 0);
  assert.equal(live.connections.length, 0, 'Google hears of nobody');

  const refuses = await ada.press(panel, 'join:unheard');
  await refuses.shows(sentence({ code: 'consent.unheard' }));
  await (await ada.press(panel, AGREE)).shows(sentence({ code: 'agreement.given', hearing: 'unheard' }));
  await ada.speaks(speech(600), { after: 500 });
  await voice.delivery.settled(lounge.id);
  assert.equal(countHeard(stage), 0, 'a yes overrides no refusal');
  const heard = await ada.press(panel, 'join:heard');
  await heard.shows(sentence({ code: 'consent.heard' }));
  await (await ada.press(panel, AGREE)).shows(GIVEN);
  await ada.speaks(speech(600), { after: 500 });
  await live.spoken(0);
  await general.shows(/Ada.*hello/);
  // Bob speaks as well, and isn't heard.
  await bob.speaks(speech(600), { after: 500 });
  await ada.speaks(speech(600), { after: 1_000 });
  await live.spoken(1);
  assert.deepEqual(
    live.questions.map(({ marker }) => marker?.includes('Bob') ?? false),
    [false, false],
  );

  const mine = await ada.slash('privacy', {}, { in: general });
  await mine.shows(holding({ code: 'privacy.title' }));
  await (await mine.press(sentence({ code: 'button.disagree' }))).shows(sentence({ code: 'agreement.withdrawn' }));
  const before = countHeard(stage);
  await ada.speaks(speech(600), { after: 500 });
  await voice.delivery.settled(lounge.id);
  assert.equal(countHeard(stage), before);
  assert.equal(live.questions.length, 2);
});

test('who agreed once is heard from the beginning of the next call, also after a restart', async (t) => {
  const stage = await sharedStage(t, chatty, { CONSENT: 'opt-in' });
  const { ada, general, live, bot } = stage;
  const refused = await ada.slash('ask', { question: 'hello?' }, { in: general });
  await refused.shows(sentence({ code: 'agreement.ask', days: 30 }));
  await (await refused.press(AGREE)).shows(sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 }));
  await general.shows(/hello\?/);
  await bot.stop();
  await stage.start();
  await stage.call({ listen: 'everyone', captions: 'all' });
  await ada.speaks(speech(600), { after: 500 });
  await live.spoken(0);
  await general.shows(/Ada.*hello/);
});
