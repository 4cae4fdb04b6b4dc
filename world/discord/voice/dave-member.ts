import davey from '@snazzah/davey';
import { z } from 'zod';
import { DaveOp } from './dave-op.ts';
import type { Delivery, Peer } from './delivery.ts';
import { OPUS_SILENCE, VoiceOp } from './opcodes.ts';

/** What ends every frame that is encrypted end to end (DAVE protocol, "Payload Format"). */
const MARKER = 0xfafa;
const VERSION = 1;
const AUDIO = 0;
/** Errors that are remembered. */
const KEPT = 100;

const told = z.object({ protocol_version: z.int().default(VERSION), transition_id: z.int().default(0) });
const epochTold = z.object({ epoch: z.int() });
const connected = z.object({ user_ids: z.array(z.string()) });
const disconnected = z.object({ user_id: z.string() });

/** Whether a frame looks as if it were encrypted end to end. */
export const isEncrypted = (frame: Buffer): boolean =>
  frame.length > 2 && frame.readUInt16BE(frame.length - 2) === MARKER;

/**
 * How a member takes what it hears.
 * - `changing`: on the way from or to a group; frames in clear are taken too, since not everybody is equally quick.
 * - `encrypted`: only encrypted frames are taken.
 * - `recovering`: like `encrypted`, but it has lost its group and waits to be added again.
 * - `clear`: the call is downgraded; it sends in clear.
 */
type Mode = 'changing' | 'encrypted' | 'recovering' | 'clear';

/** Whom a member is and where. */
export type Membership = { userId: string; channelId: string; delivery: Delivery };

/** A human's end of DAVE: a real member of the group, driven by the messages that clients get. */
export class DaveMember implements Peer {
  readonly userId: string;
  readonly channelId: string;
  readonly daveVersion = VERSION;
  /** While false it makes no commits, so that another member's wins. */
  commits = true;
  /** While false it confirms no transition (op 23). */
  confirms = true;
  /** Frames it could not decrypt. */
  failures = 0;
  /** What it was sent and could not process, latest last. */
  readonly errors: string[] = [];
  readonly #delivery: Delivery;
  readonly #session: davey.DAVESession;
  readonly #others = new Set<string>();
  readonly #pending = new Map<number, number>();
  #mode: Mode = 'changing';
  #present = false;

  constructor({ userId, channelId, delivery }: Membership) {
    this.userId = userId;
    this.channelId = channelId;
    this.#delivery = delivery;
    this.#session = new davey.DAVESession(VERSION, userId, channelId);
  }

  /** 30 digits that are the same for all members; empty while there is no group. */
  get privacyCode(): string {
    return this.#session.voicePrivacyCode;
  }

  /** The members of its group; empty while there is no group. */
  get userIds(): string[] {
    return this.#session.getUserIds();
  }

  /** Whether it is in a group, hence encrypts. */
  get ready(): boolean {
    return this.#session.ready;
  }

