import davey from '@snazzah/davey';
import { DaveOp } from './dave-op.ts';
import type { Peer } from './delivery.ts';
import { encodeProposals } from './delivery-message.ts';
import type { ExternalSender, GroupEpoch, SignedProposal } from './external-sender.ts';
import { readKeyPackage } from './mls.ts';
import { u16 } from './tls-codec.ts';

/** Where the faults find whom they strike. */
export type FaultTarget = { peer: Peer; place: GroupEpoch };

const NONSENSE = Buffer.from('nonsense');

/**
 * Everything that goes wrong on purpose with DAVE: switches, which stay as they are set, and single blows, which strike
 * one user of a channel at once. A blow throws if the user is not there.
 */
export class DeliveryFaults {
  /** Milliseconds that pass between the last op 23 and op 22. */
  executeDelay = 0;
  /** While true those who are welcomed are sent the commit (op 29) as well, which they cannot process. */
  announceToWelcomed = false;
  /** While true the first commit of a group is announced with transition 0: nobody confirms it or is told to execute. */
  firstTransitionZero = false;
  /** While false the last member of a group is left in it and asked to commit, instead of starting anew (ops 24, 21). */
  soleMemberReset = true;
  /** While true nobody who joins is sent the external sender (op 25), so that proposals (op 27) meet no local group. */
  withholdExternalSender = false;
  /** While true all commits (op 28) get lost, so that proposals stay in flight and may be revoked. */
  loseCommits = false;
  readonly #sender: ExternalSender;
  readonly #find: (channelId: string, userId: string) => FaultTarget;
  #hold: PromiseWithResolvers<void> | undefined;

  constructor(sender: ExternalSender, find: (channelId: string, userId: string) => FaultTarget) {
    this.#sender = sender;
    this.#find = find;
  }

  /** From now on no transition is executed (op 22). */
  holdExecution() {
    this.#hold ??= Promise.withResolvers();
  }

  /** Executes what was held. */
  releaseExecution() {
    this.#hold?.resolve();
    this.#hold = undefined;
  }

  /** Resolves when no hold is on. */
  async passExecution(): Promise<void> {
    while (this.#hold) await this.#hold.promise;
  }

  /** Sends proposals that are none (op 27). */
  malformedProposals(channelId: string, userId: string) {
    this.#propose(this.#find(channelId, userId).peer, { message: NONSENSE, ref: NONSENSE });
  }

  /** Proposes to add a stranger (op 27) whom no op 11 has announced. */
  strangerProposed(channelId: string, userId: string, strangerId: string) {
    const { peer, place } = this.#find(channelId, userId);
    const stranger = new davey.DAVESession(1, strangerId, channelId);
    this.#propose(peer, this.#sender.add(place, readKeyPackage(stranger.getSerializedKeyPackage())));
  }

  /** Sends the external sender (op 25) once more. */
  externalSenderAgain(channelId: string, userId: string) {
    this.#find(channelId, userId).peer.sendBinary(DaveOp.externalSender, this.#sender.package);
  }

  /** Announces a commit (op 29) that cannot be processed, so that its receiver recovers (op 31). */
  bogusCommit(channelId: string, userId: string, transitionId = 0xffff) {
    const payload = Buffer.concat([u16(transitionId), NONSENSE]);
    this.#find(channelId, userId).peer.sendBinary(DaveOp.announceCommit, payload);
  }

  /** Sends a welcome (op 30) that cannot be processed, so that its receiver recovers (op 31). */
  bogusWelcome(channelId: string, userId: string, transitionId = 0xffff) {
    const payload = Buffer.concat([u16(transitionId), NONSENSE]);
    this.#find(channelId, userId).peer.sendBinary(DaveOp.welcome, payload);
  }

  #propose(peer: Peer, proposal: SignedProposal) {
    peer.sendBinary(DaveOp.proposals, encodeProposals([proposal]));
  }
}
