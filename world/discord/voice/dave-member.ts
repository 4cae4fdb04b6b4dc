import davey from '@snazzah/davey';
import { z } from 'zod';
import { DaveOp } from './dave-op.ts';
import type { Delivery, Peer } from './delivery.ts';
import { OPUS_SILENCE, VoiceOp } from './opcodes.ts';

/** The last bytes of every frame that's encrypted end to end (DAVE protocol, "Payload Format"). */
const MARKER = 0xfafa;
const VERSION = 1;
const AUDIO = 0;
/** How many errors are remembered. */
const KEPT = 100;

const told = z.object({ protocol_version: z.int().default(VERSION), transition_id: z.int().default(0) });
const epochTold = z.object({ epoch: z.int() });
const connected = z.object({ user_ids: z.array(z.string()) });
const disconnected = z.object({ user_id: z.string() });

/** Whether a frame looks like one that's encrypted end to end. */
export const isEncrypted = (frame: Buffer): boolean =>
  frame.length > 2 && frame.readUInt16BE(frame.length - 2) === MARKER;

/**
 * Which frames a member accepts.
 * - `changing`: the call is switching to a group or away from one. Unencrypted frames are accepted as well, because members
 *   don't all switch at the same moment.
 * - `encrypted`: only encrypted frames are accepted.
 * - `recovering`: like `encrypted`, but the member has lost its group and waits to be added again.
 * - `clear`: the call was downgraded, and nothing is encrypted end to end.
 */
type Mode = 'changing' | 'encrypted' | 'recovering' | 'clear';

/** Who a member is, and in which channel. */
export type Membership = { userId: string; channelId: string; delivery: Delivery };

/** The DAVE side of a person's client: a real member of the group, driven by the same messages that clients get. */
export class DaveMember implements Peer {
  readonly userId: string;
  readonly channelId: string;
  readonly daveVersion = VERSION;
  /** If false, it makes no commits, so that another member's commit wins. */
  commits = true;
  /** If false, it confirms no transitions (op 23). */
  confirms = true;
  /** How many frames it couldn't decrypt. */
  failures = 0;
  /** Errors from messages that it couldn't process, the latest last. */
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

  /** The call's privacy code: 30 digits that are the same for all members. Empty while there's no group. */
  get privacyCode(): string {
    return this.#session.voicePrivacyCode;
  }

  /** The members of its group. Empty while there's no group. */
  get userIds(): string[] {
    return this.#session.getUserIds();
  }

  /** Whether it's in a group, so that it encrypts. */
  get ready(): boolean {
    return this.#session.ready;
  }

  /** Enters the call with a key package. Once it has left, it can't enter again. */
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

  /** These users are in the call, too. It refuses proposals to add anyone else. Clients learn this from op 11. */
  meet(...userIds: string[]) {
    for (const userId of userIds) this.#others.add(userId);
  }

  /** A user has left the call (op 13). */
  forget(userId: string) {
    this.#others.delete(userId);
  }

  /** Encrypts an Opus frame for the group. Silence, and any frame while there's no group, is returned unchanged. */
  encrypt(opus: Buffer): Buffer {
    if (this.#mode === 'clear' || !this.#session.ready || opus.equals(OPUS_SILENCE)) return opus;
    return this.#session.encryptOpus(opus);
  }

  /** Decrypts another user's frame. If it can't, it returns undefined and counts a failure. */
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

  /** Makes a new local group of its own. */
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

  /** Enters the next epoch. If it can't, it says so (op 31) and waits to be added again. */
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

  /** Executes a transition, unless it's recovering. Alone after a reset it isn't in a group, and accepts any frame. */
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

  /** Sends answers in order, as a client does, and only after the delivery service has finished its own messages. */
  #later(act: () => void) {
    setImmediate(() => {
      if (this.#present) act();
    });
  }
}
