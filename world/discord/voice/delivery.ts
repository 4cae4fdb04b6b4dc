import { z } from 'zod';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { Changes, type WaitOptions } from '../changes.ts';
import { DaveOp } from './dave-op.ts';
import { DeliveryFaults } from './delivery-faults.ts';
import { Group, type Proposal } from './delivery-group.ts';
import { encodeCommit, encodeProposals, encodeRevocation, encodeWelcome } from './delivery-message.ts';
import { Transitions } from './delivery-transition.ts';
import { ExternalSender } from './external-sender.ts';
import { type Commit, type KeyPackage, keyPackageFlaw, readCommit, readKeyPackage } from './mls.ts';
import { MalformedError } from './tls-codec.ts';

/** A user in a voice channel, as the delivery service sees them. */
export type Peer = {
  userId: string;
  channelId: string;
  /** The highest DAVE version that the client speaks: 0 or 1. */
  daveVersion: number;
  send(op: number, d: unknown): void;
  sendBinary(op: number, payload: Buffer): void;
};

/** A message of a peer that was refused, and why. */
export type DeliveryRefusal = { userId: string; op: number; reason: string };

/** How many refusals are remembered. */
const KEPT = 100;
const transition = z.object({ transition_id: z.int() });

/**
 * The delivery service of DAVE version 1 (https://daveprotocol.com). It proposes who is in a call's MLS group, accepts the
 * first valid commit of each epoch, passes it and its welcomes on, and makes everyone switch at the same time. It never has
 * any of the group's secrets. What it does beyond the protocol's text is what real clients turned out to need.
 */
export class Delivery {
  readonly faults: DeliveryFaults;
  /** Messages of peers that were refused, the latest last. */
  readonly refusals: DeliveryRefusal[] = [];
  /** How often a peer couldn't process a commit or a welcome (op 31). */
  invalids = 0;
  readonly #sender = new ExternalSender();
  readonly #groups = new Map<string, Group>();
  readonly #introduced = new WeakSet<Peer>();
  readonly #changes = new Changes();
  readonly #transitions: Transitions;

