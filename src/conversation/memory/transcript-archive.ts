import { KINDS } from '../../store/record-kinds.ts';
import type { Shelf, Store } from '../../store/store.ts';
import type { Entry } from '../turns/turn-record.ts';
import type { Recap } from './recap.ts';
import type { Summary } from './transcript-summary.ts';

/** Where transcripts are kept. */
export type Archive = {
  turns: Shelf<Entry>;
  summaries: Shelf<Summary>;
  recaps: Shelf<Recap>;
  write: Store['write'];
};

/** The transcripts in a store. */
export const archiveIn = (store: Pick<Store, 'shelf' | 'write'>): Archive => ({
  turns: store.shelf(KINDS.turn),
  summaries: store.shelf(KINDS.conversation),
  recaps: store.shelf(KINDS.recap),
  write: store.write,
});
