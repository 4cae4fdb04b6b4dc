import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { ALONE } from '../claims/alone.ts';
import { ada, bob, calling, robot, settle } from './stage.ts';

/** Calls of a server whose owner wants Parley in the lounge once two people are there. */
const expecting = async (...given: Parameters<typeof calling>) => {
  const stage = await calling(...given);
  stage.venue.channels.clear();
  await stage.rules.set({ autoJoin: { channelId: 'lounge', people: 2 } });
  return stage;
};

describe('the channel that Parley enters by itself', () => {
  test('is entered once enough people are in it, with its own chat as the conversation; bots do not count', async () => {
    const { venue, calls } = await expecting();
    await venue.fill('lounge', ada, robot);
    assert.equal(calls.view('guild'), undefined);
    await venue.fill('lounge', ada, robot, bob);
    const { channelId, conversationId } = calls.view('guild') ?? assert.fail('there is no call');
    assert.deepEqual([channelId, conversationId], ['lounge', 'lounge']);
  });

  test('is the only one', async () => {
    const { venue, calls } = await expecting();
    await venue.fill('kitchen', ada, bob);
    assert.equal(calls.view('guild'), undefined);
  });

  test('is not entered while there is a call elsewhere', async () => {
    const { venue, calls, join } = await expecting();
    venue.open('kitchen', [robot]);
    await join({}, { channelId: 'kitchen' });
    await venue.fill('lounge', ada, bob);
    assert.equal(calls.view('guild')?.channelId, 'kitchen');
  });

  test('is entered at once if it is chosen while enough people are there', async () => {
    const { venue, calls, rules } = await calling();
    venue.open('lounge', [ada, bob]);
    await rules.set({ autoJoin: { channelId: 'lounge', people: 3 } });
    assert.equal(calls.view('guild'), undefined);
    await rules.set({ autoJoin: { channelId: 'lounge', people: 2 } });
    assert.equal(calls.view('guild')?.channelId, 'lounge');
  });

  test('is left in peace after /leave until it has been empty, also by another process', async () => {
    const { venue, calls, start } = await expecting();
    await venue.fill('lounge', ada, bob);
    assert.equal(await calls.leave('guild'), true);
    await venue.fill('lounge', ada);
    await venue.fill('lounge', ada, bob);
    assert.equal(calls.view('guild'), undefined);
    await calls.close();
    const other = start();
    await other.restore(['guild']);
    await venue.fill('lounge', ada, bob, robot);
    assert.equal(other.view('guild'), undefined);
    await venue.fill('lounge', robot);
    await venue.fill('lounge', ada, bob);
    assert.equal(other.view('guild')?.channelId, 'lounge');
  });

  test('is left in peace after somebody threw Parley out', async () => {
    const { venue, calls } = await expecting();
    await venue.fill('lounge', ada, bob);
    await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: undefined });
    assert.equal(calls.view('guild'), undefined);
    await venue.fill('lounge', ada, bob, robot);
    assert.equal(calls.view('guild'), undefined);
    await venue.fill('lounge');
    await venue.fill('lounge', ada, bob);
    assert.ok(calls.view('guild'));
  });

  test('was empty though somebody comes in before that is noted', async () => {
    const { venue, calls } = await expecting();
    await venue.fill('lounge', ada, bob);
    await calls.leave('guild');
    const emptied = venue.fill('lounge');
    await venue.fill('lounge', ada, bob);
    await emptied;
    assert.equal(calls.view('guild')?.channelId, 'lounge');
  });

  test('may have been empty while no process was there', async () => {
    const { venue, calls, start } = await expecting();
    await venue.fill('lounge', ada, bob);
    await calls.leave('guild');
    await calls.close();
    venue.open('lounge', []);
    const other = start();
    await other.restore(['guild']);
    await venue.fill('lounge', ada, bob);
    assert.equal(other.view('guild')?.channelId, 'lounge');
  });

  test('is entered by a process that starts while people are there', async () => {
    const { venue, calls, start } = await expecting();
    await calls.close();
    venue.open('lounge', [ada, bob]);
    const other = start();
    await other.restore(['guild']);
    await settle();
    assert.equal(other.view('guild')?.channelId, 'lounge');
  });

  test('is entered by the one process that may talk there', async () => {
    const { venue, calls, start } = await expecting();
    const idle = start({ claims: { ...ALONE, enter: async () => false } });
    await venue.fill('lounge', ada, bob);
    assert.equal(idle.view('guild'), undefined);
    assert.ok(calls.view('guild'));
  });

  test('is not entered in place of a call that has to be restored', async () => {
    const { venue, calls, join, start, pass } = await expecting();
    venue.open('kitchen', [ada]);
    await join({ listen: 'off' }, { channelId: 'kitchen' });
    await calls.close();
    const other = start();
    await venue.fill('lounge', ada, bob);
    assert.equal(other.view('guild'), undefined);
    await other.restore(['guild']);
    await pass(1);
    assert.deepEqual([other.view('guild')?.channelId, other.view('guild')?.listen], ['kitchen', 'off']);
  });

  test('is not entered where Parley may not, or could not say that it listens', async () => {
    const { venue, calls } = await expecting();
    venue.open('lounge', [ada, bob], { missing: ['Connect'] });
    await venue.tell({ is: 'people', channelId: 'lounge' });
    assert.equal(calls.view('guild'), undefined);
    venue.unwritable.add('lounge');
    await venue.fill('lounge', ada, bob);
    assert.equal(calls.view('guild'), undefined);
    venue.unwritable.clear();
    await venue.fill('lounge', ada, bob);
    assert.ok(calls.view('guild'));
  });

  test('is another one if the owner chooses that while it is being decided', async () => {
    const { venue, calls, rules, dismissals } = await expecting();
    const gate = Promise.withResolvers<void>();
    const get = dismissals.get.bind(dismissals);
    dismissals.get = async (id) => {
      await gate.promise;
      return get(id);
    };
    await venue.fill('lounge', ada, bob);
    await venue.fill('kitchen', ada, bob);
    await venue.fill('lounge');
    await rules.set({ autoJoin: { channelId: 'kitchen', people: 2 } });
    gate.resolve();
    await settle();
    assert.equal(calls.view('guild')?.channelId, 'kitchen');
  });

  test('is not entered while the store cannot tell whether Parley was sent away', async () => {
    const { venue, calls, dismissals } = await expecting();
    dismissals.get = async () => {
      throw new StoreUnavailableError();
    };
    await venue.fill('lounge', ada, bob);
    assert.equal(calls.view('guild'), undefined);
  });
});
