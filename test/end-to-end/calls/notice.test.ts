import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { holding, sentence } from '../../sentences.ts';
import { sharedStage } from './stage.ts';
import { chatty, converses, PANEL, type Stage } from './talks.ts';

const labels = (message: Message | undefined) => flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

/** How many bytes of sound have reached Google. */
const heard = ({ live }: Stage): number =>
  live.connections
    .flatMap((connection) => connection.heard.inputs)
    .reduce((sum, input) => sum + (input.is === 'audio' ? input.bytes : 0), 0);

/** Whether a message is waiting for Discord to accept it. */
const isHeld = ({ requests }: Stage['discord']): boolean =>
  requests.some(({ method, path, status }) => method === 'POST' && /messages$/.test(path) && status === undefined);

/** A conversation that Bob can't read, which Ada invites to the lounge, where he is. */
const hidden = async (stage: Stage, options: Record<string, string> = {}) => {
  const { guild, ada, bob, lounge, voice } = stage;
  const staff = guild.text('staff');
  staff.denyTo('everyone', 'ViewChannel');
  staff.allowTo(ada, 'ViewChannel');
  staff.allowTo(stage.discord.bot, 'ViewChannel');
  ada.joins(lounge);
  bob.joins(lounge);
  const reply = await ada.slash(
    'join',
    { channel: lounge, listen: 'everyone', captions: 'all', ...options },
    { in: staff },
  );
  await voice.connected(lounge);
  await voice.delivery.settled(lounge.id);
  return { staff, reply };
};

test('a call for a channel that not everyone there can read says so in the voice channel, and writes there', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { bob, lounge, live } = stage;
  const { staff, reply } = await hidden(stage);
  const panel = await lounge.shows(PANEL);
  assert.ok(labels(panel).includes(sentence({ code: 'button.unheard' })));
  await reply.shows(/my notice.* in <#\d+>/);
  await bob.speaks(speech(600));
  await live.spoken(0);
  await lounge.shows(/Bob.*hello/);
  assert.deepEqual(staff.history, [], 'nothing is written where Bob cannot read it');
  await (await bob.press(panel, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
  await bob.speaks(speech(600), { after: 500 });
  assert.equal(live.questions.length, 1);
});

test('nothing is heard before the notice stands, and /join says why', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, discord, live } = stage;
  discord.fail({ route: /POST \/channels\/\d+\/messages/, status: 403, code: 50013, times: 100 });
  const reply = await stage.invite();
  await reply.shows(holding({ code: 'notice.forbidden', channel: general.id }));
  await ada.speaks(speech(600), { after: 500 });
  assert.equal(heard(stage), 0);
  discord.faults.mend();
  await general.shows(PANEL);
  await converses(stage);
  assert.ok(heard(stage) > 0);
  assert.equal(live.questions.length, 1);
});

test('nothing is heard while Discord takes its time for the notice', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, discord } = stage;
  const gate = discord.hold(/POST \/channels\/\d+\/messages/);
  const reply = await stage.invite();
  await discord.until(isHeld);
  await ada.speaks(speech(600), { after: 300 });
  await reply.shows(/I’m not listening/);
  assert.equal(heard(stage), 0);
  gate.release();
  await general.shows(PANEL);
  await converses(stage);
});

test('after its notice is deleted, a call hears nothing until there is another one', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, discord } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  await converses(stage);
  const before = heard(stage);
  const gate = discord.hold(/POST \/channels\/\d+\/messages/);
  general.removed(panel);
  await discord.until(isHeld);
  await ada.speaks(speech(600), { after: 300 });
  assert.equal(heard(stage), before);
  gate.release();
  await general.shows(PANEL);
  await converses(stage);
  assert.ok(heard(stage) > before);
});

test('a person who comes while the notice says that nobody is heard is heard once it says otherwise', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, bob, lounge, general, discord, live, voice } = stage;
  await stage.call({ listen: 'everyone' });
  const panel = await general.shows(PANEL);
  await ada.press(panel, 'join:unheard');
  await general.until(() => panel.text.includes(sentence({ code: 'panel.nobody', voice: lounge.id })));
  const gate = discord.hold(/PATCH \/channels\/\d+\/messages/);
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  await gate.arrived;
  await bob.speaks(speech(600), { after: 300 });
  assert.equal(heard(stage), 0);
  gate.release();
  await general.until(() => PANEL.test(panel.text));
  await bob.speaks(speech(600));
  assert.equal((await live.spoken(0)).marker, '[Bob] says aloud:');
});

