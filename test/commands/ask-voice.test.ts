import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { MODEL_RATE } from '../../src/audio/pcm.ts';
import type { AnswerEnd } from '../../src/conversation/turns/answer-end.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import { sweep } from '../audio/sounds.ts';
import { Parley } from '../discord/stage.ts';
import { sentence } from '../sentences.ts';

const MINUTE = 60_000;
const SAID = sweep(200, 4_000, 2_000, MODEL_RATE, 9_000);

/** Ada asks for an answer in this way, and gets it. */
const answered = async (
  parley: Parley,
  voice: string,
  { end = { is: 'complete' }, pcm = SAID, late = 0 }: { end?: AnswerEnd; pcm?: Buffer | undefined; late?: number } = {},
) => {
  const reply = await parley.ada.slash('ask', { question: 'Why?', voice });
  const turn = await parley.conversations.next();
  turn.addText('Because.');
  for (let at = 0; at < pcm.length; at += 9_600) turn.addAudio(pcm.subarray(at, at + 9_600));
  await setImmediate();
  await parley.during(reply.shows('Because.'));
  if (late) await parley.clock.advance(late);
  turn.finish(end);
  return { reply, turn };
};

describe('/ask voice:', () => {
  test('message sends the answer in writing, and then as a voice message for everyone', async () => {
    await using parley = await Parley.open();
    const { reply } = await answered(parley, 'message');
    await parley.during(parley.general.until(({ messages }) => messages.some((one) => one.voice)));
    const [text, voice] = parley.general.messages;
    assert.equal(text?.text, 'Because.');
    assert.equal(voice?.ephemeral, false);
    assert.ok(Math.abs((voice?.voice?.seconds ?? 0) - 2) < 0.02);
    assert.equal(reply.messages.length, 2);
    // It's there for everyone already.
    const listen = flatten(text?.components ?? []).find(({ label }) => label === 'Listen')?.custom_id ?? '';
    assert.ok(text);
    const pressed = await parley.ada.press(text, listen);
    await parley.during(pressed.shows(sentence({ code: 'listen.menu' })));
    const chosen = await pressed.select(listen.replace('listen', 'sound'), ['everyone']);
    await parley.during(chosen.shows(sentence({ code: 'listen.already-posted' })));
  });

  test('wav sends the answer in writing, and then as a WAV file', async () => {
    await using parley = await Parley.open();
    await answered(parley, 'wav');
    await parley.during(parley.general.until(({ messages }) => messages.some(({ files }) => files.length > 0)));
    const [file] = parley.general.messages.at(-1)?.files ?? [];
    assert.deepEqual([file?.name, file?.contentType], ['answer.wav', 'audio/wav']);
    assert.equal(file?.content.toString('latin1', 0, 4), 'RIFF');
  });

  test('text writes only, and keeps no sound', async () => {
    await using parley = await Parley.open();
    const { reply } = await answered(parley, 'text');
    await parley.during(reply.until(({ messages }) => JSON.stringify(messages[0]?.components).includes('ask:again')));
    assert.doesNotMatch(JSON.stringify(reply.messages[0]?.components), /ask:listen/);
    assert.equal(parley.sounds.bytes, 0);
    assert.equal(parley.general.messages.length, 1);
  });

  test('sends it also after the interaction’s time', async () => {
    await using parley = await Parley.open();
    await answered(parley, 'message', { late: 16 * MINUTE });
    await parley.during(parley.general.until(({ messages }) => messages.some((one) => one.voice)));
  });

  test('sends it, or says why not, where the answer has moved to the channel before its first words', async () => {
    await using parley = await Parley.open();
    const ask = async (pcm: Buffer) => {
      await parley.ada.slash('ask', { question: 'Why?', voice: 'message' });
      const turn = await parley.conversations.next();
      await parley.clock.advance(16 * MINUTE);
      turn.addText('Because.');
      if (pcm.length > 0) turn.addAudio(pcm);
      await setImmediate();
      turn.finish({ is: 'complete' });
    };
    await ask(SAID);
    await parley.during(parley.general.until(({ messages }) => messages.some((one) => one.voice)));
    await ask(Buffer.alloc(0));
    await parley.during(parley.ada.dm.shows(new RegExp(sentence({ code: 'listen.silent' }))));
    assert.equal(parley.general.messages.filter(({ voice }) => voice).length, 1);
  });

  test('sends nothing for everyone that someone has posted there already', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?', voice: 'message' });
    const turn = await parley.conversations.next();
    const { person, at } = turn.question;
    const shared = parley.sounds.share({ channel: parley.general.id, person: person.id, at }, async () => {});
    turn.addText('Because.');
    turn.addAudio(SAID);
    await setImmediate();
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'listen.already-posted' })}`));
    assert.equal(await shared, true);
    assert.ok(parley.general.messages.every(({ voice }) => !voice));
  });

  test('sends no sound of an answer that was stopped', async () => {
    for (const voice of ['message', 'wav']) {
      await using parley = await Parley.open();
      const { reply } = await answered(parley, voice, { end: { is: 'interrupted' } });
      await parley.during(reply.shows(/\*\(interrupted\)\*/));
      await parley.during(parley.bot.stop(MINUTE));
      assert.equal(parley.general.messages.length, 1);
    }
  });

  test('tells only the asker when there is no sound, and sends none of an answer that failed', async () => {
    await using parley = await Parley.open();
    const { reply } = await answered(parley, 'message', { pcm: Buffer.alloc(0) });
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'listen.silent' })}`));
    assert.equal(reply.messages.at(-1)?.ephemeral, true);
    const failed = await answered(parley, 'wav', { end: { is: 'failed', error: new Error('no') } });
    await parley.during(failed.reply.shows(/⚠️/));
    await parley.during(parley.bot.stop(MINUTE));
    assert.equal(failed.reply.messages.length, 1);
  });

  test('takes no other word', async () => {
    await using parley = await Parley.open();
    await assert.rejects(parley.ada.slash('ask', { question: 'Why?', voice: 'opera' }), /does not take "opera"/);
  });
});
