import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { Sender } from '../../src/base/inbound.ts';
import { ada, bob, calling, settle, toSender } from './stage.ts';

const MINUTE = 60_000;

const isHost = ({ roles }: Sender): boolean => roles?.includes('host') ?? false;

describe('what an owner changes while a call is on', () => {
  test('how long a pause ends a question reaches the ears, without a new connection', async () => {
    const { join, rules, remotes } = await calling();
    await join();
    assert.equal(remotes.hearing?.pause, 200);
    await rules.set({ turns: { turnEnd: 'speculative', pause: 900 } });
    assert.equal(remotes.hearing?.pause, 900);
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    assert.deepEqual([remotes.of('join').length, remotes.of('leave').length], [1, 0]);
  });

  test('how it listens and what it writes shows in the panel, and a newer wish turns it again', async () => {
    const { join, rules, calls, clock, venue, remotes } = await calling();
    await join();
    await clock.advance(1);
    await rules.set({ listen: { value: 'button', at: clock.wall() }, captions: { value: 'all', at: clock.wall() } });
    assert.deepEqual([calls.view('guild')?.listen, calls.view('guild')?.captions], ['button', 'all']);
    assert.equal(venue.shown.at(-1)?.view?.listen, 'button');
    assert.equal(remotes.hearing?.floor, 'asked');
    await clock.advance(1);
    const view = await join({ listen: 'everyone' });
    assert.deepEqual([view.listen, view.captions], ['everyone', 'all']);
    await clock.advance(1);
    await rules.set({ listen: { value: 'off', at: clock.wall() } });
    assert.equal(calls.view('guild')?.listen, 'off');
    assert.deepEqual(remotes.hearing?.members, []);
    assert.equal(remotes.of('join').length, 1);
  });

  test('a wish to be left alone outlives the call, until somebody sets something else later', async () => {
    const { join, calls, rules, clock } = await calling();
    await join({ listen: 'off' });
    await calls.leave('guild');
    assert.equal((await join()).listen, 'off');
    await clock.advance(1);
    await rules.set({ listen: { value: 'everyone', at: clock.wall() } });
    assert.equal(calls.view('guild')?.listen, 'everyone');
    await calls.leave('guild');
    assert.equal((await join()).listen, 'everyone');
  });

  test('speech that waits for its turn is dropped once the call is to listen no more', async () => {
    const { join, rules, clock, remotes, conversations } = await calling();
    await join();
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    remotes.events.message({ is: 'ended', call: 'guild', utterance: 1 });
    await clock.advance(1);
    await rules.set({ listen: { value: 'off', at: clock.wall() } });
    assert.equal(conversations.unheard.length, 1);
  });

  test('how long it stays in an empty channel counts from when the channel became empty', async () => {
    const { join, rules, calls, venue, pass, code } = await calling();
    await join();
    await venue.fill('lounge');
    await pass(2 * MINUTE);
    await rules.set({ leaveAlone: 3 * MINUTE });
    await pass(MINUTE - 1);
    assert.ok(calls.view('guild'));
    await pass(1);
    assert.equal(code(), 'call.empty');
    await join();
    await venue.fill('lounge', ada);
    await venue.fill('lounge');
    await pass(2 * MINUTE);
    await rules.set({ leaveAlone: MINUTE });
    await pass(1);
    assert.equal(calls.view('guild'), undefined);
  });

  test('who may interrupt holds for the answer that is being said, too, and for people who come in meanwhile', async () => {
    const { join, rules, venue, remotes, typed } = await calling();
    venue.roles.set(bob.id, ['host']);
    await join({ listen: 'everyone' });
    const turn = typed();
    turn.addAudio(Buffer.alloc(960));
    await settle();
    assert.equal(remotes.of('speak')[0]?.interrupters, 'all');
    await rules.set({ mayInterrupt: isHost });
    assert.deepEqual(
      remotes.of('interrupters').map(({ interrupters }) => interrupters),
      [[]],
    );
    await venue.fill('lounge', ada, bob);
    assert.deepEqual(remotes.of('interrupters').at(-1)?.interrupters, [bob.id]);
    await venue.fill('lounge', ada, bob);
    assert.equal(remotes.of('interrupters').length, 2);
    await rules.set({ mayInterrupt: 'everyone' });
    assert.equal(remotes.of('interrupters').at(-1)?.interrupters, 'all');
  });

  test('who may use Talk is decided at each press by the roles that came with it', async () => {
    const { join, rules, calls, remotes } = await calling();
    await join({ listen: 'button' });
    await rules.set({ mayTalk: isHost });
    assert.equal(calls.grant('guild', toSender(ada)), 'refused');
    assert.equal(calls.grant('guild', { ...toSender(ada), roles: [] }), 'refused');
    assert.equal(calls.grant('guild', toSender(ada, ['host'])), 'given');
    assert.deepEqual(
      remotes.of('grant').map(({ userId }) => userId),
      [ada.id],
    );
  });

  test('who may be heard is asked again about everyone, and nobody is cut off who still may', async () => {
    const refused = new Set<string>();
    const stage = await calling(undefined, async ({ person }) => {
      if (refused.has(person.id)) throw new UserError({ code: 'reset.not-allowed' });
    });
    const { join, rules, venue, remotes, conversations } = stage;
    venue.open('lounge', [ada, bob]);
    await join({ listen: 'everyone' });
    remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
    refused.add(bob.id);
    await rules.set({});
    assert.deepEqual(remotes.hearing?.members, [ada.id]);
    assert.equal(conversations.utterances[0]?.speech.speaking, true);
    const told = venue.shown.flatMap(({ notes = [] }) => notes.map(({ code }) => code));
    assert.deepEqual(told, ['panel.refused', 'reset.not-allowed']);
    refused.clear();
    await rules.set({});
    assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
  });

  test('it listens to the names that were set, and to the one that it has in the server', async () => {
    const { join, rules, venue, says, remotes } = await calling();
    venue.open('lounge', [ada, bob]);
    await join({ listen: 'addressed' });
    const isAnswered = async (words: string) => {
      const { turn } = await says(bob.id);
      turn.addHeard(words);
      turn.addAudio(Buffer.alloc(960));
      await settle();
      turn.finish({ is: 'complete' });
      await settle();
      const spoken = remotes.of('speak').length;
      remotes.sent.length = 0;
      return spoken === 1;
    };
    assert.equal(await isAnswered('Robin, what time is it'), false);
    await rules.set({ names: ['Robin'] });
    assert.equal(await isAnswered('Robin, what time is it'), true);
    assert.equal(await isAnswered('Jukebox, what time is it'), false);
    venue.nickname = 'Jukebox';
    assert.equal(await isAnswered('Jukebox, what time is it'), true);
  });
});
