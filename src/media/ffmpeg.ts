import { countBytes, EAR_RATE } from '../audio/pcm.ts';
import { type Clock, startDeadline } from '../base/clock.ts';
import { Mutex } from '../base/mutex.ts';
import { MediaFault } from './bridge/media-fault.ts';
import { MEDIA_LIMITS } from './bridge/media-limits.ts';
import type { FfmpegFormat, FileOutcome, Wants } from './bridge/media-protocol.ts';
import type { FileContent, Picture, Soundtrack, VideoFrame } from './bridge/read-file.ts';
import { type FfmpegOutput, findFfmpeg, runFfmpeg } from './ffmpeg-program.ts';
import { withPrivateFile } from './private-file.ts';

/** What only FFmpeg can decode. */
export type Foreign = Extract<FileOutcome, { is: 'needs-ffmpeg' }>;

export type FfmpegOptions = {
  /** Reads a picture in the media process, as if a person had sent it. */
  readPicture: (jpeg: Buffer, wants: Wants, signal: AbortSignal) => Promise<FileOutcome>;
  /** The machine's own clock, because a process takes real time. */
  clock: Pick<Clock, 'sleep'>;
  /** Where programs are, as `PATH` has them; of this process if it isn't given. */
  path?: string;
};

/**
 * Seconds of processor time after which FFmpeg ends by itself, more than it ever gets. If the bot is killed, nobody else
 * ends it.
 */
const MOST_SECONDS = 20;

/** The most that FFmpeg may allocate at once, in bytes. */
const MOST_ALLOCATED = 256 * 1024 * 1024;

/** The most pixels of a video: a little more than 4K has. Its codec keeps up to 16 frames, which is 220 MB. */
const MOST_PIXELS = 9_000_000;

/** The most bytes of one frame as JPEG. */
const FRAME_BYTES = 16 * 1024 * 1024;

/** The containers that it may open. There's none among them that names other files or addresses. */
const FORMATS: readonly FfmpegFormat[] = ['mov', 'matroska', 'ogg', 'mp3', 'wav', 'flac', 'aac'];

/**
 * How FFmpeg opens a file that a stranger made: as the format that we found, from the disk only, with one thread, and nothing
 * large. FFmpeg's own detection would open playlists, which name other files and addresses.
 */
const readFrom = (path: string, format: FfmpegFormat, from = 0): string[] => [
  ...['-nostdin', '-v', 'quiet', '-timelimit', `${MOST_SECONDS}`, '-max_alloc', `${MOST_ALLOCATED}`, '-threads', '1'],
  ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS.join(',')],
  ...['-max_pixels', `${MOST_PIXELS}`, '-ss', `${from / 1000}`, '-f', format, '-i', `file:${path}`],
];

/** The first sound of the file, as the model hears it. A second more than is wanted tells that it's cut. */
const takeSound = (most: number): string[] => [
  ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-t', `${most / 1000 + 1}`],
  ...['-ac', '1', '-ar', `${EAR_RATE}`, '-f', 's16le', 'pipe:1'],
];