test('a notice whose change Discord refused is changed soon, though nothing else happens', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, discord } = stage;
  await stage.call({ listen: 'everyone' });
  const panel = await general.shows(PANEL);
  // As often as discord.js sends it.
  discord.fail({ route: /PATCH \/channels\/\d+\/messages/, status: 500, times: 4 });
  await (await ada.slash('join', { listen: 'off' }, { in: general })).shows(/not listening/);
  await general.until(() => /not listening/.test(panel.text));
});

test('a call that is over says so, though Discord did not take that at first', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, general, discord } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  discord.fail({ route: /PATCH \/channels\/\d+\/messages/, status: 500, times: 4 });
  await (await ada.slash('leave')).shows(sentence({ code: 'call.left', voice: stage.lounge.id }));
  await general.until(() => panel.text === sentence({ code: 'call.ended' }));
  assert.deepEqual(labels(panel), []);
});

test('a conversation that people cannot read any more has its notice in the voice channel from then on', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { general, lounge, ada } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  general.allowTo(ada, 'ViewChannel');
  general.allow('ViewChannel');
  general.denyTo('everyone', 'ViewChannel');
  const next = await lounge.shows(PANEL);
  await general.until(() => panel.text === sentence({ code: 'panel.moved', channel: lounge.id }));
  assert.deepEqual(labels(panel), []);
  assert.ok(labels(next).includes(sentence({ code: 'button.unheard' })));
  await converses(stage);
});

test('a person who is moved into the voice channel and can’t read the notice isn’t heard', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, bob, general, lounge, live, voice } = stage;
  await stage.call({ listen: 'everyone' });
  await general.shows(PANEL);
  lounge.denyTo(bob, 'Connect', 'ViewChannel');
  general.denyTo(bob, 'ViewChannel');
  await lounge.shows(PANEL);
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  await bob.speaks(speech(600), { after: 300 });
  await ada.speaks(speech(600));
  await live.spoken(0);
  assert.deepEqual(
    live.questions.map(({ marker }) => marker),
    ['[Ada] says aloud:'],
  );
});

test('an answer that nobody can hear, because Parley is muted, waits until it can be heard', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, guild, general, discord, ears } = stage;
  await stage.call();
  const panel = await general.shows(PANEL);
  guild.mutes(discord.bot);
  await general.until(() => panel.text.includes(sentence({ code: 'panel.muted' })));
  await ada.speaks(speech(600));
  await general.shows(/well, hello/);
  await ada.speaks(speech(120), { after: 500 });
  assert.equal(ears.sounding.length, 0);
  guild.mutes(discord.bot, false);
  await ears.sounded();
  await ears.falls();
  await general.until(() => !panel.text.includes(sentence({ code: 'panel.muted' })));
});

test('the line under the channel and the panel never claim to listen where Parley does not', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, guild, general, lounge, discord } = stage;
  const voice = lounge.id;
  lounge.allow('SetVoiceChannelStatus');
  const shows = async (line: string, panel: RegExp) => {
    await discord.until(() => lounge.status === line);
    await general.shows(panel);
  };
  await stage.call({ listen: 'off' });
  await shows(sentence({ code: 'line.reads-aloud' }), holding({ code: 'panel.reads-aloud', voice }));
  await ada.slash('join', { listen: 'button' }, { in: general });
  await shows(sentence({ code: 'line.talk' }), holding({ code: 'panel.talk', voice }));
  await ada.slash('join', { listen: 'everyone' }, { in: general });
  await shows(sentence({ code: 'line.listening' }), PANEL);
  guild.deafens(discord.bot);
  await shows(sentence({ code: 'line.deaf' }), holding({ code: 'panel.deaf', voice }));
  guild.deafens(discord.bot, false);
  await shows(sentence({ code: 'line.listening' }), PANEL);
  const panel = await general.shows(PANEL);
  await ada.press(panel, 'join:unheard');
  await shows(sentence({ code: 'line.nobody' }), holding({ code: 'panel.nobody', voice }));
  await ada.press(panel, 'join:heard');
  await shows(sentence({ code: 'line.listening' }), PANEL);
  discord.fail({ route: /POST \/channels\/\d+\/messages/, status: 403, code: 50013, times: 1 });
  general.removed(panel);
  await discord.until(() => lounge.status === sentence({ code: 'line.unannounced' }));
  await shows(sentence({ code: 'line.listening' }), PANEL);
  await ada.slash('leave', {}, { in: general });
  await discord.until(() => lounge.status === '');
});
