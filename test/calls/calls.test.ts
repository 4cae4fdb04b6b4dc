import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { Hindrance } from '../../src/calls/contract.ts';
import { makeStore } from '../../src/store/store.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { at } from '../place.ts';
import { moody } from '../store/moody.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { heardSound } from './heard-sound.ts';
import { ada, bob, calling, robot, settle, toSender } from './stage.ts';

const MINUTE = 60_000;

describe('a call with nobody in it', () => {
  test('is left after five minutes, and not before', async () => {
    const { venue, calls, join, pass, code } = await calling();
    await join();
    await venue.fill('lounge');
    await pass(5 * MINUTE - 1);
    assert.ok(calls.view('guild'));
    await pass(1);
    assert.equal(calls.view('guild'), undefined);
    assert.equal(code(), 'call.empty');
    assert.equal(venue.wishes.at(-1), null);
  });

  for (const [how, by] of Object.entries({ back: -60 * MINUTE, forward: 60 * MINUTE }))
    test(`is left after five minutes although the wall clock is set ${how} by an hour meanwhile`, async () => {
      const { clock, venue, calls, join, pass } = await calling();
      await join();
      await venue.fill('lounge');
      await pass(2 * MINUTE);
      clock.set(by);
      await pass(3 * MINUTE - 1);
      assert.ok(calls.view('guild'));
      await pass(1);
      assert.equal(calls.view('guild'), undefined);
    });

  test('is not left while it is not known who is there, or the server is unavailable', async () => {
    const { venue, calls, join, pass } = await calling();
    await join();
    venue.open('lounge', [robot], { unnamed: 1 });
    await venue.tell({ is: 'people', channelId: 'lounge' });
    await pass(10 * MINUTE);
    assert.ok(calls.view('guild'));
    venue.available = false;
    await venue.tell({ is: 'people', channelId: 'lounge' });
    await pass(10 * MINUTE);
    assert.ok(calls.view('guild'));
    venue.available = true;
    venue.open('lounge');
    await venue.tell({ is: 'came', guildIds: ['guild'] });
    await pass(5 * MINUTE);
    assert.equal(calls.view('guild'), undefined);
  });

  test('goes on when someone comes back, and bots don’t count', async () => {
    const { venue, calls, join, pass } = await calling();
    await join();
    await venue.fill('lounge', robot);
    await pass(4 * MINUTE);
    await venue.fill('lounge', robot, bob);
    await pass(10 * MINUTE);
    assert.ok(calls.view('guild'));
    await venue.fill('lounge', robot);
    await pass(4 * MINUTE);
    await venue.fill('lounge');
    await pass(MINUTE);
    assert.equal(calls.view('guild'), undefined);
  });

  test('is waited in when Parley is moved into an empty channel', async () => {
    const { venue, calls, join, pass } = await calling();
    await join();
    venue.open('attic');
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: 'attic' });
    await pass(5 * MINUTE);
    assert.equal(calls.view('guild'), undefined);
  });
});

