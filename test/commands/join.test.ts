import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { CallView } from '../../src/calls/contract.ts';
import { ORDINARY } from '../../world/discord/permissions.ts';
import { holding, sentence } from '../sentences.ts';
import { openCall } from './stage.ts';

const JOINED = /^I’m in <#\d+>/;
const MOVE_MEMBERS = 1n << 24n;

describe('/join', () => {
  test('brings the bot to where the member is, for the channel where it is said, and tells the member alone', async () => {
    const { parley, lounge, enters } = await openCall();
    await using _ = parley;
    await enters(parley.ada);
    const reply = await parley.ada.slash('join');
    await reply.shows(JOINED);
    assert.equal(reply.ephemeral, true);
    assert.equal(reply.deferred, parley.clock.now());
    assert.deepEqual(parley.calls.wishes, [
      {
        guildId: parley.guild.id,
        channelId: lounge.id,
        conversationId: parley.general.id,
        parentId: undefined,
        settings: {},
        by: parley.calls.wishes[0]?.by,
        at: parley.calls.wishes[0]?.at,
      },
    ]);
    assert.equal(parley.calls.wishes[0]?.by?.id, parley.ada.id);
  });

  test('in a thread says which channel the thread is in', async () => {
    const { parley, lounge } = await openCall();
    await using _ = parley;
    const thread = parley.general.thread('side talk');
    await (await parley.ada.slash('join', { channel: lounge }, { in: thread })).shows(JOINED);
    const [{ guildId, conversationId, parentId } = assert.fail('nothing was wished for')] = parley.calls.wishes;
    assert.deepEqual([guildId, conversationId, parentId], [parley.guild.id, thread.id, parley.general.id]);
  });

  test('takes a channel and settings', async () => {
    const { parley, lounge } = await openCall();
    await using _ = parley;
    const reply = await parley.ada.slash('join', { channel: lounge, listen: 'button', captions: 'all' });
    await reply.shows(holding({ code: 'join.button' }, { code: 'join.writes-all' }));
    assert.equal(parley.calls.wishes[0]?.channelId, lounge.id);
    assert.deepEqual(parley.calls.wishes[0]?.settings, { listen: 'button', captions: 'all' });
  });

  test('takes a stage, but no text channel', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    const stage = parley.guild.stage('Stage');
    await (await parley.ada.slash('join', { channel: stage })).shows(JOINED);
    await assert.rejects(parley.ada.slash('join', { channel: parley.general }), /does not take/);
  });

  test('asks whoever is in no voice channel to enter or name one', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    await (await parley.ada.slash('join')).shows(sentence({ code: 'call.no-voice-channel' }));
    assert.deepEqual(parley.calls.wishes, []);
  });

  test('is not offered in direct messages', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    await assert.rejects(parley.ada.slash('join', {}, { in: parley.ada.dm }), /not offered/);
  });

  test('names the permissions that the bot lacks', async () => {
    const { parley, lounge, enters } = await openCall();
    await using _ = parley;
    lounge.deny('Connect', 'Speak');
    await enters(parley.ada);
    await (await parley.ada.slash('join')).shows(
      sentence({ code: 'call.missing-permissions', voice: lounge.id, missing: ['Connect', 'Speak'] }),
    );
  });

  test('says that a channel is full', async () => {
    const { parley, lounge, enters } = await openCall();
    await using _ = parley;
    parley.discord.dispatch('CHANNEL_UPDATE', { ...lounge.payload(), user_limit: 1 }, parley.guild);
    await enters(parley.ada);
    await (await parley.ada.slash('join')).shows(/is full/);
  });

  test('does not lead anybody into a channel that they may not enter themselves', async () => {
    const { parley, lounge } = await openCall();
    await using _ = parley;
    const eve = parley.guild.member('Eve', { permissions: ORDINARY & ~(1n << 20n) });
    await (await eve.slash('join', { channel: lounge })).shows(/permission to join/);
    assert.deepEqual(parley.calls.wishes, []);
  });

  test('listens only where it can say so', async () => {
    const { parley, enters } = await openCall();
    await using _ = parley;
    parley.general.deny('SendMessages');
    await enters(parley.ada);
    await (await parley.ada.slash('join')).shows(
      sentence({ code: 'call.cannot-announce', channel: parley.general.id, missing: ['SendMessages'] }),
    );
    assert.deepEqual(parley.calls.wishes, []);
  });

  test('says who is not heard, where, and why', async () => {
    const { parley, lounge, enters } = await openCall();
    await using _ = parley;
    await enters(parley.ada);
    const told = async (view: Partial<CallView>) => {
      parley.calls.told = view;
      return (await (await parley.ada.slash('join')).shows(JOINED)).text;
    };
    const nobody = holding({ code: 'join.nobody', channel: parley.general.id });
    assert.match(await told({ hears: { is: 'nobody' } }), nobody);
    assert.doesNotMatch(await told({ hears: { is: 'nobody' }, listen: 'off' }), nobody);
    assert.match(await told({ hears: { is: 'deafened' } }), holding({ code: 'panel.deafened' }));
    assert.match(
      await told({ hears: { is: 'unannounced', why: { code: 'notice.deleted' } } }),
      holding({ code: 'notice.deleted' }, { code: 'join.writes-answers' }),
    );
    assert.match(await told({ noticeIn: lounge.id }), holding({ code: 'join.writing-elsewhere', channel: lounge.id }));
  });

  test('tells why it did not work', async () => {
    const { parley, enters } = await openCall();
    await using _ = parley;
    parley.calls.refusal = new UserError({ code: 'call.timeout' });
    await enters(parley.ada);
    await (await parley.ada.slash('join')).shows(sentence({ code: 'call.timeout' }));
  });
});

