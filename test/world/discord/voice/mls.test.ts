import assert from 'node:assert/strict';
import { test } from 'node:test';
import davey from '@snazzah/davey';
import { ExternalSender } from '../../../../world/discord/voice/external-sender.ts';
import {
  type KeyPackage,
  keyPackageFlaw,
  readCommit,
  readKeyPackage,
  welcomeFor,
} from '../../../../world/discord/voice/mls.ts';
import { MalformedError, Reader, u16, u64, vector } from '../../../../world/discord/voice/tls-codec.ts';

const USER = '200000000000000002';
const CHANNEL = '300000000000000003';
const published = () => new davey.DAVESession(1, USER, CHANNEL).getSerializedKeyPackage();
/** A key package with one thing in it changed. */
const altered = (change: Partial<KeyPackage>) => keyPackageFlaw({ ...readKeyPackage(published()), ...change }, USER);
const flipped = (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));

test('a vector of any size is read as it was written', () => {
  for (const length of [0, 1, 63, 64, 16_383, 16_384, 70_000]) {
    const reader = new Reader(vector(Buffer.alloc(length, 7)));
    assert.equal(reader.vector().length, length);
    assert.equal(reader.left, 0);
  }
});

test('a structure that is cut short is malformed', () => {
  assert.throws(() => new Reader(vector(Buffer.alloc(100)).subarray(0, 50)).vector(), MalformedError);
  assert.throws(() => new Reader(Buffer.from([0xff, 0, 0, 0])).vector(), MalformedError);
  const bytes = published();
  for (let length = 0; length < bytes.length; length += 1)
    assert.throws(() => readKeyPackage(bytes.subarray(0, length)), MalformedError);
  assert.throws(() => readKeyPackage(Buffer.concat([bytes, Buffer.alloc(1)])), MalformedError);
  assert.throws(() => readCommit(bytes), MalformedError);
});

test('a key package of its owner has no flaw, bare or as an MLS message', () => {
  const bytes = published();
  assert.equal(keyPackageFlaw(readKeyPackage(bytes), USER), undefined);
  const framed = readKeyPackage(Buffer.concat([u16(1), u16(5), bytes]));
  assert.equal(keyPackageFlaw(framed, USER), undefined);
  assert.deepEqual(framed.bytes, bytes);
});

test('a key package is refused for its version, credential, lifetime or a signature', () => {
  const { leaf, signature } = readKeyPackage(published());
  assert.equal(altered({ version: 2 }), 'version or cipher suite');
  assert.equal(altered({ suite: 1 }), 'version or cipher suite');
  assert.equal(keyPackageFlaw(readKeyPackage(published()), '200000000000000009'), 'credential');
  assert.equal(altered({ leaf: { ...leaf, credentialType: 2 } }), 'credential');
  assert.equal(altered({ leaf: { ...leaf, identity: u64(BigInt(USER)).subarray(1) } }), 'credential');
  assert.equal(altered({ leaf: { ...leaf, lifetime: undefined } }), 'lifetime');
  assert.equal(altered({ leaf: { ...leaf, lifetime: { notBefore: 0n, notAfter: 1n } } }), 'lifetime');
  assert.equal(altered({ leaf: { ...leaf, signature: flipped(leaf.signature) } }), 'leaf signature');
  assert.equal(altered({ leaf: { ...leaf, signatureKey: Buffer.alloc(65) } }), 'leaf signature');
  assert.equal(altered({ signature }), 'signature');
});

test('a welcome is cut to the part for one newcomer, and lets that one in', () => {
  const sender = new ExternalSender();
  const place = { id: u64(BigInt(CHANNEL)), epoch: 0n };
  const [author, ...newcomers] = [1, 2, 3].map((number) => new davey.DAVESession(1, `${number}`, CHANNEL));
  assert.ok(author);
  for (const session of [author, ...newcomers]) session.setExternalSender(sender.package);
  const packages = newcomers.map((session) => readKeyPackage(session.getSerializedKeyPackage()));
  const proposals = packages.map((keyPackage) => sender.add(place, keyPackage));
  const offered = vector(...proposals.map(({ message }) => message));
  const { commit, welcome } = author.processProposals(0, offered, ['2', '3']);
  assert.ok(commit && welcome);
  const read = readCommit(Buffer.concat([commit, welcome]));
  assert.deepEqual([read.groupId, read.epoch, read.leafIndex, read.inline], [place.id, 0n, 0, false]);
  assert.deepEqual(
    read.refs,
    proposals.map(({ ref }) => ref),
  );
  assert.deepEqual(read.message, commit);
  assert.ok(read.welcome);
  assert.equal(readCommit(commit).welcome, undefined);
  assert.throws(() => readCommit(Buffer.concat([commit, welcome.subarray(0, 100)])), MalformedError);
  author.processCommit(read.message);
  for (const [index, newcomer] of newcomers.entries()) {
    const own = welcomeFor(read.welcome, packages[index]?.ref ?? Buffer.alloc(0));
    assert.ok(own.length < welcome.length);
    newcomer.processWelcome(own);
    assert.equal(newcomer.voicePrivacyCode, author.voicePrivacyCode);
  }
});
