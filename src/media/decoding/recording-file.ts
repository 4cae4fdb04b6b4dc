import {
  BufferSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputFormat,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import { MediaFault } from '../bridge/media-fault.ts';
import type { FfmpegFormat, FileOutcome, Wants } from '../bridge/media-protocol.ts';
import { decodeOpus, readOpusHeader } from './opus-sound.ts';
import { decodePcm, findSampleFormat } from './pcm-sound.ts';
import type { FileKind } from './sniff.ts';

/** Containers whose packets are read here. */
export type Container = Extract<FileKind, 'ogg' | 'wav' | 'matroska' | 'mp4'>;

/**
 * What each container is read as, and what FFmpeg calls it. The list is explicit: the library's list of all formats includes
 * playlists, which name other files and addresses to fetch.
 */
const CONTAINERS: Record<Container, { formats: InputFormat[]; format: FfmpegFormat }> = {
  ogg: { formats: [OGG], format: 'ogg' },
  wav: { formats: [WAVE], format: 'wav' },
  matroska: { formats: [MATROSKA, WEBM], format: 'matroska' },
  mp4: { formats: [MP4, QTFF], format: 'mov' },
};

/** Codecs in Ogg that the library passes over, by what their first packet begins with (RFC 3533; the codecs' own mappings). */
const PASSED_OVER = ['\x7fFLAC', 'Speex   '];

/** Where the first packet of an Ogg stream begins: behind the page's header and its one entry of lengths. */
const FIRST_PACKET = 28;

const listPackets = async function* (track: InputAudioTrack): AsyncGenerator<EncodedPacket> {
  // The sink's own generator reads ahead, which takes three times as long for packets that are all in memory.
  const sink = new EncodedPacketSink(track);
  let packet = await sink.getFirstPacket();
  while (packet) {
    yield packet;
    // A recording that breaks off, or is damaged from here on, is heard as far as it goes.
    packet = await sink.getNextPacket(packet).catch(() => null);
  }
};

/** The sound of a track, or nothing if only FFmpeg knows its codec. */
const decodeTrack = async (track: InputAudioTrack, kind: Container, most: number): Promise<FileOutcome | undefined> => {
  const codec = await track.getCodec();
  if (codec === 'opus') {
    const header = readOpusHeader((await track.getDecoderConfig())?.description);
    if (!header.isPlain) return undefined;
    // The library counts the times in Ogg itself, by what packets say of themselves, so damaged ones would shift the rest.
    return { is: 'sound', ...(await decodeOpus(listPackets(track), header, { hasTimes: kind !== 'ogg', most })) };
  }
  const format = codec ? findSampleFormat(codec) : undefined;
  if (!format) return undefined;
  const [rate, channels] = [await track.getSampleRate(), await track.getNumberOfChannels()];
  return { is: 'sound', ...(await decodePcm(listPackets(track), { format, rate, channels }, most)) };
};

/** How long a file says that it is, in milliseconds, if it says so. It's only believed for choosing moments of a video. */
const readDuration = async (input: Input): Promise<number | undefined> => {
  const seconds = await input.getDurationFromMetadata();
  return seconds !== null && seconds > 0 && Number.isFinite(seconds) ? Math.round(seconds * 1000) : undefined;
};

const isOggOfOthers = (bytes: Buffer): boolean =>
  PASSED_OVER.some((sign) => bytes.toString('latin1', FIRST_PACKET, FIRST_PACKET + sign.length) === sign);

/** WAV files with a codec of their own, of which there are some 200. The library says so in its error only. */
const isWavOfOthers = (error: unknown): boolean => error instanceof Error && /^Unsupported WAVE/.test(error.message);

/**
 * Reads a recording: Opus and uncompressed sound here; whatever else is in one of these containers, and every video, is
 * FFmpeg's. Titles, pictures and comments in them are never read.
 *
 * @throws MediaFault `broken` if there's no sound in it. The library throws other errors for files that are damaged.
 */
export const decodeSound = async (bytes: Buffer, kind: Container, { soundMs }: Wants): Promise<FileOutcome> => {
  const { formats, format } = CONTAINERS[kind];
  using input = new Input({ formats, source: new BufferSource(bytes) });
  const tracks = await input.getTracks().catch((error: unknown) => {
    if (isWavOfOthers(error)) return undefined;
    throw error;
  });
  if (!tracks || (kind === 'ogg' && isOggOfOthers(bytes))) return { is: 'needs-ffmpeg', format, kind: 'sound' };
  if (tracks.some((track) => track.type === 'video'))
    return { is: 'needs-ffmpeg', format, kind: 'video', ms: await readDuration(input) };
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new MediaFault('broken');
  return (await decodeTrack(track, kind, soundMs)) ?? { is: 'needs-ffmpeg', format, kind: 'sound' };
};
