import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Config } from '../config.ts';
import { findModel } from '../live/protocol/models.ts';
import { MEDIA_LIMITS } from '../media/bridge/media-limits.ts';
import { MediaProcess } from '../media/bridge/media-process.ts';
import { MediaProcesses } from '../media/bridge/media-processes.ts';
import { FfmpegDecoder } from '../media/ffmpeg.ts';
import { fetchFile } from '../media/file-fetch.ts';
import { MediaReader } from '../media/media-reader.ts';
import { removeLeftFiles } from '../media/private-file.ts';
import { makeSourceCheck } from '../media/source-host.ts';
import { makeUrlOpener } from '../proxy/open-url.ts';
import { makePublicLookup } from '../proxy/public-address.ts';

/** The share of a conversation's context that the texts of one question may take. */
const CONTEXT_SHARE = 1 / 4;

/** How many bytes of UTF-8 make a token, about; see `countTokens`. */
const TOKEN_BYTES = 4;

/**
 * Makes what reads people's files, and deletes what a killed bot left of them. No process runs before the first of them. It lives in the machine's time, whatever clock
 * the rest has: a download and a decoder take as long as they take.
 */
export const makeMediaReader = (
  config: Config,
  { env, log, observe }: { env: Record<string, string>; log: Logger; observe: Observe },
): MediaReader => {
  const { discordCdnUrl: cdn, proxies, geminiModel, contextTokens } = config;
  const clock = systemClock;
  // A folder that can't be looked through has nothing to do with the start.
  void removeLeftFiles().catch(() => {});
  const check = makeSourceCheck(cdn);
  // A place that the operator has set may be anywhere, even on this machine.
  const lookup = cdn === undefined ? { lookup: makePublicLookup() } : {};
  const open = makeUrlOpener({ proxies, mostBytes: MEDIA_LIMITS.fileBytes + 1, ...lookup });
  const processes = new MediaProcesses({
    env,
    clock,
    died: ({ code, signal, words }) => {
      log.error({ event: 'media.process_died', code, signal, words }, 'the media process died');
      observe({ is: 'media', state: 'died' });
    },
    start: (options) => new MediaProcess(options),
  });
  const ffmpeg = new FfmpegDecoder({ readPicture: (...file) => processes.read(...file), clock });
  return new MediaReader({
    fetch: (file, signal) => fetchFile(file, { open, check, clock, signal }),
    processes,
    ffmpeg: (...file) => ffmpeg.decode(...file),
    wants: { side: findModel(geminiModel).imageSide, textBytes: contextTokens * CONTEXT_SHARE * TOKEN_BYTES },
    clock,
    log,
    observe,
  });
};
