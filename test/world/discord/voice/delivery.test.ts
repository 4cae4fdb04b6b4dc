import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DaveMember, isEncrypted } from '../../../../world/discord/voice/dave-member.ts';
import { DaveOp } from '../../../../world/discord/voice/dave-op.ts';
import { Delivery } from '../../../../world/discord/voice/delivery.ts';
import { OPUS_SILENCE } from '../../../../world/discord/voice/opcodes.ts';
import { u8, vector } from '../../../../world/discord/voice/tls-codec.ts';
import { VirtualClock } from '../../../virtual-clock.ts';

const CHANNEL = '300000000000000003';
const frame = (text: string) => Buffer.from(`\u0078 an Opus frame: ${text}`);

/** A call and those who come into it. Everybody is told of everybody, as a voice gateway does. */
class Call {
  readonly delivery: Delivery;
  readonly members: DaveMember[] = [];

  constructor(delivery = new Delivery()) {
    this.delivery = delivery;
  }

  member(number: number): DaveMember {
    const userId = `${200_000_000_000_000_000n + BigInt(number)}`;
    const member = new DaveMember({ userId, channelId: CHANNEL, delivery: this.delivery });
    for (const other of this.members) {
      other.meet(userId);
      member.meet(other.userId);
    }
    this.members.push(member);
    return member;
  }

  join(number: number): DaveMember {
    return this.member(number).join();
  }

  leave(member: DaveMember) {
    this.members.splice(this.members.indexOf(member), 1);
    member.leave();
    for (const other of this.members) other.forget(member.userId);
  }

  settled() {
    return this.delivery.settled(CHANNEL);
  }

  get epoch() {
    return this.delivery.epoch(CHANNEL);
  }

  /** A group of the first so many. */
  async group(size: number) {
    for (let number = 1; number <= size; number += 1) this.join(number);
    await this.settled();
    return this.members;
  }
}

/** Everybody shows the same code, and hears everybody else, end to end encrypted. */
const assertTogether = ({ members }: Call) => {
  const [first] = members;
  assert.ok(first);
  assert.match(first.privacyCode, /^\d{30}$/);
  for (const one of members) assert.equal(one.privacyCode, first.privacyCode);
  for (const one of members) assert.equal(one.userIds.length, members.length);
  for (const speaker of members) {
    const sent = speaker.encrypt(frame(speaker.userId));
    assert.ok(isEncrypted(sent));
    for (const listener of members.filter((one) => one !== speaker))
      assert.deepEqual(listener.decrypt(speaker.userId, sent), frame(speaker.userId));
  }
};

/** Lets everything happen that is due by now; what happens then may cause more. */
const breath = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Whether a promise is still open when everything due has happened. */
const isOpen = (promise: Promise<void>) => Promise.race([promise.then(() => false), breath().then(() => true)]);

const refused = ({ delivery }: Call) => delivery.refusals.map(({ op, reason }) => `${op} ${reason}`);

test('two members form a group with one privacy code and hear each other', async () => {
  const call = new Call();
  const [ada, ben] = await call.group(2);
  assertTogether(call);
  assert.equal(call.epoch, 1n);
  assert.deepEqual(ada?.encrypt(OPUS_SILENCE), OPUS_SILENCE);
  assert.deepEqual([ada?.errors, ben?.errors, ben?.failures], [[], [], 0]);
});

test('somebody alone is settled without a group and sends in clear', async () => {
  const call = new Call();
  const ada = call.join(1);
  await call.settled();
  assert.equal(call.delivery.established(CHANNEL), false);
  assert.deepEqual(ada.encrypt(frame('a')), frame('a'));
});

test('a frame that was tampered with, or comes in clear, is a failure', async () => {
  const call = new Call();
  const [ada, ben] = await call.group(2);
  assert.ok(ada && ben);
  const sent = ada.encrypt(frame('a'));
  sent.writeUInt8(sent.readUInt8() ^ 1);
  assert.equal(ben.decrypt(ada.userId, sent), undefined);
  assert.equal(ben.decrypt(ada.userId, frame('a')), undefined);
  assert.deepEqual(ben.decrypt(ada.userId, OPUS_SILENCE), OPUS_SILENCE);
  assert.equal(ben.failures, 2);
});

