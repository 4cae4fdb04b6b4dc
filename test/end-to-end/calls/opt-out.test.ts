import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { hold, say, sayHeard } from '../../../world/live/steps.ts';
import { sentence } from '../../sentences.ts';
import { sharedStage } from './stage.ts';
import { PANEL } from './talks.ts';

test('speech that is waiting for its turn when its speaker opts out never reaches Google', async (t) => {
  const gate = Promise.withResolvers<void>();
  const answers = [[hold(gate.promise), say('typed')]];
  const stage = await sharedStage(t, () => answers.shift() ?? [sayHeard('hello'), say('well, hello')]);
  const { ada, bob, lounge, general, live, voice } = stage;
  await stage.call({ listen: 'everyone', captions: 'all' });
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  const panel = await general.shows(PANEL);
  const typed = await bob.slash('ask', { question: 'something long' }, { in: general });
  // What they say waits behind the typed question. When Bob speaks, Ada's utterance is over.
  await ada.speaks(speech(600), { after: 500 });
  await bob.speaks(speech(600), { after: 500 });
  await (await ada.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
  gate.resolve();
  await typed.shows(/typed/);
  await general.shows(/Bob.*hello/);
  assert.deepEqual(
    live.questions.map(({ marker }) => marker),
    ['[Bob] says aloud:'],
  );
});

for (const { when, option } of [
  { when: 'Parley has left', option: undefined },
  { when: 'Parley was asked to listen to nobody', option: 'off' },
])
  test(`speech that was waiting for its turn until ${when} never reaches Google`, async (t) => {
    const gate = Promise.withResolvers<void>();
    const answers = [[hold(gate.promise), say('typed')]];
    const stage = await sharedStage(t, () => answers.shift() ?? [sayHeard('hello'), say('well, hello')]);
    const { ada, general, live } = stage;
    await stage.call({ listen: 'everyone', captions: 'all' });
    const typed = await ada.slash('ask', { question: 'something long' }, { in: general });
    await ada.speaks(speech(600), { after: 500 });
    if (option) await (await ada.slash('join', { listen: option }, { in: general })).shows(/not listening/);
    else await (await ada.slash('leave')).shows(sentence({ code: 'call.left', voice: stage.lounge.id }));
    gate.resolve();
    await typed.shows(/typed/);
    const next = await ada.slash('ask', { question: 'and now?' }, { in: general });
    await next.shows(/hello/);
    assert.deepEqual(live.questions, []);
  });
