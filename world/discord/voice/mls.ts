import { reference, verifyWithLabel } from './mls-label.ts';
import { MalformedError, Reader, u16, u64, vector } from './tls-codec.ts';

/**
 * The part of MLS 1.0 (RFC 9420) that a DAVE delivery service needs: key packages, public commits and welcomes. None of them
 * takes a secret of the group to read.
 */
const MLS10 = 1;
const DHKEMP256_AES128GCM_SHA256_P256 = 2;
const BASIC_CREDENTIAL = 1;
const WireFormat = { publicMessage: 1, keyPackage: 5 } as const;
const SENDER_MEMBER = 1;
const CONTENT_COMMIT = 3;
const BY_REFERENCE = 2;
const LeafSource = { keyPackage: 1, commit: 3 } as const;
const FOREVER = 2n ** 64n - 1n;

/** A member's leaf of the tree (RFC 9420, 7.2). */
export type LeafNode = {
  signatureKey: Buffer;
  credentialType: number;
  identity: Buffer;
  /** When the key package is valid, in seconds since the epoch. Other leaves have none. */
  lifetime?: { notBefore: bigint; notAfter: bigint };
  /** The bytes that a key package's signature covers. */
  signed: Buffer;
  signature: Buffer;
};

/** What a client publishes in order to be added to a group (RFC 9420, 10). */
export type KeyPackage = {
  /** The package's bytes, without the header of an MLSMessage. */
  bytes: Buffer;
  version: number;
  suite: number;
  leaf: LeafNode;
  /** The reference by which welcomes name it. */
  ref: Buffer;
  signed: Buffer;
  signature: Buffer;
};

/** The part of a commit that others than members can read (RFC 9420, 12.4). */
export type Commit = {
  groupId: Buffer;
  epoch: bigint;
  leafIndex: number;
  /** The references of the proposals that it covers, in order. */
  refs: Buffer[];
  /** Whether it contains proposals by value, which DAVE forbids. */
  inline: boolean;
  /** The bytes of the MLSMessage. */
  message: Buffer;
  /** The welcome that follows it if members are added. */
  welcome: Welcome | undefined;
};

/** The message with which new members enter the group (RFC 9420, 12.4.3.1). */
export type Welcome = {
  suite: number;
  /** The encrypted secrets, one for each new member, who is named by the reference of their key package. */
  secrets: { owner: Buffer; bytes: Buffer }[];
  groupInfo: Buffer;
};

const readLeafSource = (reader: Reader): LeafNode['lifetime'] => {
  const source = reader.u8();
  if (source === LeafSource.keyPackage) return { notBefore: reader.u64(), notAfter: reader.u64() };
  if (source === LeafSource.commit) reader.vector();
  return undefined;
};

const readLeafNode = (reader: Reader): LeafNode => {
  const start = reader.offset;
  reader.vector(); // encryption key
  const signatureKey = reader.vector();
  const credentialType = reader.u16();
  const identity = reader.vector();
  for (let list = 0; list < 5; list += 1) reader.vector(); // capabilities
  const lifetime = readLeafSource(reader);
  reader.vector(); // extensions
  return { signatureKey, credentialType, identity, lifetime, signed: reader.since(start), signature: reader.vector() };
};

/** A key package without a header. Clients send it bare, though DAVE's text shows an MLSMessage, so both are accepted. */
const bare = (payload: Buffer) => {
  const head = new Reader(payload);
  head.u16();
  return head.u16() === WireFormat.keyPackage ? head.rest() : payload;
};

/** Reads the payload of op 26. Throws a `MalformedError`. */
export const readKeyPackage = (payload: Buffer): KeyPackage => {
  const bytes = bare(payload);
  const reader = new Reader(bytes);
  const version = reader.u16();
  const suite = reader.u16();
  reader.vector(); // init key
  const leaf = readLeafNode(reader);
  reader.vector(); // extensions
  const signed = reader.since(0);
  const signature = reader.vector();
  if (reader.left > 0) throw new MalformedError('Something follows the key package');
  return { bytes, version, suite, leaf, ref: reference('KeyPackage Reference', bytes), signed, signature };
};

/** Why a voice gateway refuses this user's key package. Undefined if it's valid (DAVE protocol, "Key Packages"). */
export const keyPackageFlaw = ({ version, suite, leaf, signed, signature }: KeyPackage, userId: string) => {
  if (version !== MLS10 || suite !== DHKEMP256_AES128GCM_SHA256_P256) return 'version or cipher suite';
  if (leaf.credentialType !== BASIC_CREDENTIAL || !leaf.identity.equals(u64(BigInt(userId)))) return 'credential';
  if (leaf.lifetime?.notBefore !== 0n || leaf.lifetime.notAfter !== FOREVER) return 'lifetime';
  if (!verifyWithLabel(leaf.signatureKey, 'LeafNodeTBS', leaf.signed, leaf.signature)) return 'leaf signature';
  if (!verifyWithLabel(leaf.signatureKey, 'KeyPackageTBS', signed, signature)) return 'signature';
  return undefined;
};

const expect = (value: number, wanted: number, flaw: string) => {
  if (value !== wanted) throw new MalformedError(flaw);
};

const readRefs = (reader: Reader) => {
  const refs: Buffer[] = [];
  while (reader.left > 0) {
    if (reader.u8() !== BY_REFERENCE) return { refs, inline: true };
    refs.push(reader.vector());
  }
  return { refs, inline: false };
};

const readSecret = (reader: Reader) => {
  const start = reader.offset;
  const owner = reader.vector();
  reader.vector(); // encapsulated key
  reader.vector(); // ciphertext
  return { owner, bytes: reader.since(start) };
};

const readWelcome = (reader: Reader): Welcome | undefined => {
  if (reader.left === 0) return undefined;
  return { suite: reader.u16(), secrets: new Reader(reader.vector()).all(readSecret), groupInfo: reader.vector() };
};

/** Reads the payload of op 28: a public commit and, if members are added, a bare Welcome. Throws a `MalformedError`. */
export const readCommit = (payload: Buffer): Commit => {
  const reader = new Reader(payload);
  expect(reader.u16(), MLS10, 'It is not MLS 1.0');
  expect(reader.u16(), WireFormat.publicMessage, 'It is no public message');
  const groupId = reader.vector();
  const epoch = reader.u64();
  expect(reader.u8(), SENDER_MEMBER, 'It is not from a member');
  const leafIndex = reader.u32();
  reader.vector(); // authenticated data
  expect(reader.u8(), CONTENT_COMMIT, 'It is no commit');
  const proposals = readRefs(new Reader(reader.vector()));
  if (reader.u8() === 1) {
    readLeafNode(reader);
    reader.vector(); // path secrets
  }
  for (let tag = 0; tag < 3; tag += 1) reader.vector(); // signature, confirmation tag, membership tag
  return { groupId, epoch, leafIndex, ...proposals, message: reader.since(0), welcome: readWelcome(reader) };
};

/** A Welcome with only the secrets for one key package (DAVE protocol, op 30). */
export const welcomeFor = ({ suite, secrets, groupInfo }: Welcome, ref: Buffer): Buffer => {
  const own = secrets.filter(({ owner }) => owner.equals(ref)).map(({ bytes }) => bytes);
  return Buffer.concat([u16(suite), vector(...own), vector(groupInfo)]);
};
