import { AnsweredQuestions } from './answered-questions.ts';
import { Drafts } from './drafts.ts';
import { RecapShelf } from './recap-shelf.ts';
import { Transcript } from './transcript.ts';
import type { TranscriptArchive } from './transcript-archive.ts';
import { TranscriptLedger } from './transcript-ledger.ts';
import { TurnProgress } from './turn-progress.ts';

/** All that is stored of what was said in one channel, and what is known of it meanwhile; all over the same summary. */
export type ConversationMemory = {
  transcript: Transcript;
  drafts: Drafts;
  progress: TurnProgress;
  answered: AnsweredQuestions;
  recaps: RecapShelf;
};

/** @param settled told when nothing waits for the store any more; see `Transcript.unsettled` */
export const openConversationMemory = (
  channel: string,
  archive: TranscriptArchive,
  settled: () => void = () => {},
): ConversationMemory => {
  const ledger = new TranscriptLedger(channel, archive, settled);
  const drafts = new Drafts(ledger);
  return {
    transcript: new Transcript({ channel, archive, ledger, drafts }),
    drafts,
    progress: new TurnProgress(ledger),
    answered: new AnsweredQuestions(channel, archive, ledger),
    recaps: new RecapShelf(channel, archive, ledger),
  };
};