describe('/join while there is a call', () => {
  test('does not take the bot away from people in another channel', async () => {
    const { parley, lounge, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.guild.member('Bob'));
    const den = parley.guild.voice('Den');
    await enters(parley.ada, den);
    const reply = await parley.ada.slash('join');
    await reply.shows(/<\/leave:\d+>/);
    const [leave = ''] = /<\/leave:\d+>/.exec(reply.text) ?? [];
    assert.equal(reply.text, sentence({ code: 'call.busy', voice: lounge.id, leave }));
    assert.deepEqual(parley.calls.wishes, []);
  });

  test('takes the bot along if nobody is left there', async () => {
    const { parley, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    const den = parley.guild.voice('Den');
    await enters(parley.ada, den);
    await (await parley.ada.slash('join')).shows(JOINED);
    assert.equal(parley.calls.wishes[0]?.channelId, den.id);
  });

  test('moves the bot for whoever may move members', async () => {
    const { parley, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    const den = parley.guild.voice('Den');
    const mod = parley.guild.member('Mod', { permissions: ORDINARY | MOVE_MEMBERS });
    await (await mod.slash('join', { channel: den })).shows(JOINED);
  });

  test('changes it for those who are in it only', async () => {
    const { parley, lounge, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    const bob = parley.guild.member('Bob');
    await (await bob.slash('join', { channel: lounge, listen: 'off' })).shows(
      sentence({ code: 'call.change-not-yours', voice: lounge.id }),
    );
    await (await parley.ada.slash('join', { listen: 'off', captions: 'all' })).shows(
      holding({ code: 'join.reads-aloud' }, { code: 'join.writes-answers' }),
    );
    assert.equal(parley.calls.wishes.length, 1);
  });
});

describe('the buttons of a call', () => {
  test('Don’t listen to me and Listen to me again are remembered for the presser, told to them alone, also after a restart', async () => {
    const { parley, panel } = await openCall();
    await using _ = parley;
    const message = await panel();
    const one = await parley.ada.press(message, 'join:unheard');
    await one.shows(sentence({ code: 'consent.unheard' }));
    assert.equal(one.ephemeral, true);
    await parley.bot.stop(0);
    await parley.start();
    await (await parley.ada.press(message, 'join:heard')).shows(sentence({ code: 'consent.heard' }));
    const [guildId, userId] = [parley.guild.id, parley.ada.id];
    assert.deepEqual(parley.calls.consents, [
      { guildId, userId, heard: false },
      { guildId, userId, heard: true },
    ]);
  });

  test('Talk gives the floor to who is in the call', async () => {
    const { parley, lounge, enters, panel } = await openCall();
    await using _ = parley;
    const message = await panel({ listen: 'button' });
    await enters(parley.ada);
    await (await parley.ada.press(message, `join:talk:${lounge.id}`)).shows(sentence({ code: 'talk.go-ahead' }));
    const bob = parley.guild.member('Bob');
    await (await bob.press(message, `join:talk:${lounge.id}`)).shows(
      sentence({ code: 'call.not-yours', voice: lounge.id }),
    );
    assert.deepEqual(parley.calls.granted, [{ guildId: parley.guild.id, userId: parley.ada.id }]);
  });

  test('Talk is refused to whoever may not use it, with what to do', async () => {
    const { parley, lounge, enters, panel } = await openCall();
    await using _ = parley;
    const message = await panel({ listen: 'button' });
    await enters(parley.ada);
    parley.calls.grants = 'refused';
    await (await parley.ada.press(message, `join:talk:${lounge.id}`)).shows(sentence({ code: 'talk.not-for-you' }));
    assert.deepEqual(parley.calls.granted, []);
  });

  test('Talk does not claim to listen to somebody who is not heard, and says why', async () => {
    const { parley, lounge, enters, panel, begin } = await openCall();
    await using _ = parley;
    const message = await panel({ listen: 'button' });
    await enters(parley.ada);
    parley.calls.grants = 'unheard';
    const press = () => parley.ada.press(message, `join:talk:${lounge.id}`);
    await (await press()).shows(holding({ code: 'talk.unheard' }));
    begin({ listen: 'button', hears: { is: 'deafened' } });
    await (await press()).shows(holding({ code: 'panel.deafened' }));
    begin({ listen: 'button', hears: { is: 'unannounced', why: { code: 'notice.deleted' } } });
    await (await press()).shows(sentence({ code: 'notice.deleted' }));
  });

  test('Talk from outside of the call gives no floor, not even to a moderator', async () => {
    const { parley, lounge, panel } = await openCall();
    await using _ = parley;
    const message = await panel({ listen: 'button' });
    const mod = parley.guild.member('Mod', { permissions: ORDINARY | MOVE_MEMBERS });
    await (await mod.press(message, `join:talk:${lounge.id}`)).shows(
      sentence({ code: 'talk.join-first', voice: lounge.id }),
    );
    assert.deepEqual(parley.calls.granted, []);
  });

  test('Talk of an old panel says that it is not needed any more', async () => {
    const { parley, lounge, enters, panel, begin } = await openCall();
    await using _ = parley;
    const message = await panel({ listen: 'button' });
    begin({ listen: 'everyone' });
    await enters(parley.ada);
    await (await parley.ada.press(message, `join:talk:${lounge.id}`)).shows(sentence({ code: 'talk.not-needed' }));
  });
});

test('/join names who is there and has yet to agree, to whoever joined alone, and to nobody else', async () => {
  const { parley, enters } = await openCall();
  await using _ = parley;
  const { ada, guild, calls, general } = parley;
  const others = Array.from({ length: 7 }, (_, number) => guild.member(`Guest ${number}`));
  for (const member of [ada, ...others]) await enters(member);
  const [agreed, ...silent] = [...others];
  calls.told = { consent: 'opt-in' };
  for (const who of [ada, agreed ?? assert.fail()]) await parley.agreements.agree(who.id, guild.id, 1);
  const people = silent.map(({ id }) => id);
  const reply = await ada.slash('join', { listen: 'everyone' });
  await reply.shows(
    holding({ code: 'join.not-agreed', people: people.slice(0, 5), more: people.length - 5, channel: general.id }),
  );
  assert.equal(reply.ephemeral, true);
  for (const { id } of silent) await parley.agreements.agree(id, guild.id, 1);
  const again = await ada.slash('join', { listen: 'everyone' });
  await again.shows(JOINED);
  assert.ok(!again.text.includes('I agree'), again.text);
});

test('/join names nobody who could not be heard anyway, and looks into the store for no crowd', async () => {
  const { parley, enters } = await openCall();
  await using _ = parley;
  const { ada, guild, calls, general, agreements } = parley;
  const listener = guild.member('Listener');
  const muted = guild.member('Muted');
  const crowd = Array.from({ length: 30 }, (_, number) => guild.member(`Guest ${number}`));
  for (const member of [ada, listener, muted]) await enters(member);
  guild.invitesToSpeak(listener, false);
  guild.mutes(muted);
  calls.told = { consent: 'opt-in' };
  await agreements.agree(ada.id, guild.id, 1);
  const reply = await ada.slash('join', { listen: 'everyone' });
  await reply.shows(JOINED);
  assert.ok(!reply.text.includes('I agree'), reply.text);
  for (const member of crowd) await enters(member);
  const looked: string[] = [];
  const find = agreements.find.bind(agreements);
  agreements.find = async (person, home) => {
    looked.push(person);
    return find(person, home);
  };
  const people = crowd.slice(0, 5).map(({ id }) => id);
  const again = await ada.slash('join', { listen: 'everyone' });
  await again.shows(holding({ code: 'join.not-agreed', people, more: 'unknown', channel: general.id }));
  assert.equal(looked.length, 20);
});
