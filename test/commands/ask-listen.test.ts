import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { MODEL_RATE } from '../../src/audio/pcm.ts';
import { toWav } from '../../src/audio/wave-file.ts';
import { UserError } from '../../src/base/errors.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { correlation, samplesOf, sweep } from '../audio/sounds.ts';
import { Parley } from '../discord/stage.ts';
import { sentence } from '../sentences.ts';

const MINUTE = 60_000;
const SAID = sweep(200, 4_000, 2_000, MODEL_RATE, 9_000);
const MENU = sentence({ code: 'listen.menu' });

const idsOf = (message: Message | undefined): string[] =>
  flatten(message?.components ?? []).flatMap(({ custom_id }) => custom_id ?? []);

const speak = (turn: Turn, pcm: Buffer = SAID) => {
  for (let at = 0; at < pcm.length; at += 9_600) turn.addAudio(pcm.subarray(at, at + 9_600));
};

/** Ada's question is answered, with sound. */
const answered = async (parley: Parley, pcm?: Buffer) => {
  const { reply, turn } = await parley.asked();
  turn.addText('Because.');
  speak(turn, pcm);
  // What came has to be collected before the end is shown, as it is when sound comes over a network.
  await setImmediate();
  turn.finish({ is: 'complete' });
  await parley.during(reply.shows('Because.'));
  await parley.during(reply.until(({ messages }) => idsOf(messages[0]).some((id) => !id.startsWith('stop:'))));
  const [message] = reply.messages;
  assert.ok(message);
  return { reply, turn, message };
};

const press = async (parley: Parley, message: Message, by = parley.ada): Promise<Reply> => {
  const pressed = await by.press(message, idsOf(message).find((id) => id.startsWith('ask:listen:')) ?? 'none');
  await parley.during(pressed.until(({ messages }) => messages.some(({ text }) => text !== '' && text !== 'Because.')));
  return pressed;
};

const voicesIn = (messages: readonly Message[]) => messages.flatMap((message) => (message.voice ? [message] : []));

describe('Listen', () => {
  test('is under an answer that has sound, and sends it as a voice message only to who presses', async () => {
    await using parley = await Parley.open();
    const { message } = await answered(parley);
    const bob = parley.guild.member('Bob');
    const pressed = await press(parley, message, bob);
    const [voice, ...others] = voicesIn(pressed.messages);
    assert.equal(others.length, 0);
    assert.equal(voice?.ephemeral, true);
    assert.ok(Math.abs((voice?.voice?.seconds ?? 0) - 2) < 0.02);
    assert.equal(voice?.voice?.content.toString('latin1', 0, 4), 'OggS');
    assert.equal(voice?.voice?.waveform.length, 20);
    assert.equal(voice?.files[0]?.contentType, 'audio/ogg');
    const menu = pressed.messages.at(-1);
    assert.deepEqual([menu?.text, menu?.ephemeral], [MENU, true]);
    assert.equal(parley.general.messages.length, 1, 'nobody else sees anything of it');
    assert.equal(idsOf(message).length, 2, 'the buttons stay');
    assert.ok(voicesIn((await press(parley, message)).messages)[0]);
  });

  test('is under the answer to a mention, too, and not under one without sound, or with little', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley Why?');
    const turn = await parley.conversations.next();
    turn.addText('Because.');
    speak(turn);
    await setImmediate();
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.until(({ messages }) => idsOf(messages.at(-1)).length === 2));
    assert.deepEqual(idsOf(parley.general.messages.at(-1)), [
      `ask:listen:${parley.ada.id}:${turn.question.at}`,
      `ask:again:${parley.ada.id}:${turn.question.at}:0`,
    ]);
    for (const pcm of [undefined, SAID.subarray(0, 20_000)]) {
      const { reply, turn: short } = await parley.asked();
      short.addText('Short.');
      if (pcm) speak(short, pcm);
      short.finish({ is: 'complete' });
      await parley.during(reply.shows('Short.'));
      assert.deepEqual(idsOf(reply.messages[0]), [`ask:again:${parley.ada.id}:${short.question.at}:0`]);
    }
  });

  test('says so when the sound is gone, by time or by a reset', async () => {
    await using parley = await Parley.open();
    const first = await answered(parley);
    await parley.clock.advance(31 * MINUTE);
    const gone = sentence({ code: 'listen.gone' });
    const pressed = await press(parley, first.message);
    assert.deepEqual([pressed.messages.at(-1)?.text, pressed.messages.at(-1)?.ephemeral], [gone, true]);
    const second = await answered(parley);
    const mod = parley.guild.member('Mod', { permissions: 'admin' });
    const asking = await mod.slash('reset');
    await asking.shows(sentence({ code: 'reset.confirm' }));
    await (await asking.press('Forget everything', mod)).shows(sentence({ code: 'reset.done' }));
    assert.equal((await press(parley, second.message)).messages.at(-1)?.text, gone);
    assert.equal(parley.sounds.bytes, 0);
  });

  test('says so when a reset has failed, too, because the answer is to be forgotten', async () => {
    await using parley = await Parley.open();
    const { message } = await answered(parley);
    const mod = parley.guild.member('Mod', { permissions: 'admin' });
    const asking = await mod.slash('reset');
    await asking.shows(sentence({ code: 'reset.confirm' }));
    parley.conversations.trouble = new UserError({ code: 'asking.moved' });
    await (await asking.press('Forget everything', mod)).shows(sentence({ code: 'asking.moved' }));
    assert.equal((await press(parley, message)).messages.at(-1)?.text, sentence({ code: 'listen.gone' }));
    assert.equal(parley.sounds.bytes, 0);
  });

  test('of another channel, another person or another time brings nothing, whatever id a client sends', async () => {
    await using parley = await Parley.open();
    const { message, turn } = await answered(parley);
    const elsewhere = parley.guild.text('elsewhere');
    await parley.ada.says('@Parley Here?', { in: elsewhere });
    const other = await parley.conversations.next();
    other.addText('Here.');
    speak(other);
    await setImmediate();
    other.finish({ is: 'complete' });
    await parley.during(elsewhere.until(({ messages }) => idsOf(messages.at(-1)).length === 2));
    const at = other.question.at === turn.question.at ? 1 : turn.question.at;
    const shown = elsewhere.messages.at(-1);
    assert.ok(shown);
    for (const id of [`ask:listen:${parley.ada.id}:${at}`, 'ask:listen', 'ask:listen:::', 'ask:listen:x:NaN']) {
      // The world lets only buttons be pressed that are there, so the id is put under the message.
      shown.components = [{ type: 1, components: [{ type: 2, style: 2, label: 'x', custom_id: id }] }];
      const pressed = await parley.ada.press(shown, id);
      await parley.during(pressed.until(({ messages }) => messages.length > 1));
      assert.equal(pressed.messages.at(-1)?.text, sentence({ code: 'listen.gone' }), id);
    }
    assert.ok(voicesIn((await press(parley, message)).messages)[0]);
  });

  test('sends a file where Discord takes no voice message, and says that nothing can be sent where that fails, too', async () => {
    await using parley = await Parley.open();
    const { message } = await answered(parley);
    parley.general.deny('SendVoiceMessages');
    const pressed = await press(parley, message);
    const file = pressed.messages.find(({ files }) => files.length > 0);
    assert.equal(file?.text, sentence({ code: 'listen.as-file' }));
    assert.deepEqual([file?.ephemeral, file?.voice, file?.files[0]?.name], [true, undefined, 'answer.ogg']);
    assert.equal(file?.files[0]?.content.toString('latin1', 0, 4), 'OggS');
    parley.discord.fail({ route: 'POST /webhooks', files: true, status: 403, code: 50013, times: 9 });
    const refused = await press(parley, message);
    assert.equal(refused.messages.at(-1)?.text, sentence({ code: 'listen.refused' }));
  });
});