describe('Discord', () => {
  test('moves Parley, which goes on there with the people who are there', async () => {
    const { venue, remotes, calls, join, remembered } = await calling();
    await join();
    venue.open('attic', [bob]);
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: 'attic' });
    assert.equal(calls.view('guild')?.channelId, 'attic');
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    assert.deepEqual(venue.statuses.slice(-2), [
      ['lounge', undefined],
      ['attic', 'line.listening'],
    ]);
    assert.equal(venue.shown.at(-1)?.view?.channelId, 'attic');
    assert.equal((await remembered.get('guild'))?.channelId, 'attic');
  });

  test('moves Parley while it is on its way, and it arrives there', async () => {
    const { venue, remotes, calls, wish, remembered } = await calling();
    remotes.ready = false;
    const joining = calls.join(wish());
    await settle();
    await venue.tell({ is: 'moved', guildId: 'guild', from: undefined, to: 'lounge' });
    venue.open('attic', [bob]);
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: 'attic' });
    remotes.events.message({ is: 'ready', call: 'guild', delay: 1 });
    assert.equal((await joining).channelId, 'attic');
    await settle();
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    assert.equal(venue.shown.at(-1)?.view?.channelId, 'attic');
    assert.equal((await remembered.get('guild'))?.channelId, 'attic');
  });

  test('takes the server away, and the call that is lost with it goes on when it comes back', async () => {
    const { venue, remotes, calls, join } = await calling();
    await join();
    venue.available = false;
    remotes.events.message({ is: 'lost', call: 'guild', why: 'removed', code: 4_022 });
    await settle();
    assert.equal(calls.view('guild'), undefined);
    assert.ok(
      venue.shown.every(({ view }) => view),
      'nobody is told of the outage',
    );
    venue.available = true;
    await calls.restore(['guild']);
    await settle();
    assert.equal(calls.view('guild')?.state, 'on');
  });

  test('throws Parley out, which says so and forgets the call', async () => {
    const { venue, calls, join, remembered, code } = await calling();
    await join();
    assert.ok(await remembered.get('guild'));
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: undefined });
    assert.equal(calls.view('guild'), undefined);
    assert.equal(code(), 'call.removed');
    assert.equal(await remembered.get('guild'), undefined);
  });

  for (const channelId of ['lounge', 'general'])
    test(`deletes ${channelId}, and the call is over`, async () => {
      const { venue, calls, join, code } = await calling();
      await join();
      await venue.tell({ is: 'deleted', channelId: 'elsewhere' });
      assert.ok(calls.view('guild'));
      await venue.tell({ is: 'deleted', channelId });
      assert.equal(calls.view('guild'), undefined);
      assert.equal(code(), 'call.channel-deleted');
    });

  test('mutes and deafens Parley, which people can read until it is over', async () => {
    const { venue, remotes, join } = await calling();
    await join();
    const hindered = async (...hindrances: Hindrance[]) => {
      venue.open('lounge', [ada], { hindrances });
      await venue.tell({ is: 'hindered', guildId: 'guild' });
      const { hears, speaks } = venue.shown.at(-1)?.view ?? {};
      return [hears?.is, speaks, venue.statuses.at(-1)?.[1], remotes.of('mute').at(-1)?.muted ?? false];
    };
    assert.deepEqual(await hindered('muted'), ['people', 'muted', 'line.listening', true]);
    const deaf = 'line.deaf';
    assert.deepEqual(await hindered('muted', 'deafened'), ['deafened', 'muted', deaf, true]);
    assert.deepEqual(remotes.hearing?.members, []);
    assert.deepEqual(await hindered('deafened'), ['deafened', 'aloud', deaf, false]);
    assert.deepEqual(await hindered(), ['people', 'aloud', 'line.listening', false]);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });

  test('has a stage, where Parley asks to speak until a moderator allows it', async () => {
    const { venue, join } = await calling();
    venue.open('lounge', [ada], { kind: 'stage', hindrances: ['suppressed', 'asked'] });
    await join();
    assert.equal(venue.shown.at(-1)?.view?.speaks, 'asked');
    venue.open('lounge', [ada], { kind: 'stage' });
    await venue.tell({ is: 'hindered', guildId: 'guild' });
    assert.equal(venue.shown.at(-1)?.view?.speaks, 'aloud');
  });

  test('is away: what must be carried to it is carried, in its order, when it is back', async () => {
    const { venue, remotes, calls, join, pass } = await calling();
    await join();
    venue.wishes.length = 0;
    venue.up = false;
    remotes.events.onRestart();
    await settle();
    venue.up = true;
    remotes.events.message({ is: 'payload', call: 'guild', payload: { op: 4, d: { channel_id: 'lounge' } } });
    await pass(1_000);
    assert.deepEqual(venue.wishes, [null, 'lounge']);
    assert.ok(calls.view('guild'));
  });

  test('stays away for long, and the call is over', async () => {
    const { venue, remotes, calls, join, pass, code } = await calling();
    await join();
    venue.up = false;
    remotes.events.message({ is: 'payload', call: 'guild', payload: { op: 4, d: { channel_id: 'lounge' } } });
    await settle();
    await pass(11_999);
    assert.ok(calls.view('guild'));
    await pass(1);
    assert.equal(calls.view('guild'), undefined);
    assert.equal(code(), 'call.discord-away');
  });

  test('drops the connection with its gateway’s session: Parley comes back, but not again and again', async () => {
    const { venue, remotes, calls, join, pass } = await calling();
    await join();
    const dropped = () => {
      remotes.events.message({ is: 'mending', call: 'guild', code: 4014 });
      remotes.events.message({ is: 'lost', call: 'guild', why: 'removed', code: 4014 });
      return settle();
    };
    await dropped();
    assert.deepEqual(venue.wishes, [null]);
    assert.equal(remotes.of('join').length, 2);
    assert.equal(calls.view('guild')?.state, 'on');
    await pass(MINUTE);
    await dropped();
    assert.equal(calls.view('guild')?.state, 'on');
    await pass(MINUTE - 1);
    await dropped();
    assert.equal(calls.view('guild'), undefined);
  });

  test('removes Parley while its connection is being mended, and it stays away', async () => {
    const { remotes, calls, join, code } = await calling();
    await join();
    remotes.events.message({ is: 'mending', call: 'guild', code: 4014 });
    remotes.events.message({ is: 'lost', call: 'guild', why: 'removed' });
    await settle();
    assert.equal(calls.view('guild'), undefined);
    assert.equal(code(), 'call.removed');
  });

  test('is gone with the server', async () => {
    const { venue, calls, join } = await calling();
    await join();
    venue.gateway?.onGone();
    await settle();
    assert.equal(calls.view('guild'), undefined);
  });
});

