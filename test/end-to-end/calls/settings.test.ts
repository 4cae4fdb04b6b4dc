import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { joinSounds, makeQuiet, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { hold, say, sayHeard } from '../../../world/live/steps.ts';
import { holding, sentence } from '../../sentences.ts';
import type { Model } from '../ground.ts';
import { callStage, sharedStage } from './stage.ts';
import { chatty, voiceProcesses } from './talks.ts';

const LONG = toPcm(resample(sweep(300, 3_000, 10_000), 24_000));

/** A world with voice, its owner, and a role for hosts. */
const open = async (t: TestContext, model: Model, env: Record<string, string> = {}, openStage = sharedStage) => {
  const stage = await openStage(t, model, env);
  const { guild, general } = stage;
  const boss = guild.member('Boss', { permissions: 'admin' });
  const hosts = guild.role('Hosts');
  const set = async (setting: string, value: string) => {
    const reply = await boss.slash('settings set', { setting, value, where: 'server' }, { in: general });
    await reply.until(({ messages }) => messages.length > 0);
    assert.match(reply.text, /./);
    return reply.text;
  };
  return { ...stage, boss, hosts, set };
};

test('only some roles may interrupt, also an answer that is being said when they are chosen', async (t) => {
  const forever = new Promise<void>(() => {});
  const answers = [[sayHeard('talk'), sounds(LONG, { text: 'a long story' }), hold(forever)], [say('yes?')]];
  const stage = await open(t, () => answers.shift() ?? 'no more');
  const { ada, bob, hosts, voice, lounge, live, ears } = stage;
  bob.gets(hosts);
  await stage.call({ listen: 'everyone' });
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  await ada.speaks(speech(600));
  await ears.sounded();
  const goesOn = (packets: number) => {
    const heard = ears.sounding.length;
    return ears.until(({ sounding }) => sounding.length > heard + packets);
  };
  await stage.set('call.interrupt', `<@&${hosts.id}>`);
  // Who set it reads so before the voice process knows, which sends the story meanwhile.
  await goesOn(50);
  await ada.speaks(speech(900));
  // She spoke for longer than an interruption takes, and the story goes on.
  await goesOn(50);
  assert.equal(live.questions.length, 1);
  await bob.speaks(speech(1_500));
  await live.spoken(1);
  assert.ok(ears.sounding.length < 450, `${ears.sounding.length} packets of a story of 500`);
});

test('only some roles may use Talk, and what the owner chose for it shows in the running call', async (t) => {
  const stage = await open(t, () => [sayHeard('hello'), say('well')]);
  const { ada, bob, hosts, voice, lounge, general, ears, live } = stage;
  bob.gets(hosts);
  await stage.call();
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  await stage.set('call.talk', `<@&${hosts.id}>`);
  await stage.set('listen', 'button');
  const panel = await general.shows(/\*\*Talk\*\*/);
  assert.equal(voice.clients.length, 1, 'it did not connect again');
  const talk = `join:talk:${lounge.id}`;
  await (await ada.press(panel, talk)).shows(sentence({ code: 'talk.not-for-you' }));
  await (await bob.press(panel, talk)).shows(sentence({ code: 'talk.go-ahead' }));
  await bob.speaks(speech(700));
  await ears.sounded();
  assert.deepEqual([...new Set(live.questions.map(({ marker }) => marker))], ['[Bob] says aloud:']);
});

test('the pause that ends a question changes in a running call', async (t) => {
  const stage = await open(t, () => [sayHeard('hello'), say('well')], { TURN_END: 'pause', TURN_PAUSE_MS: '100' });
  const { ada, voice, live, ears } = stage;
  await stage.call();
  await stage.set('pause', '4000');
  await ada.speaks(joinSounds(speech(600), makeQuiet(900), speech(600)));
  await ears.sounded();
  assert.equal(live.questions.length, 1);
  assert.equal(voice.clients.length, 1);
});

test('it enters the channel that the owner chose, greets people, and is gone after /leave until the channel was empty', async (t) => {
  const asked: string[] = [];
  const stage = await open(t, ({ text }) => {
    asked.push(text);
    return [say('Welcome to the lounge')];
  });
  const { ada, bob, boss, guild, general, voice, lounge, ears, discord } = stage;
  await stage.set('auto-join', `<#${lounge.id}>`);
  await stage.set('greeting', 'Welcome to the lounge');
  ada.joins(lounge);
  bob.joins(lounge);
  await voice.connected(lounge);
  await ears.sounded();
  assert.match(asked.join(), /^\[someone\] \(You have just come into the voice channel.*“Welcome to the lounge”/s);
  // It's nobody's question: the server pays for it, and no member has it among what they asked.
  const usage = await boss.slash('usage', {}, { in: general });
  await usage.shows(/my own notes and greetings: ≈? ?(?:less than )?\$0\.0/);
  for (const person of [ada, bob]) {
    assert.doesNotMatch(usage.text, new RegExp(person.id));
    await (await person.slash('usage', {}, { in: general })).shows(/Today: \$0\.00 for 0 questions/);
    await (await person.slash('privacy', {}, { in: general })).shows(holding({ code: 'privacy.nothing' }));
  }
  await (await ada.slash('leave', {}, { in: lounge })).shows(/./);
  await discord.until(() => guild.voiceChannelOf(discord.bot) === undefined);
  const eve = guild.member('Eve');
  eve.joins(lounge);
  await voice.delivery.settled(lounge.id);
  assert.equal(guild.voiceChannelOf(discord.bot), undefined);
  for (const person of [ada, bob, eve]) person.leaves();
  ada.joins(lounge);
  bob.joins(lounge);
  await discord.until(() => guild.voiceChannelOf(discord.bot) !== undefined);
});

test('of two processes one enters the channel, and when it dies the other one goes on with the call', async (t) => {
  // A voice process outlives its last call for a while, so none of the two has had one.
  const stage = await open(t, chatty, {}, callStage);
  const { ada, bob, voice, lounge, discord, bot } = stage;
  const other = await stage.start();
  await stage.set('auto-join', `<#${lounge.id}>`);
  ada.joins(lounge);
  bob.joins(lounge);
  await voice.connected(lounge);
  const count = async () => [await voiceProcesses(bot), await voiceProcesses(other)].map(({ length }) => length);
  assert.deepEqual((await count()).toSorted(), [0, 1]);
  const [client] = voice.clients;
  const [owner, heir] = (await count())[0] === 1 ? [bot, other] : [other, bot];
  await owner.kill();
  await discord.until(() => voice.clients.some((one) => one !== client));
  await voice.connected(lounge);
  assert.equal((await voiceProcesses(heir)).length, 1);
});

test('what the owner sets once more holds in the running call again, over what somebody wished since', async (t) => {
  const stage = await open(t, () => [say('well')]);
  const { general } = stage;
  await stage.set('listen', 'button');
  await stage.call({ listen: 'off' });
  await general.shows(/not listening to anyone/);
  assert.match(await stage.set('listen', 'button'), /was like that already/);
  await general.shows(/\*\*Talk\*\*/);
});
