import davey from '@snazzah/davey';
import { DaveOp } from './dave-op.ts';
import type { Peer } from './delivery.ts';
import { encodeProposals } from './delivery-message.ts';
import type { ExternalSender, GroupEpoch, SignedProposal } from './external-sender.ts';
import { readKeyPackage } from './mls.ts';
import { u16 } from './tls-codec.ts';

/** Where faults look up their targets. */
export type FaultTarget = { peer: Peer; place: GroupEpoch };

const NONSENSE = Buffer.from('nonsense');

/**
 * Faults of DAVE, for tests. Properties are switches, which stay as they're set. Methods hit one user of a channel at once,
 * and throw if the user isn't there.
 */
export class DeliveryFaults {
  /** The time between the last op 23 and op 22, in milliseconds. */
  executeDelay = 0;
  /** If true, new members get the commit (op 29) as well as the welcome, and can't process it. */
  announceToWelcomed = false;
  /** If true, a group's first commit is announced with transition 0, which nobody confirms or is told to execute. */
  firstTransitionZero = false;
  /** If false, the last member stays in its group and is asked to commit, instead of starting over (ops 24 and 21). */
  soleMemberReset = true;
  /** If true, new members don't get the external sender (op 25), so they have no local group for proposals (op 27). */
  withholdExternalSender = false;
  /** If true, all commits (op 28) are lost, so that proposals stay pending and can be revoked. */
  loseCommits = false;
  readonly #sender: ExternalSender;
  readonly #find: (channelId: string, userId: string) => FaultTarget;
  #hold: PromiseWithResolvers<void> | undefined;

  constructor(sender: ExternalSender, find: (channelId: string, userId: string) => FaultTarget) {
    this.#sender = sender;
    this.#find = find;
  }

  /** Holds all transitions from now on: op 22 isn't sent. */
  holdExecution() {
    this.#hold ??= Promise.withResolvers();
  }

  /** Executes the transitions that were held. */
  releaseExecution() {
    this.#hold?.resolve();
    this.#hold = undefined;
  }

  /** Resolves once transitions aren't held. */
  async passExecution(): Promise<void> {
    while (this.#hold) await this.#hold.promise;
  }

  /** Sends bytes that aren't proposals (op 27). */
  malformedProposals(channelId: string, userId: string) {
    this.#propose(this.#find(channelId, userId).peer, { message: NONSENSE, ref: NONSENSE });
  }

  /** Proposes to add a user (op 27) whom no op 11 has announced. */
  strangerProposed(channelId: string, userId: string, strangerId: string) {
    const { peer, place } = this.#find(channelId, userId);
    const stranger = new davey.DAVESession(1, strangerId, channelId);
    this.#propose(peer, this.#sender.add(place, readKeyPackage(stranger.getSerializedKeyPackage())));
  }

  /** Sends the external sender (op 25) a second time. */
  externalSenderAgain(channelId: string, userId: string) {
    this.#find(channelId, userId).peer.sendBinary(DaveOp.externalSender, this.#sender.package);
  }

  /** Sends a commit (op 29) that can't be processed, so that the client has to recover (op 31). */
  bogusCommit(channelId: string, userId: string, transitionId = 0xffff) {
    const payload = Buffer.concat([u16(transitionId), NONSENSE]);
    this.#find(channelId, userId).peer.sendBinary(DaveOp.announceCommit, payload);
  }

  /** Sends a welcome (op 30) that can't be processed, so that the client has to recover (op 31). */
  bogusWelcome(channelId: string, userId: string, transitionId = 0xffff) {
    const payload = Buffer.concat([u16(transitionId), NONSENSE]);
    this.#find(channelId, userId).peer.sendBinary(DaveOp.welcome, payload);
  }

  #propose(peer: Peer, proposal: SignedProposal) {
    peer.sendBinary(DaveOp.proposals, encodeProposals([proposal]));
  }
}