describe('the notice', () => {
  test('stands before anyone is heard', async () => {
    const { venue, remotes, calls, wish, pass } = await calling();
    const posted = Promise.withResolvers<void>();
    venue.posting = posted.promise;
    const joining = calls.join(wish());
    await settle();
    await pass(2_000);
    assert.deepEqual((await joining).hears, { is: 'unannounced', why: { code: 'notice.pending' } });
    assert.ok(remotes.of('join').every(({ hearing }) => hearing.members.length === 0));
    assert.deepEqual(remotes.hearing?.members, []);
    assert.deepEqual(venue.statuses, []);
    posted.resolve();
    await settle();
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    assert.deepEqual(venue.statuses, [['lounge', 'line.listening']]);
    assert.equal(venue.shown.length, 1);
  });

  test('that is refused is tried again after a while, and when rights change', async () => {
    const { venue, remotes, join, pass } = await calling();
    venue.refusal = { code: 'notice.forbidden', channel: 'general' };
    assert.deepEqual((await join()).hears, { is: 'unannounced', why: venue.refusal });
    assert.equal(venue.statuses.at(-1)?.[1], 'line.unannounced');
    for (const pause of [2_000, 4_000, 8_000, 16_000, 30_000]) await pass(pause);
    venue.refusal = undefined;
    await pass(29_999);
    assert.deepEqual(remotes.hearing?.members, []);
    await pass(1);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    venue.refusal = { code: 'notice.forbidden', channel: 'general' };
    await venue.fill('lounge', ada, bob);
    assert.deepEqual(remotes.hearing?.members, []);
    venue.refusal = undefined;
    await venue.tell({ is: 'rights', guildId: 'guild' });
    assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
  });

  test('that is deleted is sent again, and nobody is heard until then; if it keeps being deleted, that takes longer', async () => {
    const { venue, remotes, join, pass } = await calling();
    await join();
    const posted = Promise.withResolvers<void>();
    venue.posting = posted.promise;
    await venue.deletesPanel();
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(venue.statuses.at(-1)?.[1], 'line.unannounced');
    posted.resolve();
    await settle();
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    assert.equal(venue.statuses.at(-1)?.[1], 'line.listening');
    for (let times = 0; times < 2; times++) await venue.deletesPanel();
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    const before = venue.shown.length;
    await venue.deletesPanel();
    await pass(29_999);
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(venue.shown.length, before);
    await pass(1);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    await venue.tell({ is: 'unposted', channelId: 'general', messageIds: ['another'] });
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });

  test('that is deleted before Discord has answered that it is there does not stand', async () => {
    const { venue, remotes, calls, join, pass } = await calling();
    await join();
    const [answered, posted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    venue.posting = answered.promise;
    venue.open('lounge', [ada, bob]);
    await venue.tell({ is: 'people', channelId: 'lounge' });
    venue.posting = posted.promise;
    await venue.deletesPanel();
    assert.deepEqual(remotes.hearing?.members, []);
    answered.resolve();
    await settle();
    assert.deepEqual(remotes.hearing?.members, []);
    venue.refusal = { code: 'notice.forbidden', channel: 'general' };
    posted.resolve();
    await settle();
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(calls.view('guild')?.hears.is, 'unannounced');
    venue.refusal = undefined;
    await pass(4_000);
    assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
  });

  test('that is deleted in the middle of a sentence lets no more of it through', async () => {
    const { venue, remotes, conversations, join } = await calling();
    await join();
    const heard = () => remotes.events.message(heardSound(1));
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    heard();
    venue.refusal = { code: 'notice.forbidden', channel: 'general' };
    await venue.deletesPanel();
    heard();
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 2, userId: ada.id });
    const [said] = conversations.utterances;
    assert.deepEqual([said?.speech.length, said?.speech.speaking, conversations.utterances.length], [100, false, 1]);
  });

  test('says first what more is listened to, and then it is', async () => {
    const { venue, remotes, calls, wish, join } = await calling();
    await join({ listen: 'off' });
    const posted = Promise.withResolvers<void>();
    venue.posting = posted.promise;
    const changing = calls.join(wish({ settings: { listen: 'everyone' } }));
    await settle();
    assert.deepEqual(remotes.hearing?.members, []);
    posted.resolve();
    await changing;
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });

  test('of a conversation that not everyone can read is in the voice channel, and moves with it', async () => {
    const { venue, remotes, calls, join, says, remembered } = await calling();
    venue.hidden.add('general');
    assert.equal((await join({ captions: 'all' })).noticeIn, 'lounge');
    assert.deepEqual(
      venue.shown.map((shown) => shown.in),
      ['lounge'],
    );
    const { turn } = await says(ada.id);
    turn.finish({ is: 'complete' });
    assert.equal(venue.captions[0]?.noticeIn, 'lounge');
    assert.equal((await remembered.get('guild'))?.panelIn, 'lounge');
    venue.open('attic', [bob]);
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: 'attic' });
    assert.deepEqual(
      venue.shown.slice(1).map((shown) => [shown.in, shown.view?.channelId]),
      [
        ['lounge', undefined],
        ['attic', 'attic'],
      ],
    );
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    venue.hidden.clear();
    await venue.tell({ is: 'rights', guildId: 'guild' });
    assert.equal(calls.view('guild')?.noticeIn, 'general');
    assert.equal(venue.shown.at(-1)?.in, 'general');
  });

  test('can be read by everyone who is heard', async () => {
    const { venue, remotes, join } = await calling();
    venue.blind.add(bob.id);
    venue.open('lounge', [ada, bob]);
    await join({ listen: 'everyone' });
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    venue.blind.add(ada.id);
    await venue.tell({ is: 'rights', guildId: 'guild' });
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(venue.statuses.at(-1)?.[1], 'line.nobody');
  });

  test('and the line under the channel follow a connection that breaks and comes back, and the end', async () => {
    const { venue, remotes, calls, join } = await calling();
    await join();
    remotes.events.message({ is: 'mending', call: 'guild', code: 1_006 });
    await settle();
    assert.equal(venue.statuses.at(-1)?.[1], 'line.reconnecting');
    assert.equal(venue.shown.at(-1)?.view?.state, 'mending');
    remotes.events.message({ is: 'ready', call: 'guild', delay: 1 });
    await settle();
    assert.equal(venue.statuses.at(-1)?.[1], 'line.listening');
    assert.equal(venue.shown.at(-1)?.view?.state, 'on');
    calls.heed('guild', ada.id, false);
    await settle();
    assert.equal(venue.statuses.at(-1)?.[1], 'line.nobody');
    await join({ listen: 'button' });
    calls.heed('guild', ada.id, true);
    await settle();
    assert.equal(venue.statuses.at(-1)?.[1], 'line.talk');
    await join({ listen: 'off' });
    assert.equal(venue.statuses.at(-1)?.[1], 'line.reads-aloud');
    await calls.leave('guild');
    assert.deepEqual(venue.statuses.at(-1), ['lounge', undefined]);
  });

  test('has a line that is set again when Discord did not take it', async () => {
    const { venue, join, pass } = await calling();
    await join();
    venue.refusesStatus = true;
    await join({ listen: 'off' });
    await pass(3_000);
    const { length } = venue.statuses;
    assert.ok(length > 2);
    venue.refusesStatus = false;
    await pass(10_000);
    assert.deepEqual(venue.statuses.at(-1), ['lounge', 'line.reads-aloud']);
    await pass(60_000);
    assert.equal(venue.statuses.length, length + 1);
  });
});