describe('the menu under a private voice message', () => {
  const opened = async (parley: Parley, pcm?: Buffer, by = parley.ada) => {
    const { message, turn } = await answered(parley, pcm);
    const pressed = await press(parley, message, by);
    await parley.during(pressed.shows(MENU));
    return { message, turn, pressed, menu: `ask:sound:${parley.ada.id}:${turn.question.at}` };
  };

  test('posts the voice message for everyone, once', async () => {
    await using parley = await Parley.open();
    const { pressed, menu, message } = await opened(parley);
    const chosen = await pressed.select(menu, ['everyone']);
    await parley.during(chosen.shows(sentence({ code: 'listen.posted' })));
    const [voice] = voicesIn(parley.general.messages);
    assert.equal(voice?.ephemeral, false);
    assert.ok(Math.abs((voice?.voice?.seconds ?? 0) - 2) < 0.02);
    const bob = parley.guild.member('Bob');
    const other = await press(parley, message, bob);
    await parley.during(other.shows(MENU));
    const again = await other.select(menu, ['everyone'], bob);
    await parley.during(again.shows(sentence({ code: 'listen.already-posted' })));
    assert.equal(voicesIn(parley.general.messages).length, 1);
  });

  test('posts nothing for people who may not post there', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const { pressed, menu } = await opened(parley, SAID, bob);
    parley.general.denyTo(bob, 'SendMessages');
    const chosen = await pressed.select(menu, ['everyone'], bob);
    await parley.during(chosen.shows(sentence({ code: 'listen.not-allowed' })));
    assert.deepEqual(voicesIn(parley.general.messages), []);
    parley.general.allowTo(bob, 'SendMessages');
    const allowed = await pressed.select(menu, ['everyone'], bob);
    await parley.during(allowed.shows(sentence({ code: 'listen.posted' })));
  });

  test('sends a WAV file of every sample to the person alone', async () => {
    await using parley = await Parley.open();
    const { pressed, menu } = await opened(parley);
    const chosen = await pressed.select(menu, ['wav']);
    await parley.during(chosen.until(({ messages }) => messages.some(({ files }) => files.length > 0)));
    const message = chosen.messages.find(({ files }) => files.length > 0);
    const [file] = message?.files ?? [];
    assert.deepEqual([message?.ephemeral, file?.name, file?.contentType], [true, 'answer.wav', 'audio/wav']);
    const head = toWav(Buffer.alloc((file?.content.length ?? 0) - 44)).subarray(0, 44);
    assert.deepEqual(file?.content.subarray(0, 44), head);
    const heard = samplesOf((file?.content ?? Buffer.alloc(0)).subarray(44));
    assert.ok(Math.abs(heard.length - SAID.length / 2) < 250);
    assert.ok(correlation(samplesOf(SAID), heard, heard.length - SAID.length / 2) > 0.99);
    assert.deepEqual(voicesIn(parley.general.messages), []);
  });

  test('says so when the sound has gone meanwhile', async () => {
    await using parley = await Parley.open();
    const { pressed, menu } = await opened(parley);
    await parley.clock.advance(31 * MINUTE);
    for (const value of ['wav', 'everyone'])
      await parley.during((await pressed.select(menu, [value])).shows(sentence({ code: 'listen.gone' })));
    assert.deepEqual(voicesIn(parley.general.messages), []);
  });
});
