import type { SignedProposal } from './external-sender.ts';
import { type Commit, type Welcome, welcomeFor } from './mls.ts';
import { u8, u16, vector } from './tls-codec.ts';

/** The payload of op 27 that adds these proposals. */
export const encodeProposals = (proposals: readonly SignedProposal[]): Buffer =>
  Buffer.concat([u8(0), vector(...proposals.map(({ message }) => message))]);

/** The payload of op 27 that revokes a proposal. */
export const encodeRevocation = ({ ref }: SignedProposal): Buffer => Buffer.concat([u8(1), vector(vector(ref))]);

/** The payload of op 29. */
export const encodeCommit = (transitionId: number, { message }: Commit): Buffer =>
  Buffer.concat([u16(transitionId), message]);

/** The payload of op 30 for the owner of one key package. */
export const encodeWelcome = (transitionId: number, welcome: Welcome, ref: Buffer): Buffer =>
  Buffer.concat([u16(transitionId), welcomeFor(welcome, ref)]);