describe('a voice process', () => {
  test('that died is followed by another, which joins again after a clean leave, and what was being said ends', async () => {
    const { venue, remotes, conversations, calls, join } = await calling();
    await join();
    venue.wishes.length = 0;
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    remotes.ready = false;
    remotes.events.onRestart();
    await settle();
    assert.deepEqual(venue.wishes, [null]);
    assert.equal(remotes.of('join').length, 2);
    assert.deepEqual(remotes.of('join')[1]?.hearing.members, [ada.id]);
    assert.equal(conversations.utterances[0]?.speech.speaking, false);
    assert.equal(calls.view('guild')?.state, 'mending');
    // The bot has left because it was asked to, so it wasn't removed.
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: undefined });
    remotes.events.message({ is: 'ready', call: 'guild', delay: 1 });
    assert.equal(calls.view('guild')?.state, 'on');
  });

  test('that has no successor ends the call', async () => {
    const { remotes, calls, join, code } = await calling();
    await join();
    remotes.events.onGone();
    await settle();
    assert.equal(calls.view('guild'), undefined);
    assert.equal(code(), 'call.refused');
  });

  test('that cannot get in fails the join with a code, and no call is left', async () => {
    const { remotes, calls, wish, remembered } = await calling();
    remotes.ready = false;
    const joining = calls.join(wish());
    await settle();
    assert.equal(calls.view('guild')?.state, 'joining');
    remotes.events.message({ is: 'lost', call: 'guild', why: 'timeout' });
    await assert.rejects(joining, new UserError({ code: 'call.timeout' }));
    assert.equal(calls.view('guild'), undefined);
    assert.equal(await remembered.get('guild'), undefined);
    assert.equal(remotes.opened.length, 0);
  });
});

