import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { InboundStage, Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';

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

/**
 * Who may be heard in a call, as the stages for everything inbound decide. Nobody is heard before the stages have let them
 * pass, so the speech of a person who is refused is never decoded. The stages are asked again for each utterance.
 */
export class SpeechAdmission {
  readonly #options: SpeechAdmissionOptions;
  readonly #passed = new Map<string, boolean>();
  readonly #over = new AbortController();

  constructor(options: SpeechAdmissionOptions) {
    this.#options = options;
  }

  /** Whether a person may be heard. False also if that isn't known yet. */
  has(userId: string): boolean {
    return this.#passed.get(userId) === true;
  }

  /** Asks about the people who haven't been asked about yet. Never rejects. */
  async learn(userIds: readonly string[]): Promise<void> {
    const unknown = userIds.filter((id) => !this.#passed.has(id));
    await Promise.all(unknown.map((id) => this.ask(id).catch(() => {})));
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
    this.#passed.set(userId, true);
  }

  /** The call is over. */
  close(): void {
    this.#over.abort(this);
  }

  /** Any error is a refusal: if the stages couldn't be asked, the person hasn't been let pass. */
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
