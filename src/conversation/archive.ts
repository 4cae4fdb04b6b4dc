import { KINDS } from '../store/kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import type { Entry } from './entry.ts';
import type { Recap } from './recap.ts';
import type { Summary } from './summary.ts';

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