  /** Comes into the call, with a key package; not again after it left. */
  join(): this {
    this.#present = true;
    if (this.#delivery.version(this.channelId) === 0) this.#mode = 'clear';
    this.#delivery.joined(this);
    if (this.#mode !== 'clear') this.#sendKeyPackage();
    return this;
  }

  /** Leaves the call. */
  leave() {
    this.#present = false;
    this.#delivery.left(this);
    this.#session.reset();
  }

  /** Others are in the call too. It refuses proposals to add anybody else (op 11 tells clients the same). */
  meet(...userIds: string[]) {
    for (const userId of userIds) this.#others.add(userId);
  }

  /** Somebody is no longer in the call (op 13). */
  forget(userId: string) {
    this.#others.delete(userId);
  }

  /** Encrypts an Opus frame for the group; as it is while there is no group, or if it is silence. */
  encrypt(opus: Buffer): Buffer {
    if (this.#mode === 'clear' || !this.#session.ready || opus.equals(OPUS_SILENCE)) return opus;
    return this.#session.encryptOpus(opus);
  }

  /** The Opus frame that another user sent; undefined, and a failure, if it cannot be had. */
  decrypt(userId: string, frame: Buffer): Buffer | undefined {
    const opus = this.#open(userId, frame);
    if (!opus) this.failures += 1;
    return opus;
  }

  send(op: number, d: unknown) {
    if (op === VoiceOp.clientsConnect) this.meet(...connected.parse(d).user_ids);
    if (op === VoiceOp.clientDisconnect) this.forget(disconnected.parse(d).user_id);
    if (op === DaveOp.prepareEpoch && epochTold.parse(d).epoch === 1) this.#begin('changing');
    if (op === DaveOp.prepareTransition) this.#prepare(told.parse(d));
    if (op === DaveOp.executeTransition) this.#execute(told.parse(d).transition_id);
  }

  sendBinary(op: number, payload: Buffer) {
    if (op === DaveOp.externalSender) this.#attempt(op, () => this.#session.setExternalSender(payload));
    if (op === DaveOp.proposals) this.#attempt(op, () => this.#process(payload));
    if (op === DaveOp.announceCommit) this.#follow(op, payload, (commit) => this.#session.processCommit(commit));
    if (op === DaveOp.welcome) this.#follow(op, payload, (welcome) => this.#session.processWelcome(welcome));
  }

  #open(userId: string, frame: Buffer): Buffer | undefined {
    if (frame.equals(OPUS_SILENCE)) return frame;
    if (!isEncrypted(frame)) return this.#mode === 'changing' || this.#mode === 'clear' ? frame : undefined;
    try {
      return this.#session.ready ? this.#session.decrypt(userId, AUDIO, frame) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Makes a local group of its own again. */
  #begin(mode: Mode) {
    this.#mode = mode;
    this.#pending.clear();
    this.#session.reinit(VERSION, this.userId, this.channelId);
    this.#sendKeyPackage();
  }

  #sendKeyPackage() {
    const keyPackage = this.#session.getSerializedKeyPackage();
    this.#later(() => this.#delivery.onBinary(this, DaveOp.keyPackage, keyPackage));
  }

  #process(payload: Buffer) {
    const { commit, welcome } = this.#session.processProposals(payload.readUInt8(), payload.subarray(1), [
      ...this.#others,
    ]);
    if (!commit || !this.commits) return;
    const answer = Buffer.concat([commit, welcome ?? Buffer.alloc(0)]);
    this.#later(() => this.#delivery.onBinary(this, DaveOp.commitWelcome, answer));
  }

  /** Goes into the next epoch, or says that it cannot (op 31) and waits to be added again. */
  #follow(op: number, payload: Buffer, enter: (message: Buffer) => void) {
    const id = payload.readUInt16BE();
    const entered = this.#attempt(op, () => enter(payload.subarray(2)));
    if (entered) {
      if (this.#mode === 'recovering') this.#mode = 'changing';
      this.#prepare({ protocol_version: VERSION, transition_id: id });
    } else if (this.#mode !== 'recovering') {
      this.#later(() => this.#delivery.onJson(this, DaveOp.invalidCommitWelcome, { transition_id: id }));
      this.#begin('recovering');
    }
  }

  #prepare({ protocol_version, transition_id }: z.output<typeof told>) {
    this.#pending.set(transition_id, protocol_version);
    if (protocol_version === 0) this.#mode = 'changing';
    if (transition_id === 0) return this.#execute(transition_id);
    if (this.confirms) this.#later(() => this.#delivery.onJson(this, DaveOp.transitionReady, { transition_id }));
  }

  /** A transition to a group it could not follow into executes nothing. Alone after a reset it may still hear in clear. */
  #execute(id: number) {
    const version = this.#pending.get(id);
    if (version === undefined || this.#mode === 'recovering') return;
    this.#pending.delete(id);
    if (version === 0) this.#mode = 'clear';
    else if (this.#session.ready) this.#mode = 'encrypted';
  }

  #attempt(op: number, act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      this.errors.push(`op ${op}: ${error instanceof Error ? error.message : error}`);
      if (this.errors.length > KEPT) this.errors.shift();
      return false;
    }
  }

  /** Answers as a client does: in order, but not while the delivery service is still speaking. */
  #later(act: () => void) {
    setImmediate(() => {
      if (this.#present) act();
    });
  }
}
