import { makeOggOpus } from '../../audio/ogg-opus.ts';
import { loadOpus } from '../../audio/opus.ts';
import { FRAME_MS, MODEL_FRAME } from '../../audio/pcm.ts';
import { makeChildEnvironment } from '../../base/child-environment.ts';
import { startDeadline, systemClock } from '../../base/clock.ts';
import { MediaProcess } from '../../media/bridge/media-process.ts';
import type { FileOutcome } from '../../media/bridge/media-protocol.ts';
import { findFfmpeg } from '../../media/ffmpeg-program.ts';
import type { Check, Finding } from '../check.ts';

/** A disc on blue, 64 × 48 pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAMAAACWlYwtAAAAKlBMVEUgYMAsaMNZiNCTsuDK2fDx9fv+/v5Mf8y+0ez///+/0ew8dMhvmNZvmdbwg9HFAAAAqklEQVRIx+2WwQ7DIAxDKYQWU/r/vzvtNE2jSai3SpN4d1tVYpyGMJnoLDFJXrOkuFyRbwUv6jYq3wXvyD6kb/jkGNAn9Eik3u9w4Izmmx/OcU1SFAPx7B8ajjxU1aDY+YWOmepoGMSrGXBnQQwDcw/ZMMiWwWoY4OdfQM+A3gKdAzqJoaj6esNrpPuAb6Rup481O9vK/F3oN3u79TY+81Cp6/yF/4PJH/EAfYod6yYDZPIAAAAASUVORK5CYII=',
  'base64',
);

/** What is written on the page below. */
const WORDS = 'Can you read this page?';

/** A document of one page. Its table of contents is left out, which every reader restores. */
const PDF = Buffer.from(
  `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length ${30 + WORDS.length}>>stream
BT /F 12 Tf 20 100 Td (${WORDS}) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF`,
);

/** A second of silence, as a voice message. */
const makeNote = async (): Promise<Buffer> => {
  const encoder = (await loadOpus()).encoder();
  const packets = Array.from({ length: 1_000 / FRAME_MS + 1 }, () => encoder.encode(Buffer.alloc(MODEL_FRAME)));
  encoder.close();
  return makeOggOpus(packets, ((packets.length - 1) * MODEL_FRAME) / 2);
};

/** Something that a media process has to read, and whether it did. */
type Sample = { name: string; make(): Promise<Buffer> | Buffer; isRight(outcome: FileOutcome): boolean };

const SAMPLES: readonly Sample[] = [
  {
    name: 'pictures',
    make: () => PNG,
    isRight: (outcome) => outcome.is === 'picture' && outcome.width === 64 && outcome.height === 48,
  },
  { name: 'documents', make: () => PDF, isRight: (outcome) => outcome.is === 'pages' && outcome.text.includes(WORDS) },
  { name: 'recordings', make: makeNote, isRight: (outcome) => outcome.is === 'sound' && outcome.ms === 1_000 },
];

const WANTS = { side: 100, textBytes: 1_000, pictures: 1, soundMs: 10_000 };

/** Reads all samples in a media process of its own, and names what doesn't come out of it as it should. */
const findUnreadable = async (signal: AbortSignal): Promise<string[]> => {
  const env = makeChildEnvironment({ PATH: process.env.PATH });
  // A person waits for it, and no call has to go first.
  const child = new MediaProcess({ env, clock: systemClock, isHumble: false });
  const wrong: string[] = [];
  try {
    for (const { name, make, isRight } of SAMPLES) {
      const outcome = await child.read(await make(), WANTS, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (!outcome || !isRight(outcome)) wrong.push(name);
    }
  } finally {
    await child.end();
  }
  return wrong;
};

/** Judges what a media process can't read, and whether FFmpeg is there for the rest. */
export const judgeMedia = (unreadable: readonly string[], ffmpeg: string | undefined): Finding => {
  if (unreadable.length > 0) {
    const seen = `files are opened, but not ${unreadable.join(' or ')}`;
    const remedy = `Pictures need the package sharp's build for this platform: run "npm ci" on this machine, without --omit=optional, instead of copying node_modules from another one.`;
    return { ok: false, seen, remedy };
  }
  const seen = 'texts, pictures, documents and recordings are read';
  if (ffmpeg !== undefined) return { ok: true, seen: `${seen}, videos by FFmpeg` };
  const remedy = 'Install FFmpeg if people should be able to send videos, and sound as AAC, FLAC or Vorbis.';
  return { ok: 'note', seen: `${seen}; without FFmpeg no videos`, remedy };
};

/** How long it's tried, in milliseconds: less than an examination takes, so that what became of it can be told. */
const PATIENCE = 6_000;

const BUSY: Finding = {
  ok: 'note',
  seen: `not read to the end within ${PATIENCE / 1_000} s, because this machine is busy`,
  remedy: 'Ask the doctor again when less is going on there.',
};

/** Whether files that people send can be read on this machine. */
export const media: Check = {
  name: 'files',
  needs: [],
  remedy: 'The installed packages are damaged. Delete node_modules and run "npm ci".',
  run: async ({ clock, signal }) => {
    using time = startDeadline(clock, { ms: PATIENCE, reason: BUSY, signal });
    try {
      return judgeMedia(await findUnreadable(time.signal), await findFfmpeg());
    } catch (error) {
      if (error === BUSY) return BUSY;
      throw error;
    }
  },
};
