import type { Place } from '../../base/place.ts';
import { AnsweredQuestions } from './answered-questions.ts';
import { Drafts } from './drafts.ts';
import { RecapShelf } from './recap-shelf.ts';
import { RecordedTurns } from './recorded-turns.ts';
import { SummaryLedger } from './summary-ledger.ts';
import { Transcript } from './transcript.ts';
import type { TranscriptArchive } from './transcript-archive.ts';

/** Everything that is stored of one channel's conversation. All its parts share one summary. */
export type ConversationMemory = {
  transcript: Transcript;
  drafts: Drafts;
  recorded: RecordedTurns;
  answered: AnsweredQuestions;
  recaps: RecapShelf;
  /** Whose it is. */
  place: Place;
};

/** Opens a place's memory. `settled` is told when nothing has to stay in memory any more; see `Transcript.unsettled`. */
export const openConversationMemory = (
  place: Place,
  archive: TranscriptArchive,
  settled: () => void = () => {},
): ConversationMemory => {
  const ledger = new SummaryLedger(place, archive, settled);
  const drafts = new Drafts(ledger);
  return {
    place,
    transcript: new Transcript({ place, archive, ledger, drafts, settled }),
    drafts,
    recorded: new RecordedTurns(ledger),
    answered: new AnsweredQuestions(ledger),
    recaps: new RecapShelf(place, archive, ledger),
  };
};
