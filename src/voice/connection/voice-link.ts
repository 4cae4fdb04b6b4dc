import type { Networking, NetworkingState, VoiceConnection } from '@discordjs/voice';
import { joinVoiceChannel, NetworkingStatusCode } from '@discordjs/voice';
import { SILENCE_FRAME } from '../../audio/opus.ts';
import type { Clock } from '../../base/clock.ts';
import { findProxyError } from '../../base/errors.ts';
import type { LossReason } from '../bridge/protocol.ts';
import { EncryptionWatch } from './encryption-watch.ts';
import { Adapter } from './gateway-adapter.ts';
import { guardDatagrams, guardMessages } from './packet-guard.ts';
import { type DatagramOutcome, type PacketListener, PacketTap } from './packet-tap.ts';
import type { VoicePhase } from './rejoin-policy.ts';
import { keepKey } from './transport-key.ts';

/** What happens on a line. */
export type VoiceLinkEvent =
  /** A voice server was named, and the library dials it. */
  | { is: 'dialling' }
  /** Sound can go both ways (again). */
  | { is: 'ready' }
  /** The voice socket closed. */
  | { is: 'closed'; code: number; phase: VoicePhase }
  /** Discord took the voice server away, and will name another. */
  | { is: 'serverless' }
  /** It stands, but is of no use any more. */
  | { is: 'broken' };

/** The proxy lets nothing through, or the voice server answers on its WebSocket and not over UDP. */
type Obstacle = Extract<LossReason, 'proxy' | 'silent'>;

/** One line to Discord's voice servers. It never decides anything: it tells what happens, and does as it is told. */
export type VoiceLink = {
  voiceState(event: Record<string, unknown>): void;
  voiceServer(event: Record<string, unknown>): void;
  /** Closes what is open to a voice server, and stays able to take the next one. */
  drop(): void;
  /** Once a second while it stands. */
  inspect(): void;
  /** Sends one Opus packet of 20 ms, or does not, if the line does not stand. */
  play(opus: Uint8Array): boolean;
  /** Who is decrypted at all. */
  hear(members: readonly string[]): void;
  /** What stands in the way of a connection that does not come about, as far as one can see from here. */
  readonly obstacle: Obstacle | undefined;
  /** How many bytes of packets were lost to bad encryption since it was last asked. */
  takeLoss(): number;
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

/** The first repetition of an unanswered discovery follows after so many milliseconds; each further takes twice as long. */
const DISCOVERY = 300;

/** So many frames of silence end what was said (Discord docs, topics/voice-connections). */
const SILENCES = 5;

/** What a lost packet counts for: the usual size of 20 ms of speech. */
const PACKET_BYTES = 160;

/** An IP discovery request (Discord docs, topics/voice-connections, IP discovery): type 1, length 70, the SSRC. */
const discovery = (ssrc: number): Buffer => {
  const request = Buffer.alloc(74);
  request.writeUInt16BE(1, 0);
  request.writeUInt16BE(70, 2);
  request.writeUInt32BE(ssrc, 4);
  return request;
};

/** A line by @discordjs/voice, guarded against what is known to end its process, its subscriptions or its patience. */
export class DiscordVoiceLink implements VoiceLink {
  readonly #options: VoiceLinkOptions;
  readonly #adapter = new Adapter();
  readonly #connection: VoiceConnection;
  readonly #secrecy = new EncryptionWatch();
  #networking: Networking | undefined;
  #lost = 0;
  /** Whether the proxy was in the way of the last voice server that was dialled. */
  #refused = false;
  /** Frames of silence since the last one with sound. */
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
      // Recovery is decided here, by member; the library would throw where it does not know how to.
      decryptionFailureTolerance: Number.POSITIVE_INFINITY,
      adapterCreator: this.#adapter.create,
    });
    // Without a listener an error ends the process. What it leads to, if anything, comes as a closed socket.
    this.#connection.on('error', (error) => {
      if (findProxyError(error)) this.#refused = true;
    });
    this.#connection.on('stateChange', (_, state) => {
      if ('networking' in state && state.networking && state.networking !== this.#networking)
        this.#attach(state.networking);
    });
    guardDatagrams(this.#connection, options.clock, (userId, what) => this.#judge(userId, what));
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
      // The library says by itself that the bot speaks, with the next packet.
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
    for (const userId of subscriptions.keys()) if (!heard.has(userId)) subscriptions.delete(userId);
    for (const userId of heard)
      if (!subscriptions.has(userId)) subscriptions.set(userId, new PacketTap(userId, this.#options.listener));
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
    networking.on('stateChange', (old, state) => this.#handleChange(networking, old, state));
    this.#attachSocket(networking, networking.state);
    this.#options.on({ is: 'dialling' });
  }

  #handleChange(networking: Networking, old: NetworkingState, state: NetworkingState): void {
    if ('ws' in state && (!('ws' in old) || old.ws !== state.ws)) this.#attachSocket(networking, state);
    if (networking !== this.#networking || old.code === state.code) return;
    // Its socket is open.
    if (state.code === NetworkingStatusCode.Identifying) this.#refused = false;
    if (state.code === NetworkingStatusCode.Ready) {
      keepKey(state.connectionData);
      this.#options.on({ is: 'ready' });
    }
    if (state.code === NetworkingStatusCode.UdpHandshaking) void this.#discover(networking);
  }

  #attachSocket(networking: Networking, state: NetworkingState): void {
    if (!('ws' in state)) return;
    const current = () =>
      networking === this.#networking && 'ws' in networking.state && networking.state.ws === state.ws;
    guardMessages(state.ws, () => {
      if (current()) this.#options.on({ is: 'broken' });
    });
    // Before the library's own listener, which changes the state.
    state.ws.prependOnceListener('close', ({ code }: { code: number }) => {
      const phase = networking.state.code === NetworkingStatusCode.Ready ? 'ready' : 'joining';
      if (current()) this.#options.on({ is: 'closed', code, phase });
    });
  }

  /** The library sends the request once, and waits for ever; any answer, to whichever request, is what it waits for. */
  async #discover(networking: Networking): Promise<void> {
    for (let pause = DISCOVERY; ; pause *= 2) {
      await this.#options.clock.sleep(pause);
      const { state } = networking;
      if (state.code !== NetworkingStatusCode.UdpHandshaking) return;
      state.udp.send(discovery(state.connectionData.ssrc));
    }
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
