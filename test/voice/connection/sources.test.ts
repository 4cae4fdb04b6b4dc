import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Member } from '../../../world/discord/member.ts';
import { encode } from '../../../world/discord/voice/codec.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { connected } from '../stage.ts';

/** What somebody says: 500 ms. */
const saying = (seed: number) => encode(speech(500, { seed }));

/** A connection, and people of whom Discord announces nobody to it. */
const unannounced = async (t: TestContext, { dave, names }: { dave: 0 | 1; names: string[] }) => {
  const all = await connected(t, { dave });
  const { ada, guild, lounge, voice, connection, packets, heard, reports } = all;
  voice.faults.announces = 'once';
  const people = [ada, ...names.map((name) => guild.member(name))];
  for (const person of people.slice(1)) person.joins(lounge);
  await voice.connected(lounge);
  /** Hears these people from now on. */
  const hear = (...who: Member[]) => connection.line.hear(who.map(({ id }) => id));
  const soundOf = ({ id }: Member) =>
    packets.filter(({ userId, packet }) => userId === id && packet.opus.length > 3).map(({ packet }) => packet.opus);
  /** Resolves once a person's sound is all there. */
  const hears = async (person: Member, frames: readonly Buffer[]) => {
    await heard.until(
      () => soundOf(person).length >= frames.length,
      () => `${soundOf(person).length} packets of ${person.user.name} came`,
    );
    assert.deepEqual(soundOf(person), frames);
  };
  const outcomes = () => reports.of('source').map(({ how }) => how);
  return { ...all, people, hear, hears, soundOf, outcomes };
};

test('two people whom nobody announced talk at once, and each is heard from the first packet on', async (t) => {
  const { people, hear, hears, outcomes } = await unannounced(t, { dave: 1, names: ['Bob', 'Cleo'] });
  const [ada, bob, cleo] = people as [Member, Member, Member];
  hear(ada, bob, cleo);
  const [one, two] = [saying(1), saying(2)];
  await Promise.all([ada.speaks(one, { announce: false }), bob.speaks(two, { announce: false })]);
  await hears(ada, one);
  await hears(bob, two);
  assert.deepEqual(outcomes(), ['key', 'key']);
});

test('who isn’t to be heard isn’t, though their key tells whose packets they are', async (t) => {
  const { people, hear, hears, soundOf, outcomes } = await unannounced(t, { dave: 1, names: ['Bob'] });
  const [ada, bob] = people as [Member, Member];
  hear(ada);
  await bob.speaks(saying(2), { announce: false });
  const words = saying(1);
  await ada.speaks(words, { announce: false });
  await hears(ada, words);
  // What they said before anybody could read that they're heard stays unheard.
  hear(ada, bob);
  const more = saying(3);
  await bob.speaks(more, { announce: false });
  await hears(bob, more);
  assert.deepEqual(soundOf(ada), words);
  assert.deepEqual(outcomes(), ['key', 'key']);
});

test('packets that aren’t encrypted, or with nobody’s key, prove nothing, and somebody is told', async (t) => {
  const { people, hear, packets, reports, outcomes } = await unannounced(t, { dave: 1, names: [] });
  const [ada] = people as [Member];
  hear(ada);
  const long = encode(speech(1_100));
  await Promise.all([
    ada.speaks(long, { announce: false, secrecy: 'plain', pace: 'at once' }),
    ada.speaks(long, { announce: false, secrecy: 'foreign', pace: 'at once' }),
  ]);
  await reports.next('source', 1);
  assert.deepEqual([outcomes(), packets], [['unknown'], []]);
  ada.mutes();
  ada.unmutes();
  await ada.speaks(saying(1));
  await reports.next('source', 2);
  assert.deepEqual(outcomes(), ['unknown', 'announced']);
});

test('without DAVE it’s the only one left; with two nobody knows, until one of them is announced', async (t) => {
  const { people, hear, hears, packets, reports, outcomes } = await unannounced(t, { dave: 0, names: ['Bob'] });
  const [ada, bob] = people as [Member, Member];
  hear(ada, bob);
  await bob.speaks(encode(speech(2_100)), { announce: false, pace: 'at once' });
  await reports.next('source', 1);
  assert.deepEqual([outcomes(), packets], [['unknown'], []]);
  bob.mutes();
  bob.unmutes();
  const two = saying(2);
  await bob.speaks(two);
  const one = saying(1);
  await ada.speaks(one, { announce: false });
  await hears(ada, one);
  assert.deepEqual(outcomes(), ['unknown', 'announced', 'only']);
});

test('what Discord announces counts more than what was found, and who leaves has no source any more', async (t) => {
  const { people, hear, hears, voice, peer, lounge, packets, heard } = await unannounced(t, { dave: 0, names: [] });
  const [ada] = people as [Member];
  hear(ada);
  const words = saying(1);
  await ada.speaks(words, { announce: false });
  await hears(ada, words);
  const { ssrc } = voice.person(ada);
  // It was somebody else's all the time.
  const eve = '100000000000000999';
  hear(ada, { id: eve } as Member);
  peer.send(5, { user_id: eve, ssrc, speaking: 1 });
  const before = packets.length;
  await ada.speaks(saying(2), { announce: false });
  await heard.until(
    () => packets.length > before,
    () => 'nothing came',
  );
  assert.equal(packets.at(-1)?.userId, eve);
  ada.leaves();
  ada.joins(lounge);
  await voice.until(() => true);
  const more = saying(3);
  await ada.speaks(more, { announce: false });
  await heard.until(
    () => packets.at(-1)?.userId === ada.id,
    () => 'she isn’t heard',
  );
  assert.notEqual(voice.person(ada).ssrc, ssrc);
});
