import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { callStage } from './stage.ts';
import { chatty, converses, PANEL, type Stage, voiceProcesses } from './talks.ts';

/** Two processes of one bot, one of them in a call. None was in one before: a voice process outlives its last call for a while. */
const two = async (t: TestContext) => {
  const stage = await callStage(t, chatty);
  const other = await stage.start();
  await stage.call();
  await converses(stage);
  const isFirst = (await voiceProcesses(stage.bot)).length > 0;
  const [owner, heir] = isFirst ? [stage.bot, other] : [other, stage.bot];
  const [client] = stage.voice.clients;
  const handedOver = async () => {
    await stage.discord.until(() => stage.voice.clients.some((one) => one !== client));
    await stage.voice.connected(stage.lounge);
  };
  return { stage, owner, heir, handedOver };
};

/**
 * Ada speaks until she is answered, as people do. Nobody is heard before the process that has the call now has seen to the panel,
 * and whether it has to change a word of that isn't said anywhere.
 */
const isAnsweredAgain = async ({ ada, ears }: Stage) => {
  ears.forget();
  for (let tries = 0; ears.sounding.length === 0; tries += 1) {
    await ada.speaks(speech(600));
    await ears.sounded({ deadline: 3_000 }).catch((error) => {
      if (tries === 4) throw error;
    });
  }
  await ears.falls();
};

/** There's one call and one panel, whichever process is in it. */
const isOneCall = ({ general }: Stage) =>
  assert.equal(general.messages.filter(({ text }) => PANEL.test(text)).length, 1);

test('only one of two processes is in a call, and when it is killed the other one goes on with it', async (t) => {
  const { stage, owner, heir, handedOver } = await two(t);
  assert.deepEqual(await voiceProcesses(heir), []);
  await owner.kill();
  await handedOver();
  await isAnsweredAgain(stage);
  isOneCall(stage);
});

test('a process that is stopped hands its call over', async (t) => {
  const { stage, owner, handedOver } = await two(t);
  const [stopped] = await Promise.all([owner.stop(), handedOver()]);
  assert.equal(stopped, 0);
  await isAnsweredAgain(stage);
  isOneCall(stage);
});

test('a process that slept lets go of a call that another one has taken up, and does not disturb it', async (t) => {
  const { stage, owner, heir, handedOver } = await two(t);
  owner.pause();
  await handedOver();
  await isAnsweredAgain(stage);
  const left = Promise.withResolvers<void>();
  const unlisten = owner.listen((line) => line.includes('ownership.lost') && left.resolve());
  owner.resume();
  await left.promise;
  unlisten();
  await converses(stage);
  assert.equal((await voiceProcesses(heir)).length, 1);
  isOneCall(stage);
});