describe('settings', () => {
  test('are remembered for each conversation', async () => {
    const { calls, join } = await calling();
    await join({ listen: 'button', captions: 'all' });
    await calls.leave('guild');
    const { listen, captions } = await join();
    assert.deepEqual([listen, captions], ['button', 'all']);
    const other = await join({}, { conversationId: 'random' });
    assert.deepEqual([other.listen, other.captions], ['everyone', 'answers']);
  });

  test('change with the next join, and those that it leaves out stay', async () => {
    const { venue, remotes, join } = await calling();
    await join({ captions: 'all' });
    const { listen, captions } = await join({ listen: 'off' });
    assert.deepEqual([listen, captions], ['off', 'all']);
    assert.equal(remotes.of('join').length, 1);
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(venue.shown.at(-1)?.view?.listen, 'off');
  });

  test('auto follows the number of people', async () => {
    const { venue, calls, join } = await calling();
    await join();
    assert.equal(calls.view('guild')?.listen, 'everyone');
    await venue.fill('lounge', ada, robot);
    assert.equal(calls.view('guild')?.listen, 'everyone');
    await venue.fill('lounge', ada, bob);
    assert.equal(calls.view('guild')?.listen, 'addressed');
    assert.equal(venue.shown.at(-1)?.view?.listen, 'addressed');
  });

  test('button gives the floor to nobody before they asked', async () => {
    const { remotes, calls, join } = await calling();
    await join({ listen: 'button' });
    assert.equal(remotes.hearing?.floor, 'asked');
    assert.equal(calls.grant('guild', toSender(ada)), 'given');
    assert.equal(calls.grant('guild', toSender(bob)), 'unheard');
    assert.deepEqual(remotes.of('grant'), [{ is: 'grant', call: 'guild', userId: ada.id }]);
  });
});