test('a third member is welcomed, and removed when it leaves', async () => {
  const call = new Call();
  const [ada] = await call.group(2);
  const cleo = call.join(3);
  await call.settled();
  assertTogether(call);
  assert.equal(call.epoch, 2n);
  call.leave(cleo);
  await call.settled();
  assertTogether(call);
  assert.equal(call.epoch, 3n);
  assert.ok(ada);
  assert.equal(cleo.decrypt(ada.userId, ada.encrypt(frame('a'))), undefined);
});

test('a member that leaves and is back at once is removed and added again', async () => {
  const call = new Call();
  const [, , cleo] = await call.group(3);
  assert.ok(cleo);
  call.leave(cleo);
  call.join(3);
  call.join(4);
  await call.settled();
  assertTogether(call);
});

test('a downgraded call speaks in clear, and an upgrade makes a new group', async () => {
  const call = new Call();
  const [ada, ben] = await call.group(2);
  assert.ok(ada && ben);
  call.delivery.downgrade(CHANNEL);
  await call.settled();
  assert.equal(call.delivery.version(CHANNEL), 0);
  assert.deepEqual(ada.encrypt(frame('a')), frame('a'));
  assert.deepEqual(ben.decrypt(ada.userId, frame('a')), frame('a'));
  call.join(3);
  await call.settled();
  call.delivery.upgrade(CHANNEL);
  await call.settled();
  assertTogether(call);
});

test('a proposal is revoked when its user leaves before anybody committed', async () => {
  const call = new Call();
  await call.group(2);
  call.delivery.faults.loseCommits = true;
  const cleo = call.join(3);
  const before = call.epoch;
  await breath();
  call.leave(cleo);
  await call.settled();
  assert.equal(call.epoch, before);
  call.delivery.faults.loseCommits = false;
  call.join(4);
  await call.settled();
  assertTogether(call);
  assert.deepEqual(
    call.members.map(({ errors }) => errors),
    [[], [], []],
  );
});

test('the last member starts anew, and forms a new group with the next', async () => {
  const call = new Call();
  const [ada, ben] = await call.group(2);
  assert.ok(ada && ben);
  call.leave(ben);
  await call.settled();
  assert.equal(call.delivery.established(CHANNEL), false);
  assert.deepEqual(ada.encrypt(frame('a')), frame('a'));
  call.join(3);
  await call.settled();
  assertTogether(call);
  assert.equal(call.epoch, 1n);
});

test('without the reset the last member stays in its group', async () => {
  const call = new Call();
  call.delivery.faults.soleMemberReset = false;
  const [, ben] = await call.group(2);
  assert.ok(ben);
  call.leave(ben);
  await call.settled();
  assert.equal(call.epoch, 2n);
  call.join(3);
  await call.settled();
  assertTogether(call);
  assert.equal(call.epoch, 3n);
});

for (const blow of ['bogusCommit', 'bogusWelcome'] as const) {
  test(`a member recovers from a ${blow}`, async () => {
    const call = new Call();
    const [ada] = await call.group(3);
    assert.ok(ada);
    call.delivery.faults[blow](CHANNEL, ada.userId);
    await call.delivery.until(({ invalids }) => invalids === 1);
    await call.settled();
    assertTogether(call);
    assert.ok(call.epoch > 1n);
  });
}

test('when nobody can follow any more, all begin anew', async () => {
  const call = new Call();
  for (const { userId } of await call.group(3)) call.delivery.faults.bogusCommit(CHANNEL, userId);
  await call.delivery.until(({ invalids }) => invalids === 3);
  await call.settled();
  assertTogether(call);
});

test('members that are sent the commit beside their welcome recover', async () => {
  const call = new Call();
  await call.group(2);
  call.delivery.faults.announceToWelcomed = true;
  call.join(3);
  await call.delivery.until(({ invalids }) => invalids > 0);
  call.delivery.faults.announceToWelcomed = false;
  await call.settled();
  assertTogether(call);
});

test('twenty members come one after another and hear each other', async () => {
  const call = new Call();
  for (let number = 1; number <= 20; number += 1) {
    call.join(number);
    await call.settled();
  }
  assertTogether(call);
  assert.equal(call.delivery.invalids, 0);
});

