import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LoadedSummary, loadDrafts, reopenDraft } from '../../../src/conversation/memory/loaded-summary.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import { TranscriptChapter } from '../../../src/conversation/memory/transcript-chapter.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { openStore } from '../../../src/store/store.ts';
import { silent } from '../../store/record.ts';

const draft = (id: string, at: number, name: string): StoredTurn => ({
  id,
  person: { id: name, name },
  at,
  asked: 'why?',
  answered: 'Because',
  ended: 'broken',
});

const open = async (drafts: StoredTurn[], after: number) => {
  const archive = openTranscriptArchive(await openStore('memory:', silent));
  const chapter = new TranscriptChapter('c', {}, archive);
  for (const [index, entry] of drafts.entries()) await chapter.write(after + index + 1, entry);
  return chapter;
};

test('each draft that a dead process left counts as a turn, and its asker keeps their label', async () => {
  const chapter = await open([draft('q3', 30, 'Ada'), draft('q4', 40, 'Bob')], 2);
  const before = { turns: 2, startedAt: 10, lastAt: 20, speakers: [{ id: 'Ada', name: 'Ada' }] };
  const { summary, draft: newest } = await loadDrafts(before, chapter);
  assert.deepEqual(summary, {
    turns: 4,
    startedAt: 10,
    lastAt: 40,
    speakers: [
      { id: 'Ada', name: 'Ada' },
      { id: 'Bob', name: 'Bob' },
    ],
    done: ['q3'],
  });
  assert.deepEqual([newest?.id, newest?.number], ['q4', 4]);
});

test('a conversation of which only a draft is left began with its question', async () => {
  const { summary } = await loadDrafts(undefined, await open([draft('q1', 10, 'Ada')], 0));
  assert.deepEqual([summary?.turns, summary?.startedAt, summary?.lastAt], [1, 10, 10]);
});

test('without drafts a summary stays as it is stored', async () => {
  const chapter = await open([], 0);
  assert.deepEqual(await loadDrafts(undefined, chapter), { summary: undefined, draft: undefined });
  assert.deepEqual(await loadDrafts({ turns: 2 }, chapter), { summary: { turns: 2 }, draft: undefined });
});

test('a draft is overwritten only by an answer to its own question, and only while it is the newest turn', () => {
  const loaded = (turns: number): LoadedSummary => ({
    summary: { turns },
    draft: { ...draft('q4', 40, 'Ada'), number: 4 },
  });
  const reopened = (turns: number, id: string | undefined) => {
    const { summary, draft: left } = reopenDraft(loaded(turns), id);
    return [summary?.turns, left?.id, summary?.done];
  };
  assert.deepEqual(reopened(4, 'q4'), [3, undefined, undefined]);
  // Its own question may be brought again later. It has been answered by then.
  assert.deepEqual(reopened(4, 'another'), [4, undefined, ['q4']]);
  // What is said aloud has no id, and so decides nothing about the draft.
  assert.deepEqual(reopened(4, undefined), [4, 'q4', undefined]);
  assert.deepEqual(reopened(5, 'q4'), [5, undefined, ['q4']]);
  assert.deepEqual(reopenDraft({ summary: undefined, draft: undefined }, 'q4').summary, undefined);
});
