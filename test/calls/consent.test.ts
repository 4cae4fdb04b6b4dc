import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ASK_AGAIN } from '../../src/calls/speech-admission.ts';
import { Agreements } from '../../src/privacy/agreements.ts';
import { openConsent } from '../../src/privacy/consent.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { silent } from '../store/record.ts';
import { connectRig } from './connected-rig.ts';
import { ada, bob, calling, settle } from './stage.ts';

/** A call with Ada and Bob by the real rules of consent, and its ears, so that it shows what is decoded. */
const open = async (consent: 'notice' | 'opt-in' = 'opt-in') => {
  const store = await openStore('memory:', silent);
  const agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
  const settings = new FixedSettings({ consent });
  const stage = await calling(undefined, openConsent({ settings, agreements }));
  const { calls, clock, remotes, rules, venue, conversations } = stage;
  venue.open('lounge', [ada, bob]);
  await rules.set({ consent });
  const rig = connectRig(remotes, clock);
  /** How much was decoded of what somebody says. */
  const say = async (id: string, ms = 400): Promise<number> => {
    const before = rig.decoded;
    await rig.speak([id], ms);
    await clock.advance(2_000);
    await settle();
    return rig.decoded - before;
  };
  const agree = async (id: string) => {
    await agreements.agree(id, 'guild', 1);
    calls.review('guild');
    await settle();
  };
  /** What a press on the button does when it arrives. */
  const withdraw = async (id: string) => {
    agreements.heed(id, 'guild', false);
    calls.review('guild');
    await settle();
  };
  const set = async (value: 'notice' | 'opt-in') => {
    settings.values = { consent: value };
    await rules.set({ consent: value });
  };
  /** Everybody whom the model heard. */
  const heard = () => conversations.utterances.map(({ turn }) => turn.question.person.id);
  return { ...stage, store, agreements, rig, say, agree, withdraw, set, heard };
};

describe('a call where people have to agree first', () => {
  test('decodes nothing of anybody before their yes, and everything from then on', async () => {
    const { join, say, agree, heard, rig } = await open();
    await join({ listen: 'everyone' });
    assert.equal(await say(ada.id, 2_000), 0);
    assert.equal(rig.open, 0, 'she has no decoder');
    await agree(ada.id);
    assert.ok((await say(ada.id)) > 10);
    assert.equal(await say(bob.id), 0, 'that she agreed says nothing of him');
    assert.deepEqual(heard(), [ada.id]);
  });

  test('hears those from the beginning who agreed there before', async () => {
    const { agreements, join, remotes, say } = await open();
    await agreements.agree(bob.id, 'guild', 1);
    await agreements.agree(ada.id, 'another', 1);
    await join({ listen: 'everyone' });
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    assert.ok((await say(bob.id)) > 10);
    assert.equal(await say(ada.id), 0, 'a yes in another server is none here');
  });

  test('says on its panel that people have to agree, and nothing about each of them', async () => {
    const { join, venue } = await open();
    await join({ listen: 'everyone' });
    const { view, notes = [] } = venue.shown.at(-1) ?? {};
    assert.equal(view?.consent, 'opt-in');
    assert.deepEqual(view?.hears, { is: 'nobody' });
    assert.deepEqual(notes, []);
  });

  test('stops in the middle of a sentence when somebody takes it back, and doesn’t answer it', async () => {
    const { join, agree, withdraw, say, rig, conversations } = await open();
    await join({ listen: 'everyone' });
    await agree(ada.id);
    await rig.speak([ada.id], 400);
    assert.ok(rig.decoded > 0);
    await withdraw(ada.id);
    assert.equal(await say(ada.id, 2_000), 0);
    assert.equal(rig.open, 0);
    assert.deepEqual(
      conversations.unheard.map(({ question }) => question.person.id),
      [ada.id],
    );
  });

  test('notices with the next utterance that another process was told no', async () => {
    const { store, join, agree, say, heard, conversations } = await open();
    await join({ listen: 'everyone' });
    await agree(ada.id);
    await say(ada.id);
    conversations.utterances[0]?.turn.finish({ is: 'complete' });
    await new Agreements(store.shelf(RECORD_KINDS.choice)).withdraw(ada.id, 'guild', 2);
    await say(ada.id, 200);
    assert.equal(await say(ada.id, 2_000), 0);
    assert.deepEqual(heard(), [ada.id, ada.id]);
    const noticed = conversations.utterances[1]?.turn;
    assert.deepEqual([...new Set(conversations.unheard)], [noticed], 'the one that it noticed by is dropped');
  });

  test('hears nobody while the store can’t tell who agreed, and says so', async () => {
    const { store, agreements, join, say, venue, pass } = await open();
    await agreements.agree(ada.id, 'guild', 1);
    await store.close();
    await join({ listen: 'everyone' });
    assert.equal(await say(ada.id), 0);
    assert.ok(venue.shown.some(({ notes = [] }) => notes.some(({ code }) => code === 'agreement.unknown')));
    await pass(ASK_AGAIN);
    assert.equal(await say(ada.id), 0);
  });

  test('stops hearing those who never agreed when the owner switches to it, and hears all again afterwards', async () => {
    const { agreements, join, say, set, rig, conversations, remotes, venue } = await open('notice');
    await agreements.agree(bob.id, 'guild', 1);
    await join({ listen: 'everyone' });
    await rig.speak([ada.id], 400);
    assert.ok(rig.decoded > 0);
    await set('opt-in');
    assert.equal(await say(ada.id, 1_000), 0);
    assert.deepEqual(
      conversations.unheard.map(({ question }) => question.person.id),
      [ada.id],
    );
    assert.ok((await say(bob.id)) > 10);
    await set('notice');
    // The notice comes first: it said that only those are heard who agreed.
    assert.equal(venue.shown.at(-1)?.view?.consent, 'notice');
    assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
    assert.ok((await say(ada.id)) > 10);
  });
});
