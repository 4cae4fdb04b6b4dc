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

/** The certificates that this process trusted before the first test. */
const TRUSTED = getCACertificates('default');

/** The options of a scene with voice. */
type Beginning = VoiceOptions & { client?: Partial<ClientOptions> };

/** A scene with voice. Its discord.js trusts the voice server. Connections are closed after the test. */
export const voiceScene = async (t: TestContext, { client, ...voice }: Beginning = {}) => {
  const connections: VoiceConnection[] = [];
  // The tests of a file run one after another, so this may change what the whole process trusts.
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
  // Without a listener, an error would end the process. Tests look at the state instead.
  connection.on('error', () => {});
  return connection;
};

/** Resolves when a connection is ready. */
export const ready = (connection: VoiceConnection) => entersState(connection, VoiceConnectionStatus.Ready, 5_000);

/** Makes discord.js play Opus packets. Resolves when that's done. */
export const play = async (connection: VoiceConnection, frames: readonly Buffer[]): Promise<void> => {
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
  connection.subscribe(player);
  player.play(createAudioResource(Readable.from(frames), { inputType: StreamType.Opus }));
  await new Promise<void>((resolve, reject) => {
    player.once('error', reject);
    player.on('stateChange', (_, { status }) => status === 'idle' && resolve());
  });
};

/** What discord.js receives from a user. */
export class ReceivedAudio {
  readonly stream: AudioReceiveStream;
  /** The Opus packets, without frames of silence. */
  readonly packets: Buffer[] = [];
  readonly #changes = new Changes();

  constructor(connection: VoiceConnection, { id }: Member) {
    this.stream = connection.receiver.subscribe(id, { end: { behavior: EndBehaviorType.Manual } });
    // A bad packet destroys the stream with an error, which tests check. Without a listener, it would end the process.
    this.stream.on('error', () => {});
    this.stream.on('data', (packet: Buffer) => {
      if (!packet.equals(OPUS_SILENCE)) this.packets.push(packet);
      this.#changes.happened();
    });
  }

  /** Resolves once there are this many packets. */
  until(count: number): Promise<void> {
    const { packets } = this;
    return this.#changes.until(
      () => packets.length >= count,
      () => `${packets.length} packets came.`,
    );
  }
}