test('twelve members come all at once', async () => {
  const call = new Call();
  await call.group(12);
  assertTogether(call);
});

test('the first valid commit of an epoch wins, whoever made it', async () => {
  for (const idle of [1, 2]) {
    const call = new Call();
    const members = [call.member(1), call.member(2)];
    for (const [index, member] of members.entries()) member.commits = index + 1 !== idle;
    for (const member of members) member.join();
    await call.settled();
    assertTogether(call);
    assert.deepEqual(refused(call), []);
  }
  const call = new Call();
  await call.group(2);
  assert.deepEqual(refused(call), ['28 another epoch']);
});

test('what is no commit or key package is refused, and nothing comes of it', async () => {
  const call = new Call();
  const [ada] = await call.group(2);
  assert.ok(ada);
  const before = call.delivery.refusals.length;
  call.delivery.onBinary(ada, DaveOp.commitWelcome, Buffer.from('nonsense'));
  call.delivery.onBinary(ada, DaveOp.keyPackage, Buffer.from('nonsense'));
  assert.equal(call.delivery.refusals.length, before + 2);
  assert.equal(call.delivery.onJson(ada, 5, {}), false);
  assert.equal(call.delivery.onJson(ada, DaveOp.transitionReady, {}), true);
  assertTogether(call);
});

test('the first transition may be 0, and needs nobody to be ready', async () => {
  const call = new Call(new Delivery({ clock: new VirtualClock() }));
  call.delivery.faults.firstTransitionZero = true;
  const ada = call.member(1);
  const ben = call.member(2);
  for (const member of [ada, ben]) member.confirms = false;
  ada.join();
  ben.join();
  await call.settled();
  assertTogether(call);
});

test('a transition waits for those who are not ready, but not for ever', async () => {
  const clock = new VirtualClock();
  const call = new Call(new Delivery({ clock, readyTimeout: 2_000 }));
  call.member(1).confirms = false;
  call.member(2);
  for (const member of call.members) member.join();
  await call.delivery.until(() => call.members.every(({ ready }) => ready));
  const settled = call.settled();
  await clock.advance(1_999);
  assert.ok(await isOpen(settled));
  await clock.advance(1);
  await settled;
  assertTogether(call);
});

test('op 22 may come late', async () => {
  const clock = new VirtualClock();
  const call = new Call(new Delivery({ clock }));
  call.delivery.faults.executeDelay = 500;
  call.join(1);
  call.join(2);
  await call.delivery.until(() => call.members.every(({ ready }) => ready));
  await breath();
  const settled = call.settled();
  await clock.advance(499);
  assert.ok(await isOpen(settled));
  await clock.advance(1);
  await settled;
});

test('op 22 is held until it is released', async () => {
  const clock = new VirtualClock();
  const call = new Call(new Delivery({ clock }));
  call.delivery.faults.holdExecution();
  call.join(1);
  call.join(2);
  await call.delivery.until(() => call.members.every(({ ready }) => ready));
  const settled = call.settled();
  await clock.advance(10_000);
  assert.ok(await isOpen(settled));
  call.delivery.faults.releaseExecution();
  await settled;
  assertTogether(call);
});

test('proposals that are malformed, of strangers, or without an external sender reach the member as they are', async () => {
  const call = new Call();
  const [ada] = await call.group(2);
  assert.ok(ada);
  const { faults } = call.delivery;
  faults.malformedProposals(CHANNEL, ada.userId);
  faults.strangerProposed(CHANNEL, ada.userId, '200000000000000099');
  faults.externalSenderAgain(CHANNEL, ada.userId);
  assert.deepEqual(
    ada.errors.map((error) => error.slice(0, 5)),
    ['op 27', 'op 27', 'op 25'],
  );
  assert.match(ada.errors[1] ?? '', /unexpected/i);
  faults.withholdExternalSender = true;
  const cleo = call.join(3);
  cleo.sendBinary(DaveOp.proposals, Buffer.concat([u8(0), vector()]));
  assert.equal(cleo.errors.length, 1);
  assert.throws(() => faults.bogusCommit(CHANNEL, '200000000000000099'), /not in the DAVE call/);
});