/** One frame of what is a video and no cover. */
const TAKE_FRAME = ['-map', '0:V:0', '-an', '-sn', '-dn', '-frames:v', '1', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'];

/** The moments of a video that are shown, in milliseconds: in the middle of each of so many parts. */
const chooseMoments = (ms: number, count: number): number[] =>
  Array.from({ length: ms > 0 ? count : Math.min(1, count) }, (_, at) => Math.floor(((at + 0.5) * ms) / count));

type Run = (args: readonly string[], most: number) => Promise<FfmpegOutput>;

const readSound = async (run: Run, source: string[], most: number): Promise<Soundtrack | undefined> => {
  const { bytes: pcm, isCut } = await run([...source, ...takeSound(most)], countBytes(most, EAR_RATE));
  return pcm.length < 2 ? undefined : { pcm, ms: Math.round(pcm.length / countBytes(1, EAR_RATE)), isCut };
};

/** Decodes with FFmpeg what the media process doesn't decode itself, where it's installed. */
export class FfmpegDecoder {
  readonly #options: FfmpegOptions;
  /** A file may cost FFmpeg hundreds of megabytes, so it works on one at a time. */
  readonly #mutex = new Mutex();
  /** Looked for with the first file, because most bots never get one. */
  #program: Promise<string | undefined> | undefined;

  constructor(options: FfmpegOptions) {
    this.#options = options;
  }

  /**
   * Decodes a recording, or the sound and a few frames of a video, when the files before it are done. It gets 15 s, and what of
   * a video's frames is missing by then stays out.
   *
   * @throws MediaFault `no-ffmpeg`; `broken` if there's nothing to hear or see; `slow` if its sound takes too long, because a part
   *   of it could be taken for all. A fatal one of `readPicture`. The signal's reason.
   */
  decode(bytes: Buffer, foreign: Foreign, wants: Wants, signal: AbortSignal): Promise<FileContent> {
    return this.#mutex.run(() => this.#decodeNow(bytes, foreign, wants, signal), signal);
  }

  async #decodeNow(bytes: Buffer, foreign: Foreign, wants: Wants, signal: AbortSignal): Promise<FileContent> {
    this.#program ??= findFfmpeg(this.#options.path);
    const program = await this.#program;
    if (program === undefined) throw new MediaFault('no-ffmpeg');
    const reason = new MediaFault('slow');
    using deadline = startDeadline(this.#options.clock, { ms: MEDIA_LIMITS.ffmpegMs, reason, signal });
    const run: Run = async (args, most) => {
      const output = await runFfmpeg(program, args, { most, signal: deadline.signal });
      deadline.signal.throwIfAborted();
      return output;
    };
    return await withPrivateFile(bytes, async (path) => {
      const { format } = foreign;
      const sound = await readSound(run, readFrom(path, format), wants.soundMs);
      if (foreign.kind === 'video') return this.#watch(run, path, { ...foreign, sound }, wants, deadline.signal);
      if (!sound) throw new MediaFault('broken');
      return { is: 'sound', ...sound };
    });
  }

  /** Looks at a video whose sound is known. */
  async #watch(
    run: Run,
    path: string,
    { format, ms, sound }: Foreign & { sound: Soundtrack | undefined },
    wants: Wants,
    signal: AbortSignal,
  ): Promise<FileContent> {
    const length = ms ?? sound?.ms ?? 0;
    const most = Math.min(MEDIA_LIMITS.frames, wants.pictures);
    const frames: VideoFrame[] = [];
    const look = async (at: number) => {
      const frame = await this.#takeFrame(run, readFrom(path, format, at), wants, signal);
      if (frame) frames.push({ ...frame, at });
    };
    for (const at of chooseMoments(length, most)) await look(at);
    // A length that isn't true leads to moments that don't exist, but a video has a first one.
    if (most > 0 && frames.length === 0) await look(0);
    if (!sound && frames.length === 0) throw signal.reason ?? new MediaFault('broken');
    return { is: 'video', ms: length, ...(sound && { sound }), frames };
  }

  /**
   * A frame that's damaged, doesn't exist or comes too late is nothing, which leaves the others. After one that ended the media
   * process no other is tried, because they'd be like it.
   */
  async #takeFrame(run: Run, source: string[], wants: Wants, signal: AbortSignal): Promise<Picture | undefined> {
    try {
      const { bytes: jpeg } = await run([...source, ...TAKE_FRAME], FRAME_BYTES);
      const read = jpeg.length > 0 ? await this.#options.readPicture(jpeg, wants, signal) : undefined;
      return read?.is === 'picture' ? { jpeg: read.jpeg, width: read.width, height: read.height } : undefined;
    } catch (error) {
      if (error instanceof MediaFault && !error.isFatal) return undefined;
      throw error;
    }
  }
}
