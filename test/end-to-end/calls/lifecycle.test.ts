import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { durationOf, fromPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { hold, say, sayHeard } from '../../../world/live/steps.ts';
import { TEST_PATIENCE } from '../../../world/patience.ts';
import { holding, sentence } from '../../sentences.ts';
import { sharedStage } from './stage.ts';
import { chatty, converses, PANEL, type Stage, voiceProcesses } from './talks.ts';

const labels = (message: Message) => flatten(message.components).flatMap(({ label }) => label ?? []);

/** Resolves once a process is gone. Rejects after the usual patience. */
const gone = async (pid: number): Promise<void> => {
  const state = async () => (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.[0];
  const deadline = performance.now() + TEST_PATIENCE;
  while (!['Z', undefined].includes(await state().catch(() => undefined))) {
    assert.ok(performance.now() < deadline, `process ${pid} is still there`);
    await new Promise(setImmediate);
  }
};

const out = ({ discord, guild }: Stage) => discord.until(() => guild.voiceChannelOf(discord.bot) === undefined);

test('a call shows who listens, with its buttons, and ends with /leave', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, lounge, discord } = stage;
  lounge.allow('SetVoiceChannelStatus');
  const reply = await stage.call();
  await reply.shows(/^I’m in/);
  const panel = await general.shows(PANEL);
  assert.deepEqual(
    labels(panel),
    (['button.unheard', 'button.heard', 'button.stop', 'button.leave'] as const).map((code) => sentence({ code })),
  );
  await discord.until(() => lounge.status === sentence({ code: 'line.listening' }));
  await (await ada.slash('leave')).shows(sentence({ code: 'call.left', voice: lounge.id }));
  await out(stage);
  await general.until(() => panel.text === sentence({ code: 'call.ended' }));
  assert.deepEqual(labels(panel), []);
  assert.equal(lounge.status, '');
});

test('the button Leave ends the call, and another one can begin at once', async (t) => {
  const stage = await sharedStage(t, chatty);
  await stage.call();
  const panel = await stage.general.shows(PANEL);
  await stage.ada.press(panel, `leave:${stage.lounge.id}`);
  await out(stage);
  const again = await stage.ada.slash('join', {}, { in: stage.general });
  await again.shows(/^I’m in/);
  await converses(stage);
});

test('/stop silences Parley for everyone', async (t) => {
  const forever = new Promise<void>(() => {});
  const long = sounds(Buffer.alloc(24_000 * 2 * 20, 40), { text: 'a long story' });
  const stage = await sharedStage(t, () => [sayHeard('talk'), long, hold(forever)]);
  await stage.call();
  await stage.ada.speaks(speech(600));
  await stage.ears.sounded();
  await (await stage.ada.slash('stop')).shows(sentence({ code: 'stop.voice' }));
  await stage.ears.falls();
  assert.ok(stage.ears.sounding.length < 500, 'most of the answer was never said');
});

test('nothing of a member who does not want to be heard reaches the model, until they want it again', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, bob, live, lounge, general, voice } = stage;
  await stage.call({ listen: 'everyone' });
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  const panel = await general.shows(PANEL);
  await (await ada.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
  await ada.speaks(speech(600));
  await bob.speaks(speech(600));
  await live.spoken(0);
  // If the machine stalls, one person's speech may be taken for two questions.
  assert.deepEqual(new Set(live.questions.map(({ marker }) => marker)), new Set(['[Bob] says aloud:']));
  await (await ada.press(panel, 'join:heard')).shows(sentence({ code: 'consent.heard' }));
  await ada.speaks(speech(600));
  for (let index = 1; (await live.spoken(index)).marker !== '[Ada] says aloud:'; index += 1);
});

test('a person who opts out in the middle of a sentence isn’t heard any further', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, live, general } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  const speaking = ada.speaks(speech(4_000));
  const connection = await live.connection(0);
  await connection.heard.input(({ is }) => is === 'audio');
  await (await ada.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
  await speaking;
  const { audio } = await live.spoken(0);
  assert.ok(durationOf(fromPcm(audio, 16_000)) < 3_500, `${audio.length} bytes were heard`);
  assert.equal(live.questions.length, 1);
});

