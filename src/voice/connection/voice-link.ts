import type { Networking, NetworkingState, VoiceConnection } from '@discordjs/voice';
import { joinVoiceChannel, NetworkingStatusCode } from '@discordjs/voice';
import { SILENCE_FRAME } from '../../audio/opus.ts';
import type { Clock } from '../../base/clock.ts';
import { findProxyError } from '../../base/errors.ts';
import type { LossReason } from '../bridge/protocol.ts';
import { EncryptionWatch } from './encryption-watch.ts';
import { Adapter } from './gateway-adapter.ts';
import { sendDiscovery } from './ip-discovery.ts';
import { guardDatagrams, guardMessages } from './packet-guard.ts';
import { type DatagramOutcome, type PacketListener, PacketTap } from './packet-tap.ts';
import type { VoicePhase } from './rejoin-policy.ts';
import { SourceFinder, type SourceOutcome } from './source-finder.ts';
import { keepKey } from './transport-key.ts';

/** An event of a link. */
export type VoiceLinkEvent =
  /** Discord named a voice server, and the library is connecting to it. */
  | { is: 'dialling' }
  /** Sound can go both ways, for the first time or again. */
  | { is: 'ready' }
  /** The voice socket closed. */
  | { is: 'closed'; code: number; phase: VoicePhase }
  /** Discord withdrew the voice server, and will name another. */
  | { is: 'serverless' }
  /** The connection is up, but can't be used any more. */
  | { is: 'broken' }
  /** Packets came from a source that Discord hadn't announced, and this became of it. */
  | { is: 'source'; how: SourceOutcome };

/** The proxy refuses the connection, or the voice server answers on its WebSocket but not over UDP. */
type Obstacle = Extract<LossReason, 'proxy' | 'silent'>;

/** A link to Discord's voice servers. It makes no decisions: it reports events, and `CallConnection` tells it what to do. */
export type VoiceLink = {
  voiceState(event: Record<string, unknown>): void;
  voiceServer(event: Record<string, unknown>): void;
  /** Closes the connection to a voice server. The next one can still be taken. */
  drop(): void;
  /** Checks the encryption. Call it once a second while the link is ready. */
  inspect(): void;
  /** Sends one Opus packet of 20 ms. False if the link isn't ready; then the packet is lost. */
  play(opus: Uint8Array): boolean;
  /** Whose packets are decrypted. All others are dropped. */
  hear(members: readonly string[]): void;
  /** What keeps a connection from being made, if that can be seen from here. */
  readonly obstacle: Obstacle | undefined;
  /** About how many bytes couldn't be decrypted since the last call. */
  takeLoss(): number;
  /** Ends the link for good. */
  end(): void;
};

type VoiceLinkOptions = {
  guildId: string;
  channelId: string;
  userId: string;
  listener: PacketListener;
  on: (event: VoiceLinkEvent) => void;
  clock: Clock;
};

/** How many frames of silence end an utterance (Discord docs, topics/voice-connections). */
const SILENCES = 5;

/** What a lost packet counts as, in bytes: the usual size of 20 ms of speech. */
const PACKET_BYTES = 160;

/** A link by @discordjs/voice, guarded against input that would end the process or a subscription, or that hangs it. */
export class DiscordVoiceLink implements VoiceLink {
  readonly #options: VoiceLinkOptions;
  readonly #adapter = new Adapter();
  readonly #connection: VoiceConnection;
  readonly #secrecy = new EncryptionWatch();
  readonly #finder: SourceFinder;
  #networking: Networking | undefined;
  /** The voice server and the channel that sources belong to. */
  #place = '';
  #lost = 0;
  /** Whether the proxy refused the last connection to a voice server. */
  #refused = false;
  /** How many frames of silence were sent since the last frame with sound. */
  #silences = 0;

