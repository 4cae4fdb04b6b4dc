import type { Expense, OpenHold } from '../../base/expense.ts';
import type { Interpretation, InterpretedSpeaker } from '../../live/translation/interpretation.ts';
import type { TranslationSink } from '../../live/translation/translation-sink.ts';

/** One utterance on its way into one language; see {@link Interpretation}. */
export type TranslatedSpeech = Pick<Interpretation, 'write' | 'end' | 'drop' | 'lost' | 'ended'>;

/** What translates into one language for a call. It has no connection before somebody speaks. */
export type Translator = {
  hear(speaker: InterpretedSpeaker, sink: TranslationSink): TranslatedSpeech;
  close(): Promise<void>;
};

/** What translates for calls, and where that's paid. */
export type Translations = {
  /** The model, by whose prices it's paid. */
  readonly model: string;
  open(target: string): Translator;
  hold: OpenHold;
  spend(expense: Expense): void;
};
