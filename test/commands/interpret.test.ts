import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from '../sentences.ts';
import { openCall } from './stage.ts';

const PAIR = { one: 'de', other: 'ja' } as const;
const ASKS = { in: 'de', out: 'ja' };

test('tells what it does and costs, and begins only by the button', async () => {
  const { parley, lounge, begin, enters } = await openCall();
  await using _ = parley;
  await enters(parley.ada);
  begin();
  const reply = await parley.ada.slash('interpret on', { ...ASKS, aloud: true });
  await reply.shows(
    [
      sentence({ code: 'interpret.ask-aloud', voice: lounge.id, ...PAIR }),
      sentence({ code: 'interpret.cost', dollars: 2.52 }),
    ].join(' '),
  );
  assert.equal(reply.ephemeral, true);
  assert.equal(parley.calls.view(parley.guild.id)?.interpreting, undefined);
  await reply.press(sentence({ code: 'button.interpret-begin' }));
  await reply.shows(sentence({ code: 'interpret.begun', ...PAIR }));
  assert.deepEqual(parley.calls.view(parley.guild.id)?.interpreting, { languages: ['de', 'ja'], aloud: true });
  const off = await parley.ada.slash('interpret off');
  await off.shows(sentence({ code: 'interpret.ended' }));
  await (await parley.ada.slash('interpret off')).shows(sentence({ code: 'interpret.not-on' }));
});

test('takes languages by their names in any way, and no other, nor the same twice', async () => {
  const { parley, begin, enters } = await openCall();
  await using _ = parley;
  await enters(parley.ada);
  begin();
  for (const [one, other] of [
    ['German', 'japanese'],
    ['Deutsch', '日本語'],
    ['de-AT', 'JA'],
  ] as const) {
    const reply = await parley.ada.slash('interpret on', { in: one, out: other });
    await reply.shows(/between German and Japanese/);
  }
  const unknown = await parley.ada.slash('interpret on', { in: 'Klingon', out: 'ja' });
  await unknown.shows(sentence({ code: 'interpret.unknown-language', name: 'Klingon' }));
  for (const other of ['German', 'pt-BR']) {
    const same = await parley.ada.slash('interpret on', { in: other === 'German' ? 'de' : 'pt-PT', out: other });
    await same.shows(sentence({ code: 'interpret.same-language' }));
  }
});

test('suggests languages by their names in the reader’s language, in their own, and in English', async () => {
  const { parley } = await openCall();
  await using _ = parley;
  const suggest = async (typed: string) => {
    const { choices = [] } = await parley.ada.autocomplete('interpret on', 'in', typed, { options: { out: 'ja' } });
    return choices.map(({ name, value }) => `${name} ${value}`);
  };
  const all = await suggest('');
  assert.equal(all.length, 25);
  assert.equal(all[0], 'English en');
  assert.deepEqual(await suggest('german'), ['German de']);
  assert.deepEqual(await suggest('deutsch'), ['German de']);
  // Not Azerbaijani first, which has it in its middle, because who presses Enter takes the first.
  assert.deepEqual((await suggest('ja')).slice(0, 3), ['Japanese ja', 'Javanese jv', 'Azerbaijani az']);
  assert.deepEqual((await suggest('日')).slice(0, 1), ['Japanese ja']);
  assert.deepEqual(await suggest('nothing like that'), []);
});

test('refuses without a call, for whoever isn’t in it, and where it’s switched off', async () => {
  const { parley, lounge, begin, enters } = await openCall();
  await using _ = parley;
  await (await parley.ada.slash('interpret on', ASKS)).shows(/I’m not in a voice channel on this server\. Bring me/);
  begin();
  await (await parley.ada.slash('interpret on', ASKS)).shows(sentence({ code: 'call.not-yours', voice: lounge.id }));
  await enters(parley.ada);
  parley.calls.mayInterpret = false;
  await (await parley.ada.slash('interpret on', ASKS)).shows(sentence({ code: 'interpret.switched-off' }));
});

test('says why nobody is heard, if nobody is', async () => {
  const { parley, begin, enters } = await openCall();
  await using _ = parley;
  await enters(parley.ada);
  const why = { code: 'notice.unwritten', channel: parley.general.id } as const;
  begin({ hears: { is: 'unannounced', why } });
  const reply = await parley.ada.slash('interpret on', ASKS);
  await reply.shows(/between German and Japanese/);
  await reply.press(sentence({ code: 'button.interpret-begin' }));
  await reply.shows(sentence(why));
});

test('a button of an earlier call begins nothing', async () => {
  const { parley, begin, enters } = await openCall();
  await using _ = parley;
  await enters(parley.ada);
  begin();
  const reply = await parley.ada.slash('interpret on', ASKS);
  await reply.shows(/between German and Japanese/);
  begin({ channelId: parley.guild.voice('Other').id });
  await (await reply.press(sentence({ code: 'button.interpret-begin' }))).shows(sentence({ code: 'call.over' }));
});