describe('joining elsewhere', () => {
  test('ends the call there first', async () => {
    const { venue, calls, join } = await calling();
    await join();
    venue.open('attic', [bob]);
    await join({}, { channelId: 'attic' });
    assert.equal(calls.view('guild')?.channelId, 'attic');
    assert.ok(venue.shown.some(({ view, note }) => !view && note?.code === 'call.elsewhere'));
    assert.deepEqual(venue.wishes, [null]);
  });

  test('leaves the call as it is if that isn’t possible', async () => {
    const { venue, calls, join } = await calling();
    await join();
    venue.open('attic', [bob], { full: true });
    await assert.rejects(join({}, { channelId: 'attic' }), { message: 'call.full' });
    await assert.rejects(join({}, { channelId: 'nowhere' }), { message: 'call.unknown-channel' });
    calls.admission.takesMore = false;
    await assert.rejects(join({}, { channelId: 'attic' }), { message: 'call.no-more' });
    assert.equal((await join({ captions: 'all' })).channelId, 'lounge');
    calls.admission.takesMore = true;
    assert.equal(calls.view('guild')?.channelId, 'lounge');
  });

  test('while a call is ending waits for its end, so that the end of one does not end the other', async () => {
    const { venue, calls, join, wish } = await calling();
    await join();
    const taken = Promise.withResolvers<void>();
    venue.slow = taken.promise;
    const leaving = calls.leave('guild');
    assert.equal(calls.view('guild'), undefined);
    const joining = calls.join(wish());
    await settle();
    assert.deepEqual(venue.wishes, []);
    taken.resolve();
    await leaving;
    assert.equal((await joining).state, 'on');
    assert.deepEqual(venue.wishes, [null]);
    assert.ok(venue.gateway);
  });

  test('at the same time as another ends with one call', async () => {
    const { venue, remotes, calls, join, wish } = await calling();
    await join();
    venue.open('attic', [bob]);
    venue.open('cellar', [bob]);
    await Promise.allSettled([calls.join(wish({ channelId: 'attic' })), calls.join(wish({ channelId: 'cellar' }))]);
    assert.equal(calls.view('guild')?.channelId, 'cellar');
    assert.equal(remotes.opened.length, 1);
  });
});

