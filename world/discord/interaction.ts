import { randomBytes } from 'node:crypto';
import { PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { systemClock } from '../../src/base/clock.ts';
import { ApiError } from './api-error.ts';
import { Changes } from './changes.ts';
import type { Channel } from './channel.ts';
import { type Choice, choicesBody } from './command-limits.ts';
import { modalBody } from './form-limits.ts';
import { read } from './limits.ts';
import type { Member } from './member.ts';
import { Message } from './message.ts';
import { Flag, type MessageBody, readMessage, type Upload } from './message-limits.ts';
import { Modal } from './modal.ts';
import { userPayload } from './user.ts';

/** Milliseconds within which an interaction must be acknowledged, and for which its token is good afterwards (Discord docs, interactions/receiving-and-responding). */
const ACKNOWLEDGE = 3_000;
const TOKEN = 15 * 60_000;

/** The first of them in real time: a busy machine lets a bot stand still for seconds. Benches measure how quick it is. */
const REAL_ACKNOWLEDGE = 5 * ACKNOWLEDGE;

/** What an interaction is: Discord's interaction types. */
export const InteractionKind = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;

/** What an answer is: Discord's interaction callback types. */
export const Callback = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Which answers each kind takes. */
const TAKES: Record<number, readonly number[]> = {
  [InteractionKind.command]: [Callback.message, Callback.deferred, Callback.modal],
  [InteractionKind.component]: [
    Callback.message,
    Callback.deferred,
    Callback.deferredUpdate,
    Callback.update,
    Callback.modal,
  ],
  [InteractionKind.autocomplete]: [Callback.choices],
  [InteractionKind.modalSubmit]: [Callback.message, Callback.deferred, Callback.deferredUpdate, Callback.update],
};

const callbackBody = z.looseObject({ type: z.int(), data: z.unknown().optional() });

type Answer =
  | { is: 'awaited' }
  | { is: 'message'; original: Message; at: number; deferred: boolean }
  | { is: 'choices'; choices: Choice[]; at: number }
  | { is: 'modal'; modal: Modal; at: number };

/** What somebody does with the bot. */
export type InteractionDeed = {
  kind: number;
  member: Member;
  channel: Channel;
  /** The command's name, if one was used. */
  name?: string;
  /** Discord's type of the messages that answer it: 20 for slash commands, 23 for menus, 19 otherwise. */
  answerType?: number;
  /** The message whose component was used, also when that opened a modal. */
  source?: Message | undefined;
  /** The interaction whose answer was the modal that is sent. */
  trigger?: Interaction;
};

/** One interaction from its start until its token dies, and what the bot answered. */
export class Interaction {
  readonly id: string;
  readonly token = randomBytes(48).toString('base64url');
  readonly kind: number;
  readonly member: Member;
  readonly channel: Channel;
  readonly name: string | undefined;
  readonly source: Message | undefined;
  readonly trigger: Interaction | undefined;
  readonly startedAt: number;
  readonly changes = new Changes();
  readonly followUps: Message[] = [];
  readonly #answerType: number;
  #answer: Answer = { is: 'awaited' };

  constructor({ kind, member, channel, name, answerType = 19, source, trigger }: InteractionDeed) {
    this.id = channel.world.ids.next();
    this.kind = kind;
    this.member = member;
    this.channel = channel;
    this.name = name;
    this.source = source;
    this.trigger = trigger;
    this.startedAt = channel.world.clock.now();
    this.#answerType = answerType;
  }

  /** What the bot answered so far. */
  get answer(): Answer {
    return this.#answer;
  }

  /** Whether the time for it went by without an answer, so that the member reads "The application did not respond". */
  get failed() {
    return this.#answer.is === 'awaited' && this.#isLate;
  }

  /**
   * The bot's first answer. Returns the message it made or changed. Throws {@link ApiError} 40060 for a second answer,
   * 10062 for a late one and 50035 for one that does not fit.
   */
  acknowledge(body: unknown, files: readonly Upload[]): { type: number; message: Message | undefined } {
    if (this.#answer.is !== 'awaited') throw new ApiError(40060);
    if (this.#isLate) throw new ApiError(10062);
    const { type, data } = read(callbackBody, body);
    if (!TAKES[this.kind]?.includes(type) || (this.#updates(type) && !this.source)) {
      const message = `Interaction callback type ${type} is not valid for this interaction`;
      throw new ApiError(50035, [{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
    }
    this.#answer = this.#answered(type, data, files);
    this.#show(type);
    this.changes.happened();
    return { type, message: this.original };
  }

  /** The message behind `@original`, or a follow-up by its id. Throws {@link ApiError} 50027, 10015 or 10008. */
  message(id: string): Message {
    const original = this.#open();
    const message = id === '@original' ? original : [original, ...this.followUps].find((one) => one?.id === id);
    if (!message || message.deletedAt !== undefined) throw new ApiError(10008);
    if (!this.channel.world.channels.has(this.channel.id)) throw new ApiError(10003);
    return message;
  }

  /**
   * A further message. Directly after a deferral it becomes the original, its ephemeral flag ignored, as Discord does for
   * old bots (docs, "Create followup message"). Throws {@link ApiError} 50027, 10015 and what a bad message throws.
   */
  followUp(body: unknown, files: readonly Upload[]): Message {
    const original = this.#open();
    if (!this.channel.world.channels.has(this.channel.id)) throw new ApiError(10003);
    this.channel.admit('send');
    const draft = readMessage(body, files);
    this.#checkVoice(draft.flags ?? 0);
    if (original?.thinking && original.deletedAt === undefined) {
      original.edit(draft, files);
      return original;
    }
    const flags = (draft.flags ?? 0) & ~Flag.loading;
    const message = this.#message(draft, { files, flags, type: 19, replyTo: original });
    this.followUps.push(message);
    this.#post(message);
    this.changes.happened();
    return message;
  }

  /** Changes `@original` or a follow-up. Throws what {@link message} and a bad message throw. */
  edit(id: string, body: unknown, files: readonly Upload[]): Message {
    const message = this.message(id);
    this.channel.admit('edit');
    message.edit(readMessage(body, files, { flags: message.flags }), files);
    this.changes.happened();
    return message;
  }

  /** Deletes `@original` or a follow-up. Throws what {@link message} throws. */
  delete(id: string) {
    const message = this.message(id);
    message.channel.removed(message);
    this.changes.happened();
  }

  /** The message that was its first answer, or that it changed. */
  get original(): Message | undefined {
    return this.#answer.is === 'message' ? this.#answer.original : undefined;
  }

  /** What its messages carry of it (Discord docs, resources/message, "Message interaction metadata"). */
  metadata(): Record<string, unknown> {
    const { kind, source, trigger } = this;
    return {
      id: this.id,
      type: kind,
      user: userPayload(this.member.user),
      authorizing_integration_owners: { 0: this.channel.guild?.id ?? '0' },
      ...(kind === InteractionKind.component && { interacted_message_id: source?.id }),
      ...(kind === InteractionKind.modalSubmit && { triggering_interaction_metadata: trigger?.metadata() }),
    };
  }

  get #isLate(): boolean {
    return this.#age > (this.channel.world.clock === systemClock ? REAL_ACKNOWLEDGE : ACKNOWLEDGE);
  }

  get #age() {
    return this.channel.world.clock.now() - this.startedAt;
  }

  /** Checks that the token still opens the webhook; returns the original, if the answer was a message. */
  #open(): Message | undefined {
    if (this.#age > TOKEN) throw new ApiError(50027);
    if (this.#answer.is === 'awaited') throw new ApiError(10015);
    return this.original;
  }

  #answered(type: number, data: unknown, files: readonly Upload[]): Answer {
    const at = this.channel.world.clock.now();
    if (type === Callback.choices)
      return { is: 'choices', choices: read(choicesBody, data ?? {}, ['data']).choices, at };
    if (type === Callback.modal) return { is: 'modal', modal: new Modal(read(modalBody, data, ['data'])), at };
    const deferred = type === Callback.deferred || type === Callback.deferredUpdate;
    return { is: 'message', original: this.#original(type, data, files), at, deferred };
  }

  #original(type: number, data: unknown, files: readonly Upload[]): Message {
    if (type === Callback.deferredUpdate && this.source) return this.source;
    const body = readMessage(data, files, { at: ['data'], flags: this.#updates(type) ? (this.source?.flags ?? 0) : 0 });
    if (type === Callback.update && this.source) {
      this.source.edit(body, files);
      return this.source;
    }
    const flags = body.flags ?? 0;
    this.#checkVoice(flags);
    if (type === Callback.message) return this.#message(body, { files, flags, type: this.#answerType });
    return this.#message({}, { files: [], flags: (flags & Flag.ephemeral) | Flag.loading, type: this.#answerType });
  }

  #message(
    body: MessageBody,
    about: { files: readonly Upload[]; flags: number; type: number; replyTo?: Message | undefined },
  ) {
    const { bot } = this.channel.world;
    return new Message({ channel: this.channel, author: bot, body, interaction: this, webhookId: bot.id, ...about });
  }

  /** Throws {@link ApiError} 50173 for a voice message where the bot may send none. */
  #checkVoice(flags: number) {
    const may = this.channel.permissionsOf(this.channel.world.bot) & PermissionFlagsBits.SendVoiceMessages;
    if (flags & Flag.voiceMessage && !may) throw new ApiError(50173);
  }

  #updates(type: number) {
    return type === Callback.update || type === Callback.deferredUpdate;
  }

  #show(type: number) {
    if (this.#answer.is === 'message' && !this.#updates(type)) this.#post(this.#answer.original);
  }

  #post(message: Message) {
    if (!message.ephemeral) this.channel.post(message);
  }
}
