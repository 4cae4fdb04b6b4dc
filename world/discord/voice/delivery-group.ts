import type { Peer } from './delivery.ts';
import type { Transition } from './delivery-transition.ts';
import type { ExternalSender, SignedProposal } from './external-sender.ts';
import type { Commit, KeyPackage } from './mls.ts';
import { u64 } from './tls-codec.ts';

/** A proposal that's waiting for a commit. */
export type Proposal = SignedProposal & { kind: 'add' | 'remove'; userId: string };

/** Who gets which message after a commit was accepted. */
export type CommitResult = { existing: Peer[]; added: { peer: Peer; ref: Buffer }[] };

/**
 * The MLS group of one channel as its delivery service knows it: who has which leaf, what is proposed in this epoch, and
 * which key packages are waiting. It only keeps records, and sends nothing.
 */
export class Group {
  /** The group id: the channel's snowflake in eight bytes (DAVE protocol, "Group ID"). */
  readonly id: Buffer;
  readonly peers = new Map<string, Peer>();
  readonly transitions = new Map<number, Transition>();
  /** The call's DAVE version: 1, or 0 while it's downgraded to transport encryption only. */
  version: 0 | 1 = 1;
  readonly #sender: ExternalSender;
  #epoch = 0n;
  #leaves: (string | undefined)[] = [];
  #proposals: Proposal[] = [];
  #keyPackages = new Map<string, KeyPackage>();

  constructor(channelId: string, sender: ExternalSender) {
    this.id = u64(BigInt(channelId));
    this.#sender = sender;
  }

  get epoch() {
    return this.#epoch;
  }

  /** Whether there was a commit. Before that, every peer has a local group of its own, at epoch 0. */
  get established() {
    return this.#epoch > 0n;
  }

  /** Members of the group that are in the channel and aren't being removed. */
  get sound(): Peer[] {
    return this.members.filter(({ userId }) => !this.#proposed('remove', userId));
  }

  /** Members of the group that are in the channel. */
  get members(): Peer[] {
    return this.#leaves.flatMap((userId) => (userId && this.peers.get(userId)) || []);
  }

  /** Whether no transition is under way and every peer is in the group. */
  get settled() {
    if (this.transitions.size > 0) return false;
    if (this.version === 0) return true;
    if (!this.established) return this.peers.size < 2;
    return this.#proposals.length === 0 && this.members.length === this.peers.size;
  }

  /** Who gets a proposal about this user: members, or everyone with a local group. It's never the user. */
  audience(userId: string): Peer[] {
    const present = this.established ? this.sound : this.#keyed;
    return present.filter((peer) => peer.userId !== userId);
  }

  /** Pending proposals that a peer who has just made a local group has missed. */
  missedBy(userId: string): Proposal[] {
    return this.established ? [] : this.#proposals.filter((proposal) => proposal.userId !== userId);
  }

  holds(userId: string) {
    return this.#leaves.includes(userId);
  }

  /** Stores a key package, and proposes to add its owner. */
  propose(userId: string, keyPackage: KeyPackage): Proposal {
    this.#keyPackages.set(userId, keyPackage);
    return this.#add({ kind: 'add', userId, ...this.#sender.add(this, keyPackage) });
  }

  /** Proposes to remove a member. Undefined if the user isn't one, or if that's proposed already. */
  expel(userId: string): Proposal | undefined {
    const leaf = this.#leaves.indexOf(userId);
    if (leaf < 0 || this.#proposed('remove', userId)) return undefined;
    return this.#add({ kind: 'remove', userId, ...this.#sender.remove(this, leaf) });
  }

  /** Revokes the proposal to add a user, and drops their key package. Undefined if there's no such proposal. */
  revoke(userId: string): Proposal | undefined {
    this.#keyPackages.delete(userId);
    const revoked = this.#proposed('add', userId);
    this.#proposals = this.#proposals.filter((proposal) => proposal !== revoked);
    return revoked;
  }

  /** Goes back to local groups. Returns new proposals, for epoch 0, for the peers who are still waiting. */
  dissolve(): Proposal[] {
    const waiting = [...this.#keyPackages];
    this.#epoch = 0n;
    this.#leaves = [];
    this.#proposals = [];
    return waiting.map(([userId, keyPackage]) => this.propose(userId, keyPackage));
  }

  /** Forgets everything but the peers, because all of them start over. */
  clear() {
    this.#keyPackages.clear();
    this.transitions.clear();
    this.dissolve();
  }

  /** Why a commit is refused. Undefined if it's valid (DAVE protocol, "Commit Validity" and op 28). */
  flaw({ userId }: Peer, commit: Commit): string | undefined {
    if (this.version === 0) return 'the call is downgraded';
    if (!commit.groupId.equals(this.id)) return 'another group';
    if (commit.epoch !== this.#epoch) return 'another epoch';
    if (commit.leafIndex !== (this.established ? this.#leaves.indexOf(userId) : 0)) return 'leaf of somebody else';
    if (this.#proposed('remove', userId)) return 'its sender is to be removed';
    if (commit.inline) return 'a proposal by value';
    const due = this.#proposals.filter((proposal) => proposal.userId !== userId);
    const covered = due.filter(({ ref }) => commit.refs.some((one) => one.equals(ref)));
    if (due.length === 0 || covered.length !== due.length || commit.refs.length !== due.length)
      return 'not exactly the proposals in flight';
    if (due.some(({ kind }) => kind === 'add') && !commit.welcome) return 'no welcome for who is added';
    return undefined;
  }

  /** Accepts a valid commit, which starts the next epoch. */
  accept({ userId: author }: Peer, { refs }: Commit): CommitResult {
    const done = refs.flatMap((ref) => this.#proposals.find((proposal) => proposal.ref.equals(ref)) ?? []);
    if (!this.established) this.#seat(author);
    for (const { kind, userId } of done) if (kind === 'remove') this.#unseat(userId);
    const existing = this.members;
    const added = done.flatMap(({ kind, userId }) => (kind === 'add' ? this.#welcome(userId) : []));
    this.#epoch += 1n;
    this.#proposals = [];
    return { existing, added };
  }

  #welcome(userId: string) {
    const peer = this.peers.get(userId);
    const keyPackage = this.#keyPackages.get(userId);
    this.#seat(userId);
    return peer && keyPackage ? [{ peer, ref: keyPackage.ref }] : [];
  }

  /** Adds a member: it gets the leftmost free leaf, and its key package is used up (RFC 9420, 12.1.1). */
  #seat(userId: string) {
    const free = this.#leaves.indexOf(undefined);
    this.#leaves[free < 0 ? this.#leaves.length : free] = userId;
    this.#keyPackages.delete(userId);
  }

  #unseat(userId: string) {
    this.#leaves = this.#leaves.map((one) => (one === userId ? undefined : one));
  }

  /** Everyone who has published a key package, and so has a local group. */
  get #keyed(): Peer[] {
    return [...this.#keyPackages.keys()].flatMap((userId) => this.peers.get(userId) ?? []);
  }

  #proposed(kind: Proposal['kind'], userId: string) {
    return this.#proposals.find((proposal) => proposal.kind === kind && proposal.userId === userId);
  }

  #add(proposal: Proposal): Proposal {
    this.#proposals.push(proposal);
    return proposal;
  }
}
