import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Shelf, Store } from '../../store/store.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';
import type { Recap } from './recap.ts';
import type { TranscriptSummary } from './transcript-summary.ts';

/** Where transcripts and recaps are stored. */
export type TranscriptArchive = {
  turns: Shelf<StoredTurn>;
  summaries: Shelf<TranscriptSummary>;
  recaps: Shelf<Recap>;
  write: Store['write'];
};

/** Opens the transcripts in a store. */
export const openTranscriptArchive = (store: Pick<Store, 'shelf' | 'write'>): TranscriptArchive => ({
  turns: store.shelf(RECORD_KINDS.turn),
  summaries: store.shelf(RECORD_KINDS.conversation),
  recaps: store.shelf(RECORD_KINDS.recap),
  write: store.write,
});