describe('consent', () => {
  test('is not assumed: whose choice is not known is not heard', async () => {
    const { venue, remotes, join, consent } = await calling();
    consent.decide('guild', bob.id, false);
    await join({ listen: 'everyone' });
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    await venue.fill('lounge', ada, bob, robot);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });

  test('withdrawn is obeyed before it is stored, and stays so for the next call', async () => {
    const { remotes, calls, join, consent } = await calling();
    await join();
    calls.heed('guild', ada.id, false);
    assert.deepEqual(remotes.hearing?.members, []);
    await calls.consent('guild', ada.id);
    assert.deepEqual(await consent.findOptedOut('guild', [ada.id, bob.id]), [ada.id]);
    await calls.leave('guild');
    await join();
    assert.deepEqual(remotes.hearing?.members, []);
    calls.heed('guild', ada.id, true);
    await settle();
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });

  test('withdrawn in the middle of a sentence lets no more of it through, and nobody answers it', async () => {
    const { venue, remotes, conversations, calls, join } = await calling();
    await join({ captions: 'all' });
    const tell = (is: 'begun' | 'heard', utterance: number) =>
      remotes.events.message(is === 'begun' ? { is, call: 'guild', utterance, userId: ada.id } : heardSound(utterance));
    tell('begun', 1);
    tell('heard', 1);
    const [said] = conversations.utterances;
    assert.ok(said);
    conversations.begin(at('general', 'guild'), said.turn);
    said.turn.addHeard('my secret');
    calls.heed('guild', ada.id, false);
    // The voice process sent this before it was told that the person opted out.
    tell('heard', 1);
    tell('begun', 2);
    tell('heard', 2);
    said.turn.addHeard(' is out');
    await settle();
    assert.equal(said.speech.length, 100);
    assert.equal(conversations.utterances.length, 1);
    assert.deepEqual(conversations.unheard, [said.turn]);
    assert.equal(venue.captions.at(-1)?.turn.heard, '');
    calls.heed('guild', ada.id, true);
    await settle();
    tell('begun', 3);
    assert.equal(conversations.utterances.length, 2);
  });

  test('withdrawn before a call begins is obeyed in it, though it is not stored yet', async () => {
    const { remotes, calls, join } = await calling();
    calls.heed('guild', ada.id, false);
    await join();
    assert.deepEqual(remotes.hearing?.members, []);
  });

  test('that can’t be read keeps people from being heard until it can, and the call goes on', async () => {
    const { remotes, calls, join, consent, pass } = await calling();
    consent.findOptedOut = async () => {
      throw new Error('the store is gone');
    };
    await join();
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(calls.view('guild')?.state, 'on');
    consent.findOptedOut = async () => [];
    await pass(1_999);
    assert.deepEqual(remotes.hearing?.members, []);
    await pass(1);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });

  test('is never asked of bots: they are not heard', async () => {
    const { venue, remotes, calls, join } = await calling();
    venue.open('lounge', [ada, robot]);
    await join();
    calls.heed('guild', robot.id, true);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
  });
});

