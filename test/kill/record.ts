import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listParts } from '../../src/conversation/turns/answer-part.ts';
import type { StoredTurn } from '../../src/conversation/turns/stored-turn.ts';
import { readTurns } from '../transcripts.ts';
import type { Question } from './question.ts';

/** The transcripts of channels as a dead process left them in its SQLite file, which is not touched: a copy is read. */
export const readTranscripts = async (
  file: string,
  channels: readonly string[],
): Promise<Map<string, StoredTurn[]>> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-record-'));
  const copy = join(folder, 'copy.sqlite');
  try {
    // The log of what is not in the file yet is there only if there is such a thing.
    await Promise.all(['', '-wal'].map((end) => copyFile(file + end, copy + end).catch(() => {})));
    const all = await readTurns(`sqlite://${copy}`, channels);
    return new Map(
      [...all].map(([channel, entries]) => {
        if (entries.includes(undefined)) throw new Error(`a turn of ${channel} is missing in the file`);
        return [channel, entries.filter((entry) => entry !== undefined)];
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** An answer in the transcript as people see it. */
const textOf = ({ answered, written = [] }: StoredTurn): string =>
  listParts(answered, written)
    .map((one) => (one.is === 'said' ? one.text : one.part.markdown).trim())
    .join('\n\n');

/** What is wrong with a question in the transcript of its channel: whatever people saw has to be there, and once. */
export const wrongs = ({ text, whole, part }: Question, entries: readonly StoredTurn[]): string[] => {
  const [entry, another] = entries.filter(({ asked }) => asked === text);
  if (another) return [`${text} is in the transcript twice`];
  if (!entry) return part === '' ? [] : [`${text} is not in the transcript, and people saw "${part}"`];
  const recorded = textOf(entry);
  if (!whole.startsWith(recorded)) return [`${text} is in the transcript with "${recorded}"`];
  return recorded.startsWith(part) ? [] : [`of ${text} the transcript has less than people saw, "${part}"`];
};
