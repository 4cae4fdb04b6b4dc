import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODEL_RATE } from '../../src/audio/pcm.ts';
import { sweep } from '../audio/sounds.ts';
import { Parley } from '../discord/stage.ts';
import { FixedSettings } from '../fixed-settings.ts';

const SAID = sweep(200, 4_000, 2_000, MODEL_RATE, 9_000);

/** Sets how answers come in the server, and returns how the next question wants its answer. */
const open = async (reply: 'both' | 'text' | 'voice') => {
  const parley = await Parley.open();
  const { guild, ada } = parley;
  const change = {
    scope: { is: 'server' } as const,
    by: ada.id,
    at: 0,
    set: [{ key: 'reply' as const, value: reply }],
  };
  await parley.during(parley.settings.change(guild.id, change));
  const ask = async (options: Record<string, string> = {}) => {
    void ada.slash('ask', { question: 'Why?', ...options });
    const turn = await parley.during(parley.conversations.next());
    turn.finish({ is: 'silent' });
    return turn.question.voice;
  };
  return { parley, ask };
};

for (const [reply, voice] of [
  ['both', undefined],
  ['text', 'text'],
  ['voice', 'message'],
] as const)
  test(`where answers come as ${reply}, a question without a choice asks for that, and one with a choice for its own`, async () => {
    const { parley, ask } = await open(reply);
    await using _ = parley;
    assert.equal(await ask(), voice);
    assert.equal(await ask({ voice: 'wav' }), 'wav');
  });

/** Ada mentions Parley where answers come as they're set, and gets one that takes two seconds to say. */
const mention = async (values: ConstructorParameters<typeof FixedSettings>[0]) => {
  const parley = await Parley.open({ settings: new FixedSettings(values) });
  parley.ada.says(`<@${parley.discord.bot.id}> Why?`);
  const turn = await parley.during(parley.conversations.next());
  turn.addText('Because.');
  turn.addAudio(SAID);
  turn.finish({ is: 'complete' });
  await parley.during(parley.general.until(({ messages }) => messages.some(({ text }) => text === 'Because.')));
  return { parley, turn };
};

test('a mention is answered with a voice message for everyone, where answers come as voice', async () => {
  const { parley, turn } = await mention({ reply: 'voice' });
  await using _ = parley;
  assert.equal(turn.question.voice, 'message');
  await parley.during(parley.general.until(({ messages }) => messages.some(({ voice }) => voice)));
  const voice = parley.general.messages.find((one) => one.voice)?.voice;
  assert.ok(Math.abs((voice?.seconds ?? 0) - 2) < 0.02, `${voice?.seconds} s`);
});

test('a mention is answered in writing only, where answers come as text', async () => {
  const { parley, turn } = await mention({ reply: 'text' });
  await using _ = parley;
  assert.equal(turn.question.voice, 'text');
  assert.equal(parley.sounds.bytes, 0);
});
