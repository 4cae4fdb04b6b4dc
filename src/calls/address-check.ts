import type { Clock } from '../base/clock.ts';
import { endsMidSentence } from '../conversation/turns/sentence-end.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import { waitForWords } from '../conversation/turns/utterance.ts';
import { type CallNameMeans, listCallNames, openNameListener } from './call-names.ts';
import type { CallView } from './contract.ts';
import type { GateReason } from './gate/gate-effect.ts';
import { MissingWords, type MissingWordsMeans } from './missing-words.ts';

type AddressMeans = Omit<CallNameMeans, 'view'> &
  MissingWordsMeans & {
    view(): Pick<CallView, 'guildId' | 'channelId' | 'listen'>;
    clock: Pick<Clock, 'now' | 'sleep'>;
  };

/** What is known of who talks to Parley. */
type Attentiveness = {
  /** Whether a person needn't say the name, as of then, in milliseconds. */
  attends(userId: string, at: number): boolean;
  /** Whether somebody wanted silence. */
  readonly isQuiet: boolean;
};

/** Whether turns are meant for Parley. Where nobody could say so before they were asked, their transcripts have to tell. */
export class AddressCheck {
  readonly #means: AddressMeans;
  readonly #findAttentiveness: () => Attentiveness;
  /** When people began to say each turn's question, in milliseconds of the clock. */
  readonly #began = new WeakMap<Turn, number>();
  /** Turns that are known to be meant for Parley. */
  readonly #meant = new WeakSet<Turn>();
  readonly #missing: MissingWords;

  constructor(means: AddressMeans, findAttentiveness: () => Attentiveness) {
    this.#means = means;
    this.#missing = new MissingWords(means);
    this.#findAttentiveness = findAttentiveness;
  }

  /** What Parley is called in this call: the names that people see, and those that were set. */
  get names(): string[] {
    return listCallNames(this.#means);
  }

  /** A turn's question begins, which is passed on for this reason. */
  note(turn: Turn, why: GateReason): void {
    this.#began.set(turn, this.#means.clock.now());
    if (why !== 'name') this.#meant.add(turn);
  }

  /**
   * Whether an answer is to be spoken. Where people also talk to each other, only if the question was meant for Parley. If that
   * isn't known when the answer is there, what was said may still be understood for 5 s.
   */
  async isFor(turn: Turn): Promise<boolean> {
    const { person, aloud } = turn.question;
    // A turn may begin while it's being made, before it's noted why it's passed on.
    await undefined;
    const attentiveness = this.#findAttentiveness();
    if (!aloud || this.#meant.has(turn)) return true;
    if (this.#means.view().listen !== 'addressed' && !attentiveness.isQuiet) return true;
    const began = this.#began.get(turn) ?? this.#means.clock.now();
    const pieces = turn.follow();
    const names = await openNameListener(this.#means, person.id);
    const isAttended = () => attentiveness.attends(person.id, began);
    const isNamed = (isWhole = false) => turn.hearing.isSure && names.hear(turn.heard, isWhole);
    if (isAttended() || isNamed()) return true;
    for await (const { is } of pieces) if (is === 'heard' && (isAttended() || isNamed())) return true;
    if (isAttended()) return true;
    return isUnknown(turn) ? this.#waitForName(turn, isNamed) : isNamed(true);
  }

  /** Follows what is understood of a question after its answer is there. */
  async #waitForName(turn: Turn, isNamed: (isWhole?: boolean) => boolean): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    turn.changes.on(async (change) => {
      if (change === 'understood' && isNamed()) resolve(true);
    });
    void waitForWords(turn, this.#means.clock).then(() => resolve(isNamed(true)));
    const isFor = await promise;
    if (!isFor && turn.heard === '') this.#missing.note();
    return isFor;
  }
}

/** Whether there's an answer, although it seems that the question, or its end, isn't understood yet. */
const isUnknown = ({ end, heard }: Turn): boolean =>
  (end?.is === 'complete' || end?.is === 'broken') && (heard === '' || endsMidSentence(heard));
