import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { say, sayHeard } from '../../../world/live/steps.ts';
import { sharedStage } from './stage.ts';

/** What Ada says to Bob, about something else or about Parley. */
const TO_OTHERS = [
  'Je vais te parler de ça.',
  'Bob Marley is great.',
  'Add parsley to the soup.',
  'I asked Parley, it was wrong.',
];

/** What is said to Parley, each by somebody whom it hasn't answered lately, and what it's called in the server. */
const TO_PARLEY = [
  { name: 'Cleo', text: 'Парли, который час?' },
  { name: 'Dan', text: 'パーリー、今何時?' },
  { name: 'Eve', text: 'बार्ले, समय क्या है?' },
  { name: 'Fay', text: 'Gem, what time is it?', nick: 'Gem' },
];

test('in one call, Parley answers those who call it by a name that they see, in any script, and nobody else', async (t) => {
  const heard = [...TO_OTHERS, ...TO_PARLEY.map(({ text }) => text)];
  const stage = await sharedStage(t, () => [sayHeard(heard.shift() ?? ''), say(`Answer ${heard.length}.`)]);
  const { ada, bob, general, guild, lounge, discord, live, ears, voice } = stage;
  bob.joins(lounge);
  await stage.call({ listen: 'addressed', captions: 'all' });
  for (const text of TO_OTHERS) {
    await ada.speaks(speech(600));
    const written = await general.shows(new RegExp(RegExp.escape(text)));
    assert.doesNotMatch(written.text, /Answer/);
  }
  assert.deepEqual(ears.sounding, []);
  for (const { name, text, nick } of TO_PARLEY) {
    const me = guild.find(discord.bot.id);
    if (me && nick) {
      me.face = { ...me.face, nick };
      guild.tellOf(me);
    }
    const person = guild.member(name);
    person.joins(lounge);
    await voice.delivery.settled(lounge.id);
    ears.forget();
    await person.speaks(speech(600));
    await ears.sounded();
    await ears.falls();
    await general.shows(new RegExp(RegExp.escape(text)));
  }
  assert.equal(
    ears.packets.every(({ dave }) => dave !== undefined),
    true,
  );
  const answers = general.messages.filter(({ text }) => text.includes('Answer')).length;
  assert.equal(answers, TO_PARLEY.length);
  const { setup } = await live.connection(0);
  assert.deepEqual(setup.inputAudioTranscription, { customVocabulary: ['Parley'] });
});
