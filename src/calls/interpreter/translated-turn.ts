import { toText, UserError } from '../../base/errors.ts';
import type { Person } from '../../conversation/people/person.ts';
import { Turn } from '../../conversation/turns/turn.ts';
import type { TranslationEnd, TranslationSink } from '../../live/translation/translation-sink.ts';
import type { Text } from '../../text/text.ts';

/** What the translation of one utterance needs of its call. */
type TranslatedTurnMeans = {
  person: Person;
  /** When it was said, in milliseconds since the epoch. */
  at: number;
  /** Whether what was understood stands above the translation. */
  withOriginal: boolean;
  /** Whether the translation is also to be heard. */
  aloud: boolean;
  /** There's something to show, and perhaps to say. */
  onBegin(turn: Turn): void;
  /** Tells people what went wrong, if no translation tells it. */
  onFailure(text: Text): void;
  count: TranslationSink['count'];
};

/** What Google says of the model that answers if a key hasn't this one, which the operator doesn't choose. */
const MISSING: readonly Text['code'][] = ['owner.model', 'owner.closed', 'owner.setup'];

const explain = (text: Text): Text => (MISSING.includes(text.code) ? { code: 'interpret.no-model' } : text);

/** How much of what was understood is kept until its translation begins, in characters. */
const MOST_HEARD = 10_000;

/**
 * The translation of one utterance into one language, as a turn that captions and the mouth can follow; no conversation has it.
 * There's none before its first word or sound: most utterances are translated into only one of the two languages.
 */
export class TranslatedTurn implements TranslationSink {
  readonly #means: TranslatedTurnMeans;
  #heard = '';
  #turn: Turn | undefined;

  constructor(means: TranslatedTurnMeans) {
    this.#means = means;
  }

  addHeard(delta: string): void {
    if (!this.#means.withOriginal) return;
    if (this.#turn) this.#turn.addHeard(delta);
    else if (this.#heard.length < MOST_HEARD) this.#heard += delta;
  }

  withdraw(): void {
    this.#heard = '';
    this.#turn?.withdraw('all');
  }

  addText(delta: string): void {
    const turn = this.#open();
    // Captions have who spoke before what was understood, and an answer below that.
    if (this.#means.withOriginal) turn.addText(delta);
    else turn.addHeard(delta);
  }

  addAudio(pcm: Buffer): void {
    if (this.#means.aloud) this.#open().addAudio(pcm);
  }

  count(usage: Parameters<TranslationSink['count']>[0]): void {
    this.#means.count(usage);
  }

  /** Nothing more comes. `lost` milliseconds of what was said weren't translated. */
  finish(end: TranslationEnd, lost: number): void {
    const trouble: Text | undefined =
      end.is === 'lost' ? explain(end.text) : lost > 0 ? { code: 'interpret.fell-behind', ms: lost } : undefined;
    if (!this.#turn && trouble && end.is !== 'dropped') this.#means.onFailure(trouble);
    if (end.is === 'dropped') this.#turn?.halt();
    else this.#turn?.finish(trouble ? { is: 'broken', error: new UserError(trouble) } : { is: 'complete' });
  }

  /** There's no room for more of it in a cap. Returns whether it says so. */
  halt(error: Error): boolean {
    this.#turn?.finish({ is: 'broken', error: new UserError(toText(error), { cause: error }) });
    return this.#turn !== undefined;
  }

  /** Its speaker opted out: nobody reads or hears any more of it. */
  unhear(): void {
    this.#turn?.unhear();
  }

  #open(): Turn {
    if (this.#turn) return this.#turn;
    const { person, at, onBegin } = this.#means;
    this.#turn = new Turn({ person, text: '', at, aloud: true });
    // It's in no transcript, so nobody has to wait for its number.
    this.#turn.number.settle(undefined);
    if (this.#heard !== '') this.#turn.addHeard(this.#heard);
    onBegin(this.#turn);
    return this.#turn;
  }
}