test('a person who opts out is neither heard nor answered from the press on, before Discord has confirmed it', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, live, general, discord } = stage;
  await stage.call({ captions: 'all' });
  const panel = await general.shows(PANEL);
  const gate = discord.hold(/POST \/interactions\/.*\/callback/);
  const speaking = ada.speaks(speech(2_000));
  const connection = await live.connection(0);
  await connection.heard.input(({ is }) => is === 'audio');
  const reply = await ada.press(panel, 'join:unheard');
  await speaking;
  await gate.arrived;
  gate.release();
  await reply.shows(sentence({ code: 'consent.unheard' }));
  const { audio } = await live.spoken(0);
  assert.ok(durationOf(fromPcm(audio, 16_000)) < 1_700, `${audio.length} bytes were heard`);
  await (await ada.press(panel, 'join:heard')).shows(sentence({ code: 'consent.heard' }));
  await converses(stage);
  assert.equal(live.questions.length, 2);
  const captions = general.history.filter((message) => message !== panel);
  assert.equal(captions.length, 1, captions.map(({ text }) => text).join(' | '));
  assert.equal(stage.ears.utterances.length, 1);
});

test('a full channel isn’t entered, and the person who asked is told', async (t) => {
  const stage = await sharedStage(t, chatty);
  const den = stage.guild.voice('Den', { userLimit: 1 });
  stage.ada.joins(den);
  await (await stage.ada.slash('join')).shows(/is full/);
  const asked = stage.discord.voiceRequests.filter(({ guild_id }) => guild_id === stage.guild.id);
  assert.deepEqual(asked, []);
});

test('a bot that is thrown out says so, and may be asked in again', async (t) => {
  const stage = await sharedStage(t, chatty);
  await stage.call();
  const panel = await stage.general.shows(PANEL);
  stage.guild.kicksFromVoice(stage.discord.bot);
  await stage.general.until(() => panel.text === sentence({ code: 'call.removed' }));
  await (await stage.ada.slash('join')).shows(/^I’m in/);
  await converses(stage);
});

test('what the voice process has still to say of a call does not end the next one', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { discord, guild, general, ada, bot } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  const [pid = 0] = await voiceProcesses(bot);
  process.kill(pid, 'SIGSTOP');
  guild.kicksFromVoice(discord.bot);
  await general.until(() => panel.text === sentence({ code: 'call.removed' }));
  const reply = await ada.slash('join');
  await reply.until(() => reply.deferred);
  process.kill(pid, 'SIGCONT');
  await reply.shows(/^I’m in/);
  await converses(stage);
});

test('a bot that is moved goes on talking where it is now', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { guild, general, ada, discord, voice } = stage;
  const attic = guild.voice('Attic');
  await stage.call();
  await converses(stage);
  ada.joins(attic);
  guild.moves(discord.bot, attic);
  await general.shows(new RegExp(`I’m listening in <#${attic.id}>`));
  await voice.connected(attic);
  await converses(stage);
  assert.equal(general.messages.filter(({ text }) => PANEL.test(text)).length, 1);
});

test('a bot that is moved while it is on its way talks where it is then', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { guild, general, ada, lounge, discord, voice } = stage;
  const attic = guild.voice('Attic');
  ada.joins(attic);
  const reply = await ada.slash('join', { channel: lounge }, { in: general });
  await discord.until(() => guild.voiceChannelOf(discord.bot) === lounge);
  guild.moves(discord.bot, attic);
  await reply.shows(new RegExp(`^I’m in <#${attic.id}>`));
  await general.shows(new RegExp(`I’m listening in <#${attic.id}>`));
  await voice.connected(attic);
  await converses(stage);
});

test('a call in a server that is unavailable when the bot starts is taken up when it comes back', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bot, guild, general, voice, lounge, discord } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  await converses(stage);
  const [client] = voice.clients;
  await bot.kill();
  guild.goesAway();
  await stage.start();
  const asked = discord.voiceRequests.length;
  guild.comesBack();
  await discord.until(() => discord.voiceRequests.length > asked);
  await discord.until(() => voice.clients.length > 0 && voice.clients[0] !== client);
  await voice.connected(lounge);
  await converses(stage);
  assert.match(panel.text, PANEL);
  assert.equal(general.messages.filter(({ text }) => PANEL.test(text)).length, 1);
});

test('on a stage Parley asks to speak, and speaks once a moderator has let it', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { guild, general, ada, discord, voice } = stage;
  const podium = guild.stage('Podium');
  ada.joins(podium);
  guild.invitesToSpeak(ada);
  await ada.slash('join');
  const panel = await general.shows(holding({ code: 'panel.asked-to-speak' }));
  assert.ok(guild.voiceStates.get(discord.bot.id)?.request_to_speak_timestamp);
  guild.invitesToSpeak(discord.bot);
  await general.until(() => !/asked to speak/.test(panel.text));
  await voice.connected(podium);
  await converses(stage);
});

