import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  type AudioReceiveStream,
  createAudioPlayer,
  createAudioResource,
  EndBehaviorType,
  entersState,
  joinVoiceChannel,
  NoSubscriberBehavior,
  StreamType,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { Client, ClientOptions } from 'discord.js';
import { Changes } from '../changes.ts';
import type { Channel } from '../channel.ts';
import { scene } from '../discord-scene.ts';
import type { Member } from '../member.ts';
import { OPUS_SILENCE } from './opcodes.ts';
import type { VoiceOptions } from './server.ts';

/** Certificates that this process trusted before any test. */
const TRUSTED = getCACertificates('default');

/** How a scene with voice begins. */
type Beginning = VoiceOptions & { client?: Partial<ClientOptions> };

/** A scene with voice, whose discord.js trusts its voice server; connections go with the test. */
export const voiceScene = async (t: TestContext, { client, ...voice }: Beginning = {}) => {
  const connections: VoiceConnection[] = [];
  // Tests of a file run one after another, so that what is trusted may be set for all of the process.
  t.after(() => {
    for (const connection of connections)
      if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
  });
  const all = await scene(t, { voice, ...(client && { client }) });
  setDefaultCACertificates([...TRUSTED, all.discord.voice.caPem]);
  const lounge = all.guild.voice('Lounge');
  const join = (channel: Channel = lounge, options: { selfDeaf?: boolean } = {}) => {
    const connection = enter(all.client, channel, options);
    connections.push(connection);
    return connection;
  };
  return { ...all, voice: all.discord.voice, lounge, ears: all.discord.voice.hears(lounge), join };
};

const enter = (client: Client<true>, channel: Channel, { selfDeaf = false }): VoiceConnection => {
  const guildId = channel.guild?.id ?? '';
  const guild = client.guilds.cache.get(guildId);
  if (!guild) throw new Error('The client does not know the server.');
  const connection = joinVoiceChannel({
    guildId,
    channelId: channel.id,
    adapterCreator: guild.voiceAdapterCreator,
    selfDeaf,
    debug: true,
  });
  // Without a listener its errors would end the process; tests look at its state.
  connection.on('error', () => {});
  return connection;
};

/** Resolves when a connection is ready. */
export const ready = (connection: VoiceConnection) => entersState(connection, VoiceConnectionStatus.Ready, 5_000);

/** Has discord.js play Opus packets; resolves when it is done. */
export const play = async (connection: VoiceConnection, frames: readonly Buffer[]): Promise<void> => {
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
  connection.subscribe(player);
  player.play(createAudioResource(Readable.from(frames), { inputType: StreamType.Opus }));
  await new Promise<void>((resolve, reject) => {
    player.once('error', reject);
    player.on('stateChange', (_, { status }) => status === 'idle' && resolve());
  });
};

/** What discord.js receives of a user. */
export class ReceivedAudio {
  readonly stream: AudioReceiveStream;
  /** Opus packets, without those of silence. */
  readonly packets: Buffer[] = [];
  readonly #changes = new Changes();

  constructor(connection: VoiceConnection, { id }: Member) {
    this.stream = connection.receiver.subscribe(id, { end: { behavior: EndBehaviorType.Manual } });
    // A bad packet destroys the stream with an error, which a test may look for; without a listener it ends the process.
    this.stream.on('error', () => {});
    this.stream.on('data', (packet: Buffer) => {
      if (!packet.equals(OPUS_SILENCE)) this.packets.push(packet);
      this.#changes.happened();
    });
  }

  /** Resolves once there are so many packets. */
  until(count: number): Promise<void> {
    const { packets } = this;
    return this.#changes.until(
      () => packets.length >= count,
      () => `${packets.length} packets came.`,
    );
  }
}
