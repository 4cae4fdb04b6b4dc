/**
 * The textbook bot for calls: the guide of @discordjs/voice and the Live API's quickstart put together in one program.
 * Parley's voice is compared with it, so it's plain but not worse than it has to be: it feeds silence as soon as a packet
 * is late, because otherwise the server doesn't detect the end of speech; it empties its queue and stops its player as soon
 * as it's interrupted; and it waits for a slow model.
 *
 * With a name in `TOOL` it has one tool, which takes 50 ms. It has nothing else: it doesn't tell speakers apart, hears everyone, writes nothing, doesn't reconnect, and does all of
 * its work on one thread.
 */
import { Readable } from 'node:stream';
import {
  createAudioPlayer,
  createAudioResource,
  EndBehaviorType,
  entersState,
  joinVoiceChannel,
  StreamType,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import {
  Behavior,
  type FunctionCall,
  GoogleGenAI,
  type LiveServerMessage,
  Modality,
  type Session,
} from '@google/genai';
import { type ChatInputCommandInteraction, Client, Events, GatewayIntentBits } from 'discord.js';
import OpusScript from 'opusscript';
import prism from 'prism-media';

const { DISCORD_TOKEN = '', DISCORD_API_URL = '', GEMINI_API_KEY = '', GEMINI_BASE_URL = '', TOOL = '' } = process.env;

/** How long the tool takes, in milliseconds. */
const TOOL_MS = 50;

const FRAME_MS = 20;
const STEREO_48K = { rate: 48_000, channels: 2, frameSize: 960 };

/** 20 ms of silence for the model: 16 kHz mono. */
const SILENCE = Buffer.alloc(640);

/** How late a packet may be, in milliseconds, before silence takes its place. */
const LATE = 2 * FRAME_MS;

/** How many frames of a reply may be missing in a row before it's given up: 30 s. */
const PATIENCE = 1_500;

const ai = new GoogleGenAI({
  apiKey: GEMINI_API_KEY,
  apiVersion: 'v1beta',
  httpOptions: { baseUrl: GEMINI_BASE_URL },
});
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  rest: { api: DISCORD_API_URL },
});
const leaving = new Map<string, () => void>();

/** Turns 24 kHz mono into 48 kHz stereo by repeating each sample four times. */
const upsampled = (pcm: Buffer): Buffer => {
  const out = Buffer.alloc(pcm.length * 4);
  for (let at = 0; at + 1 < pcm.length; at += 2) {
    const sample = pcm.readInt16LE(at);
    for (let copy = 0; copy < 4; copy += 1) out.writeInt16LE(sample, at * 4 + copy * 2);
  }
  return out;
};

/** Turns 48 kHz stereo into 16 kHz mono by taking every third sample of the left channel. */
const decimated = (pcm: Buffer): Buffer => {
  const out = Buffer.alloc(2 * Math.floor(pcm.length / 12));
  for (let at = 0; at < out.length; at += 2) out.writeInt16LE(pcm.readInt16LE(at * 6), at);
  return out;
};

/** The queue of one reply, from which a player reads at its own speed. */
class Queue extends Readable {
  #pieces: (Buffer | null)[] = [];
  #hungry = false;

  override _read(): void {
    this.#hungry = true;
    this.#feed();
  }

  /** Adds sound, or the end. */
  add(piece: Buffer | null): void {
    this.#pieces.push(piece);
    this.#feed();
  }

  clear(): void {
    this.#pieces = [];
  }

  #feed(): void {
    for (let piece = this.#pieces.shift(); piece !== undefined; piece = this.#pieces.shift()) {
      this.#hungry = this.push(piece);
      if (!this.#hungry) return;
    }
  }
}

/**
 * opusscript breaks all its encoders when its memory grows ("offset is out of bounds"), which happens at about ten calls. So
 * its memory is made to grow before there are any.
 */
const grow = (codecs: number): void => {
  for (const codec of Array.from({ length: codecs }, () => new OpusScript(48_000, 2))) codec.delete();
};

const complaints = new Set<string>();