test('on a stage Parley asks again to speak when its voice process has died, and when Discord did not take that', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bot, guild, general, ada, discord, voice } = stage;
  const podium = guild.stage('Podium');
  const asks = () => guild.voiceStates.get(discord.bot.id)?.request_to_speak_timestamp;
  ada.joins(podium);
  guild.invitesToSpeak(ada);
  await ada.slash('join');
  await discord.until(asks);
  guild.invitesToSpeak(discord.bot);
  await voice.connected(podium);
  await converses(stage);
  // As often as discord.js sends it.
  discord.fail({ route: /PATCH \/guilds\/\d+\/voice-states/, status: 500, times: 4 });
  const [pid = 0] = await voiceProcesses(bot);
  process.kill(pid, 'SIGKILL');
  await discord.until(asks);
  await general.shows(holding({ code: 'panel.asked-to-speak' }));
  guild.invitesToSpeak(discord.bot);
  await voice.connected(podium);
  await converses(stage);
});

test('a deleted channel ends its call', async (t) => {
  const stage = await sharedStage(t, chatty);
  await stage.call();
  const panel = await stage.general.shows(PANEL);
  stage.lounge.delete();
  await stage.general.until(() =>
    [sentence({ code: 'call.channel-deleted' }), sentence({ code: 'call.removed' })].includes(panel.text),
  );
  assert.deepEqual(labels(panel), []);
});

test('a voice process that dies is replaced, and the conversation goes on', async (t) => {
  const stage = await sharedStage(t, ({ memory, audio }) => [
    sayHeard('hello'),
    say(`${memory.length} ${audio.length}`),
  ]);
  const { bot, voice, lounge, live, discord } = stage;
  await stage.call();
  await converses(stage);
  const [pid = 0] = await voiceProcesses(bot);
  const [client] = voice.clients;
  process.kill(pid, 'SIGKILL');
  await discord.until(() => voice.clients.length > 0 && voice.clients[0] !== client);
  await voice.connected(lounge);
  await converses(stage);
  assert.equal(live.connections.length, 1);
  assert.equal(live.questions.length, 2);
});

test('Parley hears the person who pressed Talk, once, and nobody else', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, live, general, lounge } = stage;
  await stage.call({ listen: 'button' });
  const panel = await general.shows(holding({ code: 'panel.talk', voice: lounge.id }));
  await ada.speaks(speech(600), { after: 500 });
  assert.equal(live.questions.length, 0);
  await (await ada.press(panel, `join:talk:${lounge.id}`)).shows(sentence({ code: 'talk.go-ahead' }));
  await ada.speaks(speech(600));
  await live.spoken(0);
  await stage.ears.sounded();
  await stage.ears.falls();
  await ada.speaks(speech(600), { after: 500 });
  assert.equal(live.questions.length, 1);
});

test('a call outlives its gateway’s connection', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { discord, guild, general, voice } = stage;
  await stage.call();
  const { resumes } = discord.gateway;
  discord.gateway.drop();
  await discord.until(() => discord.gateway.resumes > resumes);
  await converses(stage);
  const attic = guild.voice('Attic');
  stage.ada.joins(attic);
  guild.moves(discord.bot, attic);
  await general.shows(new RegExp(`I’m listening in <#${attic.id}>`));
  await voice.connected(attic);
  await converses(stage);
});

test('Parley comes back by itself when Discord has dropped its gateway’s session, and the call with it', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { discord, voice, lounge, general } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  const [client] = voice.clients;
  discord.gateway.invalidate(false);
  await discord.until(() => voice.clients.length > 0 && voice.clients[0] !== client);
  await voice.connected(lounge);
  await converses(stage);
  assert.match(panel.text, PANEL);
});

test('a bot that is killed takes its voice process along, and is back in the call when it starts again', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bot, general, voice, lounge, discord } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  await converses(stage);
  const [pid = 0] = await voiceProcesses(bot);
  const [client] = voice.clients;
  await bot.kill();
  await gone(pid);
  await stage.start();
  await discord.until(() => voice.clients.length > 0 && voice.clients[0] !== client);
  await voice.connected(lounge);
  await converses(stage);
  assert.equal(general.messages.filter(({ text }) => PANEL.test(text)).length, 1);
  assert.ok(general.messages.includes(panel));
});

test('a bot that is stopped leaves without a word, and does not come back to an empty channel', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bot, general, ada } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  const [pid = 0] = await voiceProcesses(bot);
  assert.equal(await bot.stop(), 0);
  await gone(pid);
  await out(stage);
  assert.match(panel.text, PANEL);
  ada.leaves();
  await stage.start();
  await general.until(() => panel.text === sentence({ code: 'call.empty-after-restart' }));
  assert.deepEqual(stage.discord.voiceRequests.at(-1)?.channel_id, null);
});
