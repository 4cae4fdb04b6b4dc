import {
  type APIMessage,
  type Channel,
  type InteractionEditReplyOptions,
  MessageFlags,
  MessagePayload,
  type RepliableInteraction,
  Routes,
  type SendableChannels,
} from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import { isRefusedWith, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';
import { canWrite, findWritableChannel } from '../gateway/writable-channel.ts';
import { type Asker, sendDirectMessage } from './direct-message.ts';
import { LastWrite } from './last-write.ts';
import { MessageTarget } from './message-target.ts';
import { TOKEN_LIFETIME } from './reply-promise.ts';
import {
  listFlags,
  type MessageContent,
  type ReplyTarget,
  type ShowResult,
  toEditPayload,
  toMessagePayload,
} from './reply-target.ts';
import { markWarning } from './sentence-marks.ts';

type ReplyState = { is: 'interaction'; message: string | undefined; shown: number };

type State = ReplyState | { is: 'channel'; target: MessageTarget };

/**
 * How an interaction is answered. `asked` is the line that says who asked what, for when the answer can no longer stand
 * under its question, and with `isHeaded` from the beginning. With `hasReply` a reply is pending; otherwise the answer stands below the message whose component
 * was used. `say` speaks the asker's own language, for what only they read.
 */
export type InteractionTargetOptions = { asked: string; isHeaded: boolean; hasReply: boolean; say: Say };

/** Does what `editReply` does, but makes no message object of the response, because nobody needs it. @throws Discord's error */
const edit = async (
  interaction: RepliableInteraction,
  options: InteractionEditReplyOptions,
  message = '@original',
): Promise<APIMessage> => {
  const { client, applicationId, token } = interaction;
  const { body, files } = await MessagePayload.create(interaction, options).resolveBody().resolveFiles();
  const route = Routes.webhookMessage(applicationId, token, message);
  const edited = await client.rest.patch(route, { body, files: files ?? [], auth: false });
  interaction.replied = true;
  return edited as APIMessage;
};

/**
 * A deferred interaction's reply and its follow-ups. When the interaction's time runs out, it goes on with ordinary
 * messages in the channel and edits its last one as a channel message. If only one person can see it, it ends there
 * instead.
 */
export class InteractionTarget implements ReplyTarget {
  #interaction: RepliableInteraction;
  #clock: Clock;
  #asked: string;
  #hasReply: boolean;
  #say: Say;
  #until: number;
  readonly #written: LastWrite;
  #state: State = { is: 'interaction', message: undefined, shown: 0 };
  #opening: string;

  constructor(
    interaction: RepliableInteraction,
    clock: Clock,
    { asked, isHeaded, hasReply, say }: InteractionTargetOptions,
  ) {
    this.#interaction = interaction;
    this.#clock = clock;
    this.#asked = asked;
    this.#hasReply = hasReply;
    this.#say = say;
    this.#opening = isHeaded ? `${asked}\n` : '';
    this.#until = clock.now() + TOKEN_LIFETIME;
    this.#written = new LastWrite(clock);
  }

  get opening(): string {
    return this.#opening;
  }

  /** A message that only one person sees has no id here, because it can't be edited without the interaction. */
  get message(): string | undefined {
    return this.#state.is === 'interaction' && !this.isPrivate ? this.#state.message : undefined;
  }

  /** Whether people still wait for the reply, because nothing has been shown anywhere. */
  get isPending(): boolean {
    return this.#hasReply && this.#state.is === 'interaction' && !this.#interaction.replied;
  }

  next(sheet: MessageContent): Promise<ShowResult> {
    return this.#put('next', sheet, async ({ shown }) => {
      const interaction = this.#interaction;
      if (shown === 0 && this.#hasReply) return edit(interaction, toMessagePayload(sheet));
      const flags = [...listFlags(sheet), ...(this.isPrivate ? [MessageFlags.Ephemeral as const] : [])];
      return interaction.followUp({ ...toMessagePayload(sheet), flags });
    });
  }

  rewrite(sheet: MessageContent): Promise<ShowResult> {
    if (this.#state.is === 'channel') return this.#state.target.rewrite(sheet);
    const { message } = this.#state;
    if (message === undefined) return this.next(sheet);
    return this.#put('rewrite', sheet, () => edit(this.#interaction, toEditPayload(sheet), message));
  }

  async bare(): Promise<void> {
    if (this.#state.is === 'channel') return this.#state.target.bare();
    const { message } = this.#state;
    if (message !== undefined) await edit(this.#interaction, { components: [] }, message);
  }

  renew(): void {
    if (this.#state.is === 'channel') this.#state.target.renew();
    else this.#state = { ...this.#state, message: undefined };
  }

  async reopen(): Promise<void> {
    const channel = await this.#findChannel();
    if (channel?.isThread()) await channel.setArchived(false);
  }

  async alone(text: Text): Promise<void> {
    const { channelId, client } = this.#interaction;
    const content = markWarning(text, this.#say);
    try {
      await this.#interaction.followUp({ ...toMessagePayload({ content }), flags: MessageFlags.Ephemeral });
    } catch (error) {
      if (!this.#interaction.inGuild() || channelId === null) throw error;
      await sendDirectMessage(client, { channel: channelId, asker: this.#asker }, text);
    }
  }

  /** The pending reply to a command shows that an answer is coming. After the press of a button there's none, so we type. */
  async showWaiting(signal: AbortSignal): Promise<void> {
    if (this.#hasReply || this.isPrivate || !this.#maySend()) return;
    await new MessageTarget(await this.#channel(), this.#clock).showWaiting(signal);
  }

  /** What stands in a message of this interaction by now. @throws Discord's error */
  async #read(message: string): Promise<APIMessage> {
    const { client, applicationId, token } = this.#interaction;
    return (await client.rest.get(Routes.webhookMessage(applicationId, token, message), { auth: false })) as APIMessage;
  }

  /** Sends through the interaction as long as that works, then to the channel. `send` resolves to what it has sent or changed. */
  async #put(
    how: 'next' | 'rewrite',
    sheet: MessageContent,
    send: (state: ReplyState) => Promise<{ id: string; content: string }>,
  ): Promise<ShowResult> {
    const state = this.#state;
    if (state.is === 'channel') return state.target[how](sheet);
    const mayMove = !this.isPrivate;
    if (this.#clock.now() >= this.#until && mayMove && this.#maySend()) return this.#move(state, how, sheet);
    const { message } = state;
    if (how === 'rewrite' && message && (await this.#written.isForeign(() => this.#read(message)))) return 'taken';
    try {
      const { id } = await this.#written.note(sheet.content, () => send(state));
      if (how === 'next') this.#state = { is: 'interaction', message: id, shown: state.shown + 1 };
      return 'shown';
    } catch (error) {
      if (!mayMove || !isRefusedWith(error, ...TOKEN_GONE_CODES)) throw error;
      return this.#move(state, how, sheet);
    }
  }

  async #move({ message, shown }: ReplyState, how: 'next' | 'rewrite', sheet: MessageContent): Promise<ShowResult> {
    const { id } = this.#interaction;
    const target = new MessageTarget(
      await this.#channel(),
      this.#clock,
      { id, by: this.#asker },
      { last: message, written: this.#written },
    );
    this.#state = { is: 'channel', target };
    if (shown > 0) return target[how](sheet);
    // Nobody should wait for a reply that won't come. If it can't be deleted any more, Discord itself says so.
    if (this.#hasReply) await this.#interaction.deleteReply().catch(() => {});
    this.#opening = `${this.#asked}\n`;
    return 'moved';
  }

  get #asker(): Asker {
    return { id: this.#interaction.user.id, say: this.#say };
  }

  /** Whether only the asker sees the answer, because only they see the message with the button. */
  get isPrivate(): boolean {
    const interaction = this.#interaction;
    if (this.#hasReply || !interaction.isMessageComponent()) return interaction.ephemeral ?? false;
    return interaction.message.flags.has(MessageFlags.Ephemeral);
  }

  /** An interaction brings the bot's permissions in its channel; in direct messages it can always answer. */
  #maySend(): boolean {
    return canWrite(this.#interaction.appPermissions, this.#interaction.channel);
  }

  #channel(): Promise<SendableChannels> {
    return findWritableChannel(this.#interaction.client, this.#interaction.channelId);
  }

  async #findChannel(): Promise<Channel | null> {
    const { channelId, client } = this.#interaction;
    return channelId === null ? null : client.channels.fetch(channelId);
  }
}
