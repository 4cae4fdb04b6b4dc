import type { Logger } from 'pino';
import { type Clock, startDeadline } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Observe } from '../base/events.ts';
import type { Text } from '../text/text.ts';
import { MediaFault } from './bridge/media-fault.ts';
import { MEDIA_LIMITS } from './bridge/media-limits.ts';
import type { FileOutcome, Wants } from './bridge/media-protocol.ts';
import type { FileContent, ReadFile } from './bridge/read-file.ts';
import { explainFault } from './fault-text.ts';
import { chooseFiles } from './file-choice.ts';
import type { FileReading } from './file-reading.ts';
import { countContentBytes, Ration, removeUnheard } from './ration.ts';
import { ReadingRoom, type Stay } from './reading-room.ts';
import type { SentFile } from './sent-file.ts';
import { explainSoundCut } from './sound-cut.ts';
import { shareText } from './text-shares.ts';

/** Decodes a file that only FFmpeg can decode. */
export type Ffmpeg = (
  bytes: Buffer,
  what: Extract<FileOutcome, { is: 'needs-ffmpeg' }>,
  wants: Wants,
  signal: AbortSignal,
) => Promise<FileContent>;

export type MediaReaderOptions = {
  /** Fetches a file; see `fetchFile`. */
  fetch: (file: SentFile, signal: AbortSignal) => Promise<Buffer>;
  /** The media process. */
  processes: {
    read(bytes: Uint8Array, wants: Wants, signal: AbortSignal): Promise<FileOutcome>;
    end(): Promise<void>;
  };
  ffmpeg: Ffmpeg;
  /** What the model has room for. */
  wants: Pick<Wants, 'side' | 'textBytes'>;
  /** The machine's own clock, because fetching and decoding take real time. */
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/**
 * One question's reading, while it lasts. `isSpent`: one of its files has ended the media process. The next process gets no
 * other of them, so that no question can end one after another until files are refused for everybody.
 */
type Work = { ration: Ration; remarks: Text[]; signal: AbortSignal; isSpent: boolean };

/** Reads the files of questions. */
export class MediaReader {
  readonly #options: MediaReaderOptions;
  readonly #room: ReadingRoom;

  constructor(options: MediaReaderOptions) {
    this.#options = options;
    const { processBytes: most, roomWaitMs: wait } = MEDIA_LIMITS;
    this.#room = new ReadingRoom({ most, wait, clock: options.clock });
  }

  /** Bytes of files in this process. */
  get taken(): number {
    return this.#room.taken;
  }

  /** Fetches one file as it is, for what isn't a question. @throws UserError that says why it can't be */
  async fetch(file: SentFile): Promise<Buffer> {
    try {
      return await this.#options.fetch(file, new AbortController().signal);
    } catch (error) {
      if (error instanceof MediaFault) throw new UserError(explainFault(error.why, file.name), { cause: error });
      throw error;
    }
  }

  /**
   * Fetches a picture and makes a JPEG of its middle, a square of at most `side` pixels. Resolves to nothing if it's another
   * kind of file.
   *
   * @throws UserError that says why it can't be read
   */
  async readSquare(file: SentFile, side: number): Promise<Buffer | undefined> {
    const { clock, fetch, processes } = this.#options;
    const [reason, signal] = [new MediaFault('slow'), new AbortController().signal];
    using deadline = startDeadline(clock, { ms: MEDIA_LIMITS.questionMs, reason, signal });
    try {
      const stay = await this.#room.enter(file.size, deadline.signal);
      try {
        const wants = { ...new Ration({ side, textBytes: 0 }).wants, square: true as const };
        const content = await processes.read(await fetch(file, deadline.signal), wants, deadline.signal);
        return content.is === 'picture' ? content.jpeg : undefined;
      } finally {
        stay.leave();
      }
    } catch (error) {
      const { why } = this.#toFault(error, deadline.signal);
      throw new UserError(explainFault(why, file.name), { cause: error });
    }
  }

  /**
   * Fetches and reads a question's files, in order. It never rejects: each file that can't be read is told in a remark, and
   * after 20 s those that are missing are. If the signal aborts, nobody wants them any more.
   */
  async read(files: readonly SentFile[], signal: AbortSignal): Promise<FileReading> {
    const { chosen, remarks, bytes } = chooseFiles(files);
    if (chosen.length === 0) return { files: [], remarks, release() {} };
    try {
      const stay = await this.#room.enter(bytes, signal);
      try {
        return await this.#readAll(chosen, { remarks: [...remarks], stay, signal });
      } catch (error) {
        stay.leave();
        throw error;
      }
    } catch (error) {
      const why = this.#toFault(error, signal).why;
      return { files: [], remarks: [...remarks, ...chosen.map(({ name }) => explainFault(why, name))], release() {} };
    }
  }

  /** Ends the media process. Files that are being read are told as not read. */
  async end(): Promise<void> {
    await this.#options.processes.end();
  }

  async #readAll(
    files: readonly SentFile[],
    { remarks, stay, signal }: { remarks: Text[]; stay: Stay; signal: AbortSignal },
  ): Promise<FileReading> {
    const { clock, fetch, wants } = this.#options;
    const reason = new MediaFault('slow');
    using deadline = startDeadline(clock, { ms: MEDIA_LIMITS.questionMs, reason, signal });
    const work: Work = { ration: new Ration(wants), remarks, signal: deadline.signal, isSpent: false };
    // All are fetched at once, because their bytes have their place already; a failure is looked at in its turn.
    const fetches = files.map((file) => fetch(file, deadline.signal));
    for (const each of fetches) each.catch(() => {});
    const read: ReadFile[] = [];
    for (const [index, file] of files.entries()) {
      const content = await this.#readOne(file, fetches[index] ?? Promise.reject(reason), work);
      if (content) read.push(toReadFile(file, content));
    }
    const shared = shareText(read, wants.textBytes);
    stay.resize(shared.reduce((sum, file) => sum + countContentBytes(file), 0));
    remarks.push(...shared.flatMap(explainCuts), ...work.ration.explain());
    const heard = shared.flatMap((file) => removeUnheard(file) ?? []);
    return { files: heard, remarks, release: () => stay.leave() };
  }

  /** Reads one file. What goes wrong with it becomes a remark. */
  async #readOne(file: SentFile, fetching: Promise<Buffer>, work: Work): Promise<FileContent | undefined> {
    const { clock, observe } = this.#options;
    const began = clock.now();
    const tell = (kind: FileContent['is'] | 'none', outcome: 'read' | MediaFault['why']) =>
      observe({ is: 'file', kind, outcome, took: clock.now() - began, bytes: file.size });
    try {
      const content = await this.#decode(await fetching, work);
      tell(content.is, 'read');
      return work.ration.take(content, file.name);
    } catch (error) {
      const { why, isFatal } = this.#toFault(error, work.signal);
      work.isSpent ||= isFatal;
      tell('none', why);
      work.remarks.push(explainFault(why, file.name));
      return undefined;
    }
  }

  async #decode(bytes: Buffer, { ration, signal, isSpent }: Work): Promise<FileContent> {
    if (isSpent) throw new MediaFault('skipped');
    const { processes, ffmpeg } = this.#options;
    const outcome = await processes.read(bytes, ration.wants, signal);
    return outcome.is === 'needs-ffmpeg' ? ffmpeg(bytes, outcome, ration.wants, signal) : outcome;
  }

  /** Why a file isn't read. An error of ours is told like a process that keeps failing, and logged. */
  #toFault(error: unknown, signal: AbortSignal): MediaFault {
    const { reason } = signal;
    if (error instanceof MediaFault) return error;
    if (signal.aborted) return reason instanceof MediaFault ? reason : new MediaFault('slow');
    this.#options.log.error({ event: 'media.failed', err: error }, 'a file could not be read because of a mistake');
    return new MediaFault('failing', { cause: error });
  }
}

const toReadFile = ({ name, of, alt, isVoice, size: bytes }: SentFile, content: FileContent): ReadFile => ({
  name,
  of,
  bytes,
  isVoice,
  ...(alt !== undefined && { alt }),
  ...content,
});

/** What of a file wasn't read. */
const explainCuts = (file: ReadFile): Text[] => {
  const { name } = file;
  if (file.is === 'pages' && file.read < file.pages)
    return [{ code: 'media.pages', name, read: file.read, pages: file.pages }];
  if (file.is === 'text')
    return [
      ...(file.cut ? [{ code: 'media.cut', name } as const] : []),
      ...(file.text.includes('\ufffd') ? [{ code: 'media.damaged-text', name } as const] : []),
    ];
  if (file.is === 'pages' && file.cut) return [{ code: 'media.cut', name }];
  const sound = file.is === 'sound' ? file : file.is === 'video' ? file.sound : undefined;
  return sound?.isCut ? [explainSoundCut(name, sound.ms, MEDIA_LIMITS.soundMs)] : [];
};
