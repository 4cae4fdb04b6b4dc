import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { watchExit } from '../base/child-exit.ts';
import { makeHumble } from '../base/humble-child.ts';

/** What FFmpeg wrote, and whether it would have written more than was wanted. */
export type FfmpegOutput = { bytes: Buffer; isCut: boolean };

/** Where FFmpeg is on this machine; nothing if it isn't installed. */
export const findFfmpeg = async (path = process.env.PATH ?? ''): Promise<string | undefined> => {
  for (const folder of path.split(delimiter).filter((each) => each !== '')) {
    const program = join(folder, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return undefined;
};

/**
 * Runs FFmpeg without any of our settings in its environment, and takes at most `most` bytes of what it writes. It's killed as
 * soon as it writes more, or the signal aborts. What it wrote before it failed is still returned, because files of people are
 * often damaged at their end.
 */
export const runFfmpeg = async (
  program: string,
  args: readonly string[],
  { most, signal }: { most: number; signal: AbortSignal },
): Promise<FfmpegOutput> => {
  signal.throwIfAborted();
  const child = spawn(program, args, { env: {}, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = watchExit(child);
  makeHumble(child.pid);
  const kill = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const pieces: Buffer[] = [];
  let room = most;
  let isCut = false;
  child.stdout.on('data', (piece: Buffer) => {
    pieces.push(piece.subarray(0, room));
    isCut ||= piece.length > room;
    room = Math.max(0, room - piece.length);
    if (isCut) kill();
  });
  const ended = new Promise((resolve) => child.stdout.once('close', resolve));
  try {
    await exited;
    if (child.pid !== undefined) await ended;
  } finally {
    signal.removeEventListener('abort', kill);
  }
  return { bytes: Buffer.concat(pieces), isCut };
};