describe('after a restart', () => {
  test('calls are taken up again where people are, with their settings and their panel', async () => {
    const { venue, remotes, calls, join, start } = await calling();
    await join({ listen: 'button' });
    const panel = venue.shown.at(-1)?.id;
    await calls.close();
    assert.equal(venue.wishes.at(-1), null);
    assert.ok(
      venue.shown.every(({ view }) => view),
      'nobody is told of the restart',
    );
    const next = start();
    await next.restore(['guild', 'another']);
    await settle();
    assert.equal(next.view('guild')?.listen, 'button');
    assert.equal(venue.shown.at(-1)?.id, panel);
    assert.equal(remotes.opened.length, 1);
  });

  test('no call begins in a process that is being stopped', async () => {
    const { calls, join, remotes, remembered } = await calling();
    await join();
    await calls.close();
    const { length } = remotes.sent;
    await assert.rejects(join(), { name: 'UserError', message: 'call.restarting' });
    await calls.restore(['guild']);
    assert.deepEqual([calls.count, remotes.sent.length], [0, length]);
    assert.ok(await remembered.get('guild'), 'the next process takes it up');
  });

  test('calls with nobody left are forgotten, and their panels say so', async () => {
    const { venue, calls, join, start, remembered, code } = await calling();
    await join();
    await calls.close();
    venue.open('lounge', [robot]);
    const next = start();
    await next.restore(['guild']);
    assert.equal(next.view('guild'), undefined);
    assert.equal(await remembered.get('guild'), undefined);
    assert.equal(code(), 'call.empty-after-restart');
  });

  for (const way of ['it is looked at again', 'Discord tells of it'] as const)
    test(`calls of a server that is unavailable are taken up when it comes back and ${way}`, async () => {
      const { venue, calls, join, start, remembered, wish } = await calling();
      await join();
      await calls.close();
      venue.available = false;
      const next = start();
      await next.restore(['guild']);
      assert.equal(next.view('guild'), undefined);
      assert.ok(await remembered.get('guild'));
      venue.available = true;
      if (way === 'Discord tells of it') await venue.tell({ is: 'came', guildIds: ['another', 'guild'] });
      else await next.restore(['guild']);
      await settle();
      assert.equal(next.view('guild')?.channelId, wish().channelId);
      assert.ok(venue.shown.every(({ view }) => view));
    });

  for (const [who, people] of [
    ['somebody', [robot, ada]],
    ['nobody', [robot]],
  ] as const)
    test(`calls wait until the names are known, and then there was ${who}`, async () => {
      const { venue, calls, join, start, remembered, code } = await calling();
      await join();
      await calls.close();
      venue.open('lounge', [], { unnamed: people.length });
      const next = start();
      await next.restore(['guild']);
      await settle();
      assert.equal(next.view('guild'), undefined);
      assert.ok(await remembered.get('guild'));
      venue.open('lounge', [robot], { unnamed: people.length - 1 });
      await venue.tell({ is: 'people', channelId: 'lounge' });
      await venue.fill('lounge', ...people);
      assert.equal(next.view('guild') !== undefined, who === 'somebody');
      if (who === 'nobody') assert.equal(code(), 'call.empty-after-restart');
    });

  test('a call that can’t be entered any more is over, and its panel says so', async () => {
    const { remotes, calls, join, start, code } = await calling();
    await join();
    await calls.close();
    remotes.ready = false;
    const next = start();
    const restoring = next.restore(['guild']);
    await settle();
    remotes.events.message({ is: 'lost', call: 'guild', why: 'timeout' });
    await restoring;
    await settle();
    assert.equal(code(), 'call.timeout');
  });

  test('nothing is taken up while the store is away, and everything once it is back', async () => {
    const clock = new VirtualClock();
    const { database, mood } = moody(clock);
    const { calls, join, start, pass } = await calling(await makeStore(database, silent, { clock }));
    await join();
    await calls.close();
    await settle();
    mood.slow = 3_000;
    const next = start();
    const restoring = next.restore(['guild']);
    for (let seconds = 0; seconds < 10; seconds++) {
      await clock.advance(1_000);
      await settle();
    }
    assert.equal(next.view('guild'), undefined);
    mood.slow = 0;
    await clock.until(restoring);
    await pass(0);
    assert.equal(next.view('guild')?.channelId, 'lounge');
  });

  test('while the stored settings can’t be read, a call only starts if all of them are given, and the stored ones stay', async () => {
    const { calls, join, wanted } = await calling();
    await join({ listen: 'off', captions: 'all' });
    await calls.leave('guild');
    const { get } = wanted;
    wanted.get = async () => {
      throw new StoreUnavailableError();
    };
    await assert.rejects(join({ captions: 'off' }), { message: 'call.settings-unknown' });
    assert.equal((await join({ listen: 'button', captions: 'off' })).listen, 'button');
    await calls.leave('guild');
    wanted.get = get;
    assert.equal((await join()).listen, 'button');
  });

  test('a call that was left is not taken up again, however late its panel came', async () => {
    const { venue, calls, wish, remembered } = await calling();
    const posted = Promise.withResolvers<void>();
    const { panel } = venue;
    venue.panel = (conversationId) => ({
      ...panel.call(venue, conversationId),
      show: async (view) => {
        await posted.promise;
        return { is: 'stands', id: 'late', view };
      },
    });
    const joining = calls.join(wish());
    await settle();
    await calls.leave('guild');
    posted.resolve();
    await joining;
    await settle();
    assert.equal(await remembered.get('guild'), undefined);
  });
});

test('the start and the end of each call are observed, even if it could never be entered', async () => {
  const { calls, join, remotes, events } = await calling();
  await join();
  const where = { server: 'guild', channel: 'general' };
  assert.deepEqual([calls.count, events], [1, [{ is: 'call', state: 'begun', ...where }]]);
  await calls.leave('guild');
  assert.deepEqual([calls.count, events.at(-1)], [0, { is: 'call', state: 'ended', ...where }]);
  remotes.ready = false;
  const refused = assert.rejects(join(), UserError);
  await settle();
  remotes.events.message({ is: 'lost', call: 'guild', why: 'timeout' });
  await refused;
  // The person who asked is told before the call has left the channel.
  await settle();
  assert.deepEqual(
    events.map((event) => event.is === 'call' && event.state),
    ['begun', 'ended', 'begun', 'ended'],
  );
});
