import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { InboundStage, Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';

/** What admission to a call needs. */
export type SpeechAdmissionOptions = {
  /** What everything that people do has to pass. */
  admit: InboundStage;
  place: Place;
  sender(userId: string): Sender;
  /** Who may be heard has changed. */
  onChange(): void;
  /** Somebody is not heard from now on, and should read why. */
  onRefusal(userId: string, error: unknown): void;
  /** Somebody who was refused can be asked about once more. */
  onExpiry(): void;
  clock: Clock;
  log: Logger;
};

/** After this time somebody who was refused is asked about again, in milliseconds: what was against them may have gone. */
export const ASK_AGAIN = 60_000;

/**
 * Who may be heard in a call by the stages on the way in. Nobody is before the stages have let them pass, so whoever is refused
 * is not decoded; and each thing that somebody says is asked about anew.
 */
export class SpeechAdmission {
  readonly #options: SpeechAdmissionOptions;
  readonly #passed = new Map<string, boolean>();
  readonly #over = new AbortController();

  constructor(options: SpeechAdmissionOptions) {
    this.#options = options;
  }

  /** Whether somebody may be heard, as far as is known. */
  has(userId: string): boolean {
    return this.#passed.get(userId) === true;
  }

  /** Asks about those who were not asked about. Never rejects. */
  async learn(userIds: readonly string[]): Promise<void> {
    const unknown = userIds.filter((id) => !this.#passed.has(id));
    await Promise.all(unknown.map((id) => this.ask(id).catch(() => {})));
  }

  /** Asks about something that somebody begins to say. @throws what refuses it; nothing of theirs is heard then */
  async ask(userId: string): Promise<void> {
    const { admit, place, sender } = this.#options;
    try {
      await admit({ place, person: sender(userId), asks: true, is: 'speech' });
    } catch (error) {
      this.#refuse(userId, error);
      throw error;
    }
    this.#passed.set(userId, true);
  }

  /** The call is over. */
  close(): void {
    this.#over.abort(this);
  }

  /** An error that is not for people refuses, too: whoever could not be asked about has not been let pass. */
  #refuse(userId: string, error: unknown): void {
    const { onChange, onRefusal, onExpiry, clock, log } = this.#options;
    if (!(error instanceof UserError))
      log.error({ event: 'speech.not_admitted', err: error }, 'could not learn whether somebody may be heard');
    if (this.#over.signal.aborted || this.#passed.get(userId) === false) return;
    this.#passed.set(userId, false);
    onRefusal(userId, error);
    onChange();
    const expire = () => {
      this.#passed.delete(userId);
      onExpiry();
    };
    clock.sleep(ASK_AGAIN, this.#over.signal).then(expire, () => {});
  }
}
