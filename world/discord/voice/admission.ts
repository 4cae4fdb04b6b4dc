import { randomBytes } from 'node:crypto';
import { PermissionFlagsBits } from 'discord.js';
import type { Channel } from '../channel.ts';
import type { Discord } from '../discord.ts';
import type { VoiceRequest } from '../gateway.ts';
import type { GatewaySession } from '../gateway-session.ts';
import type { Guild } from '../guild.ts';
import type { Ticket, VoiceClient } from './client.ts';
import { VoiceClose } from './opcodes.ts';
import type { Switchboard } from './switchboard.ts';
import type { VoiceFaults } from './voice-faults.ts';

/** Close codes after which a client may resume. All others end its session (Discord docs, "Voice close event codes"). */
const resumable = (code: number) => code === VoiceClose.crashed || (code < 4000 && code !== 1000);

const NEEDED = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Connect;

/** What a client sends to identify or resume. */
type ShownTicket = { server_id: string; session_id: string; token: string };

/** Lets the bot into voice channels, as the main gateway does (Discord docs, topics/voice-connections). */
export class Admission {
  /** The voice server's endpoint. */
  endpoint = '';
  readonly #world: Discord;
  readonly #faults: VoiceFaults;
  readonly #switchboard: Switchboard;
  /** The tickets that let the bot identify at the voice gateway, by server. */
  readonly #tickets = new Map<string, Ticket>();

  constructor(world: Discord, { faults, switchboard }: { faults: VoiceFaults; switchboard: Switchboard }) {
    this.#world = world;
    this.#faults = faults;
    this.#switchboard = switchboard;
  }

  /** Answers a request to join, move or leave (gateway op 4). If it isn't allowed, there's no answer, as at Discord. */
  asked({ guild_id, channel_id, self_mute, self_deaf }: VoiceRequest, session: GatewaySession) {
    const guild = this.#world.guilds.get(guild_id);
    if (!guild || this.#faults.ignoreJoins) return;
    const { bot } = this.#world;
    if (channel_id === null) {
      if (guild.voiceStates.has(bot.id)) guild.setVoiceState(bot, null);
      return;
    }
    const channel = this.#world.channels.get(channel_id);
    if (!channel || !this.#admits(channel, guild)) return;
    guild.setVoiceState(bot, channel, { session_id: session.id, self_mute, self_deaf });
  }

  /** The bot's voice state has changed; `tell` sends it. With a new channel comes a new voice server. */
  changed(guild: Guild, tell: () => void) {
    const state = guild.voiceStates.get(this.#world.bot.id);
    const ticket = this.#tickets.get(guild.id);
    const same = ticket && state?.channel_id === ticket.channelId && state.session_id === ticket.sessionId;
    if (same) return tell();
    if (!this.#faults.serverFirst) tell();
    if (ticket) this.end(ticket, VoiceClose.disconnected);
    if (state) this.#allocate(guild, `${state.channel_id}`, `${state.session_id}`);
    if (this.#faults.serverFirst) tell();
  }

  /** The ticket that a client has sent, if it's valid. */
  find({ server_id, session_id, token }: ShownTicket): Ticket | undefined {
    const ticket = this.#tickets.get(server_id);
    return ticket?.token === token && ticket.sessionId === session_id ? ticket : undefined;
  }

  /** Makes a ticket invalid and closes its session with `code`. */
  end(ticket: Ticket, code: number) {
    if (this.#tickets.get(ticket.guildId) === ticket) this.#tickets.delete(ticket.guildId);
    for (const client of this.#switchboard.clients) if (client.ticket === ticket) this.#switchboard.end(client, code);
  }

  /** A client's socket closed with this code. Depending on the code it may resume for a while, or is gone. */
  closed(client: VoiceClient, code: number) {
    if (client.stage === 'gone') return;
    if (!resumable(code)) return this.end(client.ticket, code);
    this.#switchboard.await(client, () => this.end(client.ticket, VoiceClose.sessionInvalid));
  }

  /** A channel is about to be deleted: the bot's session in it ends with 4022. */
  terminate({ id }: Channel) {
    for (const ticket of this.#tickets.values())
      if (ticket.channelId === id) this.end(ticket, VoiceClose.callTerminated);
  }

  /**
   * Withdraws a guild's voice server and announces that there's none for now. Call the result to announce another one
   * (Discord docs, events/gateway-events, "Voice server update").
   */
  reallocate(guild: Guild): () => void {
    const ticket = this.#tickets.get(guild.id);
    if (!ticket) throw new Error(`The bot is in no voice channel of ${guild.name}.`);
    this.#announce(guild, ticket.token, null);
    this.end(ticket, VoiceClose.callTerminated);
    return () => this.#allocate(guild, ticket.channelId, ticket.sessionId);
  }

  #admits(channel: Channel, guild: Guild): boolean {
    const { bot } = this.#world;
    if (!channel.isVoice || channel.guild !== guild) return false;
    const may = channel.permissionsOf(bot);
    if ((may & NEEDED) !== NEEDED) return false;
    const others = [...guild.voiceStates.values()].filter(
      ({ channel_id, user_id }) => channel_id === channel.id && user_id !== bot.id,
    );
    const full = channel.userLimit > 0 && others.length >= channel.userLimit;
    return !full || (may & PermissionFlagsBits.MoveMembers) !== 0n;
  }

  #allocate(guild: Guild, channelId: string, sessionId: string) {
    const token = randomBytes(8).toString('hex');
    const ticket = { guildId: guild.id, channelId, sessionId, userId: this.#world.bot.id, token };
    this.#tickets.set(guild.id, ticket);
    if (this.#faults.nullEndpoint) this.#announce(guild, token, null);
    this.#announce(guild, token, this.endpoint);
  }

  #announce(guild: Guild, token: string, endpoint: string | null) {
    this.#world.dispatch('VOICE_SERVER_UPDATE', { token, guild_id: guild.id, endpoint }, guild);
  }
}
