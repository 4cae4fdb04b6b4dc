import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { InboundStage, Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import { Timer } from '../base/timer.ts';

/** What is needed to decide who may be heard. */
export type SpeechAdmissionOptions = {
  /** The stages that everything people do has to pass. */
  admit: InboundStage;
  place: Place;
  sender(userId: string): Sender;
  /** Who may be heard has changed. */
  onChange(): void;
  /** This person isn't heard from now on, and should be told why. */
  onRefusal(userId: string, error: unknown): void;
  /** A person who was refused can be asked about again. */
  onExpiry(): void;
  clock: Clock;
  log: Logger;
};

/** How long a refusal lasts before the stages are asked again, in milliseconds: its reason may have gone. */
export const ASK_AGAIN = 60_000;

/** What the stages said about a person. `expiry` ends a refusal. */
type AdmissionVerdict = { is: 'passed' } | { is: 'refused'; expiry: Timer };

/**
 * Who may be heard in a call, as the stages for everything inbound decide. Nobody is heard before the stages have let them
 * pass, so the speech of a person who is refused is never decoded. The stages are asked again for each utterance.
 */
export class SpeechAdmission {
  readonly #options: SpeechAdmissionOptions;
  readonly #verdicts = new Map<string, AdmissionVerdict>();
  #isOver = false;

  constructor(options: SpeechAdmissionOptions) {
    this.#options = options;
  }

  /** Whether a person may be heard. False also if that isn't known yet. */
  has(userId: string): boolean {
    return this.#verdicts.get(userId)?.is === 'passed';
  }

  /** Asks about the people who haven't been asked about yet. Never rejects. */
  async learn(userIds: readonly string[]): Promise<void> {
    const unknown = userIds.filter((id) => !this.#verdicts.has(id));
    await Promise.all(unknown.map((id) => this.ask(id).catch(() => {})));
  }

  /**
   * Asks about these people again, though they have been asked about. Until the answer is there the old one holds. Never
   * rejects.
   */
  async recheck(userIds: readonly string[]): Promise<void> {
    for (const id of this.#verdicts.keys()) if (!userIds.includes(id)) this.#forget(id);
    await Promise.all(userIds.map((id) => this.ask(id).catch(() => {})));
  }

  /** Asks about what a person is starting to say. @throws the refusal; from then on they aren't heard */
  async ask(userId: string): Promise<void> {
    const { admit, place, sender } = this.#options;
    try {
      await admit({ place, person: sender(userId), asks: true, is: 'speech' });
    } catch (error) {
      this.#refuse(userId, error);
      throw error;
    }
    this.#forget(userId);
    this.#verdicts.set(userId, { is: 'passed' });
  }

  /** The call is over. */
  close(): void {
    this.#isOver = true;
    for (const userId of [...this.#verdicts.keys()]) this.#forget(userId);
  }

  /** Any error is a refusal: if the stages couldn't be asked, the person hasn't been let pass. */
  #refuse(userId: string, error: unknown): void {
    const { onChange, onRefusal, onExpiry, clock, log } = this.#options;
    if (!(error instanceof UserError))
      log.error({ event: 'speech.not_admitted', err: error }, 'could not find out whether a person may be heard');
    if (this.#isOver || this.#verdicts.get(userId)?.is === 'refused') return;
    const expiry = new Timer(clock);
    this.#verdicts.set(userId, { is: 'refused', expiry });
    onRefusal(userId, error);
    onChange();
    expiry.set(ASK_AGAIN, () => {
      this.#verdicts.delete(userId);
      onExpiry();
    });
  }

  #forget(userId: string): void {
    const verdict = this.#verdicts.get(userId);
    if (verdict?.is === 'refused') verdict.expiry.stop();
    this.#verdicts.delete(userId);
  }
}
