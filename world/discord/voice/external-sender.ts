import { generateKeyPairSync } from 'node:crypto';
import type { KeyPackage } from './mls.ts';
import { pointOf, reference, signWithLabel } from './mls-label.ts';
import { u8, u16, u32, u64, vector } from './tls-codec.ts';

const MLS10 = u16(1);
const PUBLIC_MESSAGE = u16(1);
const BASIC_CREDENTIAL = u16(1);
/** The sender type `external`, and the sender's index in the group's list of external senders. */
const EXTERNAL = Buffer.concat([u8(2), u32(0)]);
const CONTENT_PROPOSAL = u8(2);
const ADD = u16(1);
const REMOVE = u16(3);

/** A signed proposal: the message that members get, and the reference by which a commit names it. */
export type SignedProposal = { message: Buffer; ref: Buffer };

/** The group and the epoch that a proposal is for. */
export type GroupEpoch = { id: Buffer; epoch: bigint };

/**
 * The voice gateway as the only external sender of its groups: it proposes who is added and removed, and members commit
 * that (DAVE protocol, "External Sender"). Its signatures don't cover the group context, so it only needs to know the group
 * id and the epoch.
 */
export class ExternalSender {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** The payload of op 25. */
  get package(): Buffer {
    return Buffer.concat([vector(pointOf(this.#keys.publicKey)), BASIC_CREDENTIAL, vector(Buffer.from('Discord'))]);
  }

  add(place: GroupEpoch, { bytes }: KeyPackage): SignedProposal {
    return this.#sign(place, Buffer.concat([ADD, bytes]));
  }

  remove(place: GroupEpoch, leafIndex: number): SignedProposal {
    return this.#sign(place, Buffer.concat([REMOVE, u32(leafIndex)]));
  }

  /** Makes a proposal as a public message (RFC 9420, 6.1 and 6.2), with its reference (5.2). */
  #sign({ id, epoch }: GroupEpoch, proposal: Buffer): SignedProposal {
    const noData = vector();
    const content = Buffer.concat([vector(id), u64(epoch), EXTERNAL, noData, CONTENT_PROPOSAL, proposal]);
    const framed = Buffer.concat([PUBLIC_MESSAGE, content]);
    const signature = signWithLabel(this.#keys.privateKey, 'FramedContentTBS', Buffer.concat([MLS10, framed]));
    const authenticated = Buffer.concat([framed, vector(signature)]);
    return {
      message: Buffer.concat([MLS10, authenticated]),
      ref: reference('Proposal Reference', authenticated),
    };
  }
}
