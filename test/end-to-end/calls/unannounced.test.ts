import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member } from '../../../world/discord/member.ts';
import { correlate, noise, speech } from '../../../world/discord/voice/signals.ts';
import { durationOf, fromPcm } from '../../../world/discord/voice/sound.ts';
import { holding, sentence } from '../../sentences.ts';
import { callStage } from './stage.ts';
import { chatty, PANEL, voiceProcesses } from './talks.ts';

test('who spoke before Parley came, and whom Discord doesn’t announce again, is heard', async (t) => {
  const stage = await callStage(t, chatty);
  const { ada, bob, live, discord, voice, lounge, general, bot } = stage;
  voice.faults.announces = 'once';
  lounge.allow('SetVoiceChannelStatus');
  for (const person of [ada, bob]) person.joins(lounge);
  await Promise.all([ada, bob].map((person) => person.speaks(speech(60))));
  /** Invites Parley, which hears what is said from when it listens. Discord shows that last. */
  const invite = async () => {
    await stage.call({ listen: 'everyone' });
    await discord.until(() => lounge.status === sentence({ code: 'line.listening' }));
  };
  /** Somebody’s words, counted from 0, as the model heard them, perhaps with a moment from before. */
  const heard = async (who: Member, question: number) => {
    const { audio, marker } = await live.spoken(question);
    assert.equal(marker, `[${who.user.name}] says aloud:`);
    return fromPcm(audio, 16_000);
  };
  const isHeardWhole = async (who: Member, seed: number) => {
    const words = speech(500, { seed, rate: 16_000 });
    const question = live.questions.length;
    await who.speaks(words);
    const sound = await heard(who, question);
    const { r, lag } = correlate(words, sound, { from: -50, to: Math.max(50, durationOf(sound) - 480) });
    const length = durationOf(sound) - Math.max(0, lag);
    assert.ok(r > 0.9 && lag >= -20 && length >= 480, `correlation ${r} at ${lag} ms, with ${length} ms left`);
  };

  await t.test('from the first syllable on', async () => {
    await invite();
    await isHeardWhole(ada, 1);
  });

  await t.test('from when Parley comes back, if that’s in the middle of a sentence', async () => {
    await ada.slash('leave');
    const words = speech(4_000, { seed: 2, rate: 16_000 });
    const question = live.questions.length;
    const speaking = ada.speaks(words);
    await invite();
    const { heard: line } = live.connections.at(-1) ?? assert.fail('nobody asked the model');
    const before = line.inputs.length;
    const bytes = () => line.inputs.slice(before).reduce((sum, one) => sum + (one.is === 'audio' ? one.bytes : 0), 0);
    // 400 ms of it are enough.
    await line.input(() => bytes() >= 12_800);
    voice.person(ada).hush();
    await speaking;
    const sound = await heard(ada, question);
    const { r } = correlate(sound, words, { to: durationOf(words) - durationOf(sound) });
    assert.ok(r > 0.9, `correlation ${r}`);
  });

  await t.test('without DAVE if it can be nobody else; otherwise, people read what to do', async () => {
    voice.delivery.downgrade(lounge.id);
    const panel = await general.shows(PANEL);
    const [pid = 0] = await voiceProcesses(bot);
    process.kill(pid, 'SIGKILL');
    await general.until(() => !PANEL.test(panel.text));
    await general.until(() => PANEL.test(panel.text));
    // Loud enough for it to wonder who that is, and too soft to be taken for words.
    await bob.speaks(noise(2_200, { amplitude: 0.0002 }), { pace: 'at once' });
    await general.shows(holding({ code: 'panel.unknown-speaker' }));
    bob.mutes();
    bob.unmutes();
    await isHeardWhole(bob, 3);
    await isHeardWhole(ada, 4);
  });

  assert.deepEqual(live.unexpected, []);
});
