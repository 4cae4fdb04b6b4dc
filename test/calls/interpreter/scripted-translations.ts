import type { Expense, Foresight, Hold, Spender } from '../../../src/base/expense.ts';
import type { Place } from '../../../src/base/place.ts';
import type { TranslatedSpeech, Translations, Translator } from '../../../src/calls/interpreter/translations.ts';
import type { TranslationEnd, TranslationSink } from '../../../src/live/translation/translation-sink.ts';

/** One utterance on its way into one language, of which a test says what becomes of it. */
export class ScriptedSpeech implements TranslatedSpeech {
  readonly target: string;
  readonly speaker: string;
  readonly sink: TranslationSink;
  readonly sound: Buffer[] = [];
  speaking = true;
  lost = 0;
  readonly #ending = Promise.withResolvers<TranslationEnd>();
  readonly ended = this.#ending.promise;

  constructor(target: string, speaker: string, sink: TranslationSink) {
    this.target = target;
    this.speaker = speaker;
    this.sink = sink;
  }

  write(pcm: Buffer): void {
    this.sound.push(pcm);
  }

  end(): void {
    this.speaking = false;
  }

  drop(): void {
    this.finish({ is: 'dropped' });
  }

  finish(end: TranslationEnd): void {
    this.speaking = false;
    this.#ending.resolve(end);
  }
}

/** Translations that a test makes, and what they cost. */
export class ScriptedTranslations implements Translations {
  readonly model = 'gemini-3.5-live-translate-preview';
  /** The languages of the sessions that were opened, and of those that were closed. */
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly heard: ScriptedSpeech[] = [];
  readonly held: { spender: Spender; foresight: Foresight }[] = [];
  /** For each room that was given back, whether an estimate stays until its count comes. */
  readonly givenBack: boolean[] = [];
  readonly grown: Parameters<Hold['grow']>[0][] = [];
  readonly spent: Expense[] = [];
  /** What `hold` throws, and what its `grow` resolves to. */
  refusal: Error | undefined;
  full: Error | undefined;

  open(target: string): Translator {
    this.opened.push(target);
    return {
      hear: ({ id }, sink) => {
        const interpretation = new ScriptedSpeech(target, id, sink);
        this.heard.push(interpretation);
        return interpretation;
      },
      close: async () => {
        this.closed.push(target);
        for (const one of this.heard) if (one.target === target) one.drop();
      },
    };
  }

  async hold(_: Place, spender: Spender, foresight: Foresight): Promise<Hold> {
    if (this.refusal) throw this.refusal;
    this.held.push({ spender, foresight });
    return {
      grow: async (more) => {
        this.grown.push(more);
        return this.full;
      },
      close: async (asked) => void this.givenBack.push(asked),
    };
  }

  spend(expense: Expense): void {
    this.spent.push(expense);
  }

  /** The newest utterance on its way into a language. */
  into(target: string): ScriptedSpeech {
    const found = this.heard.findLast((one) => one.target === target);
    if (!found) throw new Error(`nothing is translated into ${target}`);
    return found;
  }
}
