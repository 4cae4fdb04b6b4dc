import assert from 'node:assert/strict';
import { makeChildEnvironment } from '../../src/base/child-environment.ts';
import { systemClock } from '../../src/base/clock.ts';
import { MediaFault } from '../../src/media/bridge/media-fault.ts';
import { MediaProcess } from '../../src/media/bridge/media-process.ts';
import type { FileOutcome, Wants } from '../../src/media/bridge/media-protocol.ts';
import { ALL, NEVER } from './wants.ts';

/** A media process as the bot starts it. */
export const startMedia = (): MediaProcess =>
  new MediaProcess({ env: makeChildEnvironment(process.env), clock: systemClock });

/** What the media process makes of a file, or why it refuses it. */
export const tryFile = async (
  child: MediaProcess,
  bytes: Buffer,
  wants: Partial<Wants> = {},
): Promise<FileOutcome | { is: 'refused'; why: string }> => {
  try {
    return await child.read(bytes, { ...ALL, ...wants }, NEVER);
  } catch (error) {
    assert.ok(error instanceof MediaFault);
    return { is: 'refused', why: error.why };
  }
};

/** The same in a few words: the kind of its content, FFmpeg's name of its format, or why it's refused. */
export const summarize = (outcome: Awaited<ReturnType<typeof tryFile>>): string => {
  if (outcome.is === 'refused') return outcome.why;
  return outcome.is === 'needs-ffmpeg' ? `${outcome.kind} for FFmpeg: ${outcome.format}` : outcome.is;
};