/** Reports each kind of failure once. With many calls the same one comes again and again. */
const complain = (what: string): void => {
  if (!complaints.has(what)) console.error(`The textbook bot ${what.split('\n')[0]}`);
  complaints.add(what);
};

/** Plays what the model says in a call. */
const mouth = (connection: VoiceConnection) => {
  const player = createAudioPlayer({ behaviors: { maxMissedFrames: PATIENCE } });
  player.on('error', ({ message }) => complain(`lost a reply: ${message}`));
  connection.subscribe(player);
  let queue: Queue | undefined;
  const begin = (): Queue => {
    const begun = new Queue();
    player.play(createAudioResource(begun, { inputType: StreamType.Raw }));
    return begun;
  };
  return ({ serverContent }: LiveServerMessage): void => {
    for (const { inlineData } of serverContent?.modelTurn?.parts ?? []) {
      if (!inlineData?.data) continue;
      queue ??= begin();
      queue.add(upsampled(Buffer.from(inlineData.data, 'base64')));
    }
    if (serverContent?.interrupted) {
      queue?.clear();
      queue = undefined;
      player.stop();
    }
    if (!serverContent?.generationComplete) return;
    queue?.add(null);
    queue = undefined;
  };
};

/** Sends the model everything that people say in a call, and silence while nobody speaks. The result ends it. */
const ears = ({ receiver }: VoiceConnection, session: Session): (() => void) => {
  let heardAt = 0;
  const send = (pcm: Buffer) =>
    session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } });
  receiver.speaking.on('start', (userId) => {
    if (receiver.subscriptions.has(userId)) return;
    const decoder = new prism.opus.Decoder(STEREO_48K);
    decoder.on('data', (pcm: Buffer) => {
      heardAt = performance.now();
      send(decimated(pcm));
    });
    decoder.on('error', ({ message }) => complain(`lost what was said: ${message}`));
    receiver.subscribe(userId, { end: { behavior: EndBehaviorType.AfterSilence, duration: 1_000 } }).pipe(decoder);
  });
  const ticker = setInterval(() => {
    if (performance.now() - heardAt >= LATE) send(SILENCE);
  }, FRAME_MS);
  return () => clearInterval(ticker);
};

/** Does what a call asks for, and tells the model. */
const work = async (session: Session, { id = '', name = '' }: FunctionCall): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, TOOL_MS));
  session.sendToolResponse({ functionResponses: [{ id, name, response: { done: true } }] });
};

const join = async ({ guild, member }: ChatInputCommandInteraction<'cached'>): Promise<string> => {
  const channelId = member.voice.channelId;
  if (!channelId) return 'You are in no voice channel.';
  const { id: guildId, voiceAdapterCreator: adapterCreator } = guild;
  const connection = joinVoiceChannel({ channelId, guildId, adapterCreator, selfDeaf: false });
  await entersState(connection, VoiceConnectionStatus.Ready, 30_000);
  const play = mouth(connection);
  const session: Session = await ai.live.connect({
    model: 'gemini-3.8-live',
    config: {
      responseModalities: [Modality.AUDIO],
      ...(TOOL && { tools: [{ functionDeclarations: [{ name: TOOL, behavior: Behavior.BLOCKING }] }] }),
    },
    callbacks: {
      onmessage: (message) => {
        play(message);
        for (const call of message.toolCall?.functionCalls ?? []) void work(session, call);
      },
    },
  });
  const deafen = ears(connection, session);
  leaving.set(guildId, () => {
    deafen();
    session.close();
    connection.destroy();
  });
  return 'Here I am.';
};

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
  await interaction.deferReply();
  if (interaction.commandName === 'leave') {
    leaving.get(interaction.guildId)?.();
    leaving.delete(interaction.guildId);
    await interaction.editReply('Goodbye.');
  } else await interaction.editReply(await join(interaction));
});

client.once(Events.ClientReady, async ({ application }) => {
  await application.commands.set([
    { name: 'join', description: 'Come into my voice channel' },
    { name: 'leave', description: 'Leave the voice channel' },
  ]);
  console.log('ready');
});

grow(300);
await client.login(DISCORD_TOKEN);