  constructor(options: VoiceLinkOptions) {
    this.#options = options;
    this.#connection = joinVoiceChannel({
      guildId: options.guildId,
      channelId: options.channelId,
      group: options.userId,
      selfDeaf: false,
      selfMute: false,
      daveEncryption: true,
      // `EncryptionWatch` decides how to recover, for each member. The library's own recovery may throw.
      decryptionFailureTolerance: Number.POSITIVE_INFINITY,
      adapterCreator: this.#adapter.create,
    });
    // Without a listener, an error would end the process. If it matters, the socket closes as well.
    this.#connection.on('error', (error) => {
      if (findProxyError(error)) this.#refused = true;
    });
    this.#connection.on('stateChange', (_, state) => {
      if ('networking' in state && state.networking && state.networking !== this.#networking)
        this.#attach(state.networking);
    });
    this.#finder = new SourceFinder({
      connection: this.#connection,
      userId: options.userId,
      settled: (how) => options.on({ is: 'source', how }),
      lost: (bytes) => {
        this.#lost += bytes;
      },
    });
    guardDatagrams(this.#connection, options.clock, this.#finder, (userId, what) => this.#judge(userId, what));
  }

  voiceState(event: Record<string, unknown>): void {
    this.#adapter.voiceState(event);
  }

  voiceServer(event: Record<string, unknown>): void {
    this.#adapter.voiceServer(event);
    if (!event.endpoint) this.#options.on({ is: 'serverless' });
  }

  drop(): void {
    this.#networking?.destroy();
  }

  inspect(): void {
    const state = this.#networking?.state;
    this.#finder.expire(this.#options.clock.now());
    if (state?.code !== NetworkingStatusCode.Ready) return;
    const { dave, connectionData } = state;
    const others = [...connectionData.connectedClients].some((id) => id !== this.#options.userId);
    const outside = others && dave !== undefined && dave.protocolVersion > 0 && !dave.session?.ready;
    if (this.#secrecy.outside(outside, this.#options.clock.now())) this.#options.on({ is: 'broken' });
  }

  play(opus: Uint8Array): boolean {
    const packet = Buffer.from(opus.buffer, opus.byteOffset, opus.byteLength);
    this.#silences = packet.equals(SILENCE_FRAME) ? this.#silences + 1 : 0;
    try {
      const left = this.#connection.playOpusPacket(packet) ?? false;
      // The library itself announces that the bot speaks again, with the next packet.
      if (this.#silences === SILENCES) this.#connection.setSpeaking(false);
      return left;
    } catch {
      this.#options.on({ is: 'broken' });
      return false;
    }
  }

  hear(members: readonly string[]): void {
    const { subscriptions } = this.#connection.receiver;
    const heard = new Set(members);
    const now = this.#options.clock.now();
    for (const userId of subscriptions.keys()) if (!heard.has(userId)) subscriptions.delete(userId);
    for (const userId of heard)
      if (!subscriptions.has(userId)) subscriptions.set(userId, new PacketTap(userId, now, this.#options.listener));
  }

  get obstacle(): Obstacle | undefined {
    if (this.#refused) return 'proxy';
    return this.#networking?.state.code === NetworkingStatusCode.UdpHandshaking ? 'silent' : undefined;
  }

  takeLoss(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }

  end(): void {
    if (this.#connection.state.status !== 'destroyed') this.#connection.destroy(false);
  }

  #attach(networking: Networking): void {
    this.#networking = networking;
    this.#secrecy.begin();
    this.#enter(networking.state);
    networking.on('stateChange', (old, state) => this.#handleChange(networking, old, state));
    this.#attachSocket(networking, networking.state);
    this.#options.on({ is: 'dialling' });
  }

  /** Sources stay what they are as long as it's the same channel on the same server. */
  #enter(state: NetworkingState): void {
    if (!('connectionOptions' in state)) return;
    const { endpoint, channelId } = state.connectionOptions;
    const place = `${endpoint} ${channelId}`;
    if (place !== this.#place) this.#finder.clear();
    this.#place = place;
  }

  #handleChange(networking: Networking, old: NetworkingState, state: NetworkingState): void {
    if ('ws' in state && (!('ws' in old) || old.ws !== state.ws)) this.#attachSocket(networking, state);
    if (networking !== this.#networking || old.code === state.code) return;
    // The socket has opened, so the proxy let it through.
    if (state.code === NetworkingStatusCode.Identifying) this.#refused = false;
    if (state.code === NetworkingStatusCode.Ready) {
      keepKey(state.connectionData);
      this.#options.on({ is: 'ready' });
    }
    if (state.code === NetworkingStatusCode.UdpHandshaking) void sendDiscovery(networking, this.#options.clock);
  }

  #attachSocket(networking: Networking, state: NetworkingState): void {
    if (!('ws' in state)) return;
    const current = () =>
      networking === this.#networking && 'ws' in networking.state && networking.state.ws === state.ws;
    guardMessages(state.ws, () => {
      if (current()) this.#options.on({ is: 'broken' });
    });
    // This has to come before the library's own listener, which changes the state.
    state.ws.prependOnceListener('close', ({ code }: { code: number }) => {
      const phase = networking.state.code === NetworkingStatusCode.Ready ? 'ready' : 'joining';
      if (current()) this.#options.on({ is: 'closed', code, phase });
    });
  }

  #judge(userId: string, what: DatagramOutcome): void {
    if (what !== 'heard' && what !== 'nothing') this.#lost += PACKET_BYTES;
    const remedy = this.#secrecy.packet(userId, what, this.#options.clock.now());
    if (remedy === 'rejoin') this.#options.on({ is: 'broken' });
    if (remedy === 'regroup') this.#regroup();
  }

  #regroup(): void {
    const state = this.#networking?.state;
    if (state?.code !== NetworkingStatusCode.Ready) return;
    state.dave?.recoverFromInvalidTransition(state.dave.lastTransitionId ?? 0);
  }
}
