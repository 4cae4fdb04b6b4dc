import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { Inbound } from '../../src/base/inbound.ts';
import { ASK_AGAIN } from '../../src/calls/speech-admission.ts';
import { at } from '../place.ts';
import { connectRig } from './connected-rig.ts';
import { ada, bob, calling, settle } from './stage.ts';

const WHY = { code: 'reset.not-allowed' } as const;
const TOLD = [{ code: 'panel.refused', person: ada.id }, WHY];

/** A call with Ada and Bob, and stages that refuse the people whom a test names. */
const open = async () => {
  const refused = new Set<string>();
  const asked: Inbound[] = [];
  const failure: { error: Error | undefined } = { error: undefined };
  const stage = await calling(undefined, async (inbound) => {
    asked.push(inbound);
    if (!refused.has(inbound.person.id)) return;
    throw failure.error ?? new UserError(WHY);
  });
  stage.venue.open('lounge', [ada, bob]);
  /** What the panel said about refusals. */
  const told = () => stage.venue.shown.flatMap(({ notes = [] }) => (notes.length > 0 ? [notes] : []));
  /** The members whom the ears were told to hear at first. */
  const heardFirst = () => stage.remotes.of('join')[0]?.hearing.members;
  const begin = async (userId: string) => {
    stage.remotes.events.message({ is: 'begun', call: 'guild', utterance: 1_000 + asked.length, userId });
    await settle();
  };
  return { ...stage, refused, asked, failure, told, heardFirst, begin };
};

describe('a person whom a stage refuses', () => {
  test('is not heard from the first packet on, while the others are', async () => {
    const { refused, heardFirst, remotes, told, join } = await open();
    refused.add(ada.id);
    await join();
    assert.deepEqual(heardFirst()?.includes(ada.id), false);
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    assert.deepEqual(told(), [TOLD]);
  });

  test('is asked about as what they are: speech in the call’s conversation', async () => {
    const { asked, join } = await open();
    await join({}, { conversationId: 'thread', parentId: 'general' });
    assert.deepEqual(asked[0], {
      place: at('thread', 'guild', 'general'),
      person: { id: ada.id, name: 'Ada', roles: [], powers: [], locale: undefined, kind: 'member' },
      asks: true,
      is: 'speech',
    });
  });

  test('in the middle of a call isn’t heard any further: nothing of it is asked, and everyone can read why', async () => {
    const { refused, join, begin, remotes, conversations, told } = await open();
    await join();
    assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
    refused.add(ada.id);
    await begin(ada.id);
    // Nothing is decrypted or decoded for people who aren't among the members.
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    const [utterance] = conversations.utterances;
    assert.ok(utterance);
    assert.deepEqual(conversations.unheard, [utterance.turn]);
    await assert.rejects(utterance.ready ?? Promise.resolve(), { text: WHY });
    assert.deepEqual(told(), [TOLD]);
    // What the ears had already sent is dropped.
    await begin(ada.id);
    assert.equal(conversations.utterances.length, 1);
    await begin(bob.id);
    assert.equal(conversations.utterances.length, 2);
    assert.equal(conversations.unheard.length, 1);
  });

  test('is asked about again after a minute, and told nothing twice', async () => {
    const { refused, join, pass, remotes, told, asked } = await open();
    refused.add(ada.id);
    await join();
    const before = asked.length;
    await pass(ASK_AGAIN);
    assert.equal(asked.length, before + 1);
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    assert.deepEqual(told(), [TOLD]);
    refused.clear();
    await pass(ASK_AGAIN);
    assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
  });

  test('isn’t heard either if a stage fails: without an answer, nobody is let pass', async () => {
    const { refused, failure, join, remotes, told } = await open();
    refused.add(ada.id);
    failure.error = new Error('the store is away');
    await join();
    assert.deepEqual(remotes.hearing?.members, [bob.id]);
    assert.deepEqual(told(), [[{ code: 'panel.refused', person: ada.id }, { code: 'asking.failed' }]]);
  });
});

test('speech of a person who is refused isn’t decoded any further, while others are heard', async () => {
  const { clock, refused, join, remotes, conversations } = await open();
  const rig = connectRig(remotes, clock);
  await join({ listen: 'everyone' });
  await rig.speak([ada.id], 400);
  await clock.advance(2_000);
  const { decoded } = rig;
  assert.ok(decoded > 10, 'she is heard as long as nothing speaks against it');
  assert.equal(conversations.unheard.length, 0);
  conversations.utterances[0]?.turn.finish({ is: 'complete' });
  await settle();
  refused.add(ada.id);
  const before = rig.decoded;
  await rig.speak([ada.id], 200);
  await settle();
  const begun = rig.decoded;
  await rig.speak([ada.id], 2_000);
  assert.equal(rig.decoded, begun, 'nothing more is decoded once she is refused');
  assert.ok(begun - before < 10, 'not even all that she had begun with');
  assert.equal(rig.open, 0, 'her decoder is given back');
  assert.equal(conversations.unheard.length, 1);
  await rig.speak([bob.id], 400);
  assert.ok(rig.decoded > begun);
  assert.equal(conversations.utterances.at(-1)?.turn.question.person.id, bob.id);
});

test('what is said waits for the stages before the model is told of it', async () => {
  const pending = Promise.withResolvers<void>();
  let asked = 0;
  const { join, remotes, conversations, venue } = await calling(undefined, async () => {
    asked += 1;
    if (asked > 1) await pending.promise;
  });
  venue.open('lounge', [ada]);
  await join();
  remotes.events.message({ is: 'begun', call: 'guild', utterance: 1, userId: ada.id });
  await settle();
  const [utterance] = conversations.utterances;
  let isReady = false;
  void utterance?.ready?.then(() => {
    isReady = true;
  });
  await settle();
  assert.equal(isReady, false);
  pending.resolve();
  await settle();
  assert.equal(isReady, true);
});