  /** `readyTimeout` is how long a transition waits for everyone's op 23, in milliseconds; 2,000 by default. */
  constructor({ clock = systemClock, readyTimeout = 2_000 }: { clock?: Clock; readyTimeout?: number } = {}) {
    this.faults = new DeliveryFaults(this.#sender, (channelId, userId) => {
      const place = this.#groups.get(channelId);
      const peer = place?.peers.get(userId);
      if (!place || !peer) throw new Error(`User ${userId} is not in the DAVE call of channel ${channelId}`);
      return { peer, place };
    });
    const executed = () => this.#changes.happened();
    this.#transitions = new Transitions({ clock, readyTimeout, faults: this.faults, executed });
  }

  /** The epoch of a channel's group, or 0 if there's none. */
  epoch(channelId: string): bigint {
    return this.#groups.get(channelId)?.epoch ?? 0n;
  }

  /** Whether a channel has a group. */
  established(channelId: string): boolean {
    return this.#groups.get(channelId)?.established ?? false;
  }

  /** The DAVE version that clients are told when they join a channel's call (`dave_protocol_version` of op 4). */
  version(channelId: string): 0 | 1 {
    return this.#groups.get(channelId)?.version ?? 1;
  }

  /** Resolves when no transition is under way and every peer is in the group. A single peer needs no group. */
  settled(channelId: string, wait?: WaitOptions): Promise<void> {
    return this.until(() => this.#groups.get(channelId)?.settled ?? true, wait);
  }

  /** Resolves as soon as `holds` returns true. Rejects after the wait's deadline. */
  until(holds: (delivery: this) => unknown, wait?: WaitOptions): Promise<void> {
    const describe = () => `Refused: ${JSON.stringify(this.refusals)}`;
    return this.#changes.until(() => holds(this), describe, wait);
  }

  /** A client was sent op 4. One that doesn't speak DAVE is ignored here. */
  joined(peer: Peer): void {
    if (peer.daveVersion === 0) return;
    const group = this.#group(peer.channelId);
    const former = group.peers.get(peer.userId);
    if (former) this.left(former);
    this.#group(peer.channelId).peers.set(peer.userId, peer);
    if (this.version(peer.channelId) === 1) this.#introduce(peer);
    this.#changes.happened();
  }

  /** A client has left the call. */
  left(peer: Peer): void {
    const { userId, channelId } = peer;
    const group = this.#groups.get(channelId);
    if (group?.peers.get(userId) !== peer) return;
    group.peers.delete(userId);
    if (group.peers.size === 0) this.#groups.delete(channelId);
    for (const one of group.transitions.values()) one.confirm(userId);
    this.#revoke(group, userId);
    if (group.version === 1 && group.holds(userId)) this.#vacated(group, userId);
    this.#changes.happened();
  }

  /** Takes a key package (op 26) or a commit (op 28). */
  onBinary(peer: Peer, op: number, payload: Buffer): void {
    const group = this.#of(peer);
    if (!group) return;
    try {
      if (op === DaveOp.keyPackage) this.#onKeyPackage(group, peer, readKeyPackage(payload));
      if (op === DaveOp.commitWelcome) this.#onCommit(group, peer, readCommit(payload));
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      this.#refuse(peer, op, error.message);
    }
    this.#changes.happened();
  }

  /** Takes "ready" (op 23) or "unable" (op 31) for a transition. False if the message is neither. */
  onJson(peer: Peer, op: number, d: unknown): boolean {
    if (op !== DaveOp.transitionReady && op !== DaveOp.invalidCommitWelcome) return false;
    const group = this.#of(peer);
    const { data } = transition.safeParse(d);
    if (!data) this.#refuse(peer, op, 'no transition id');
    else if (op === DaveOp.transitionReady) group?.transitions.get(data.transition_id)?.confirm(peer.userId);
    else if (group) this.#onInvalid(group, peer);
    this.#changes.happened();
    return true;
  }

  /** Downgrades a call to transport encryption only (op 21 with version 0). */
  downgrade(channelId: string): void {
    const group = this.#group(channelId);
    group.version = 0;
    const id = this.#transitions.nextId();
    const peers = [...group.peers.values()];
    for (const peer of peers) peer.send(DaveOp.prepareTransition, { protocol_version: 0, transition_id: id });
    this.#transitions.begin(group, id, peers);
  }

  /** Makes everyone start a new group (op 24 with epoch 1). Clients that joined meanwhile still need the external sender. */
  upgrade(channelId: string): void {
    const group = this.#group(channelId);
    group.version = 1;
    group.clear();
    for (const peer of group.peers.values()) {
      peer.send(DaveOp.prepareEpoch, { protocol_version: 1, epoch: 1 });
      if (!this.#introduced.has(peer)) this.#introduce(peer);
    }
    this.#changes.happened();
  }

  #group(channelId: string): Group {
    const group = this.#groups.get(channelId) ?? new Group(channelId, this.#sender);
    this.#groups.set(channelId, group);
    return group;
  }

  #of({ userId, channelId }: Peer): Group | undefined {
    const group = this.#groups.get(channelId);
    return group?.peers.has(userId) ? group : undefined;
  }

  #introduce(peer: Peer) {
    if (this.faults.withholdExternalSender) return;
    this.#introduced.add(peer);
    peer.sendBinary(DaveOp.externalSender, this.#sender.package);
  }

  #refuse({ userId }: Peer, op: number, reason: string) {
    this.refusals.push({ userId, op, reason });
    if (this.refusals.length > KEPT) this.refusals.shift();
  }

  /** A member has left: the others remove it. If only one is left, it starts over (DAVE protocol, "Sole Member Reset"). */
  #vacated(group: Group, userId: string) {
    const [last, another] = group.sound;
    if (last && (another || !this.faults.soleMemberReset)) return this.#announce(group, group.expel(userId));
    this.#restart(group);
    last?.send(DaveOp.prepareEpoch, { protocol_version: 1, epoch: 1 });
    last?.send(DaveOp.prepareTransition, { protocol_version: 1, transition_id: 0 });
  }

  #restart(group: Group) {
    for (const proposal of group.dissolve()) this.#announce(group, proposal);
  }

  #onKeyPackage(group: Group, peer: Peer, keyPackage: KeyPackage) {
    const flaw = keyPackageFlaw(keyPackage, peer.userId);
    if (flaw) return this.#refuse(peer, DaveOp.keyPackage, flaw);
    if (group.version === 0) return;
    this.#revoke(group, peer.userId);
    this.#announce(group, group.expel(peer.userId));
    const missed = group.missedBy(peer.userId);
    if (missed.length > 0) this.#propose([peer], missed);
    this.#announce(group, group.propose(peer.userId, keyPackage));
  }

  #onCommit(group: Group, peer: Peer, commit: Commit) {
    if (this.faults.loseCommits) return;
    const flaw = group.flaw(peer, commit);
    if (flaw) return this.#refuse(peer, DaveOp.commitWelcome, flaw);
    const id = this.faults.firstTransitionZero && !group.established ? 0 : this.#transitions.nextId();
    const { existing, added } = group.accept(peer, commit);
    const newcomers = added.map((one) => one.peer);
    const told = this.faults.announceToWelcomed ? [...existing, ...newcomers] : existing;
    for (const one of told) one.sendBinary(DaveOp.announceCommit, encodeCommit(id, commit));
    for (const { peer: newcomer, ref } of added)
      if (commit.welcome) newcomer.sendBinary(DaveOp.welcome, encodeWelcome(id, commit.welcome, ref));
    if (id !== 0) this.#transitions.begin(group, id, [...existing, ...newcomers]);
  }

  /** Removes a member that can't follow; its next key package adds it again. If nobody can follow, all start over. */
  #onInvalid(group: Group, { userId }: Peer) {
    this.invalids += 1;
    for (const one of group.transitions.values()) one.confirm(userId);
    this.#announce(group, group.expel(userId));
    if (group.established && group.sound.length === 0) this.#restart(group);
  }

  #announce(group: Group, proposal: Proposal | undefined) {
    if (proposal && group.version === 1) this.#propose(group.audience(proposal.userId), [proposal]);
  }

  #propose(peers: Peer[], proposals: Proposal[]) {
    for (const peer of peers) peer.sendBinary(DaveOp.proposals, encodeProposals(proposals));
  }

  #revoke(group: Group, userId: string) {
    const proposal = group.revoke(userId);
    if (!proposal) return;
    for (const peer of group.audience(userId)) peer.sendBinary(DaveOp.proposals, encodeRevocation(proposal));
  }
}
