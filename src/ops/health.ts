import type { Event, OperatorFault } from '../base/events.ts';

/** What keeps Parley from answering, or from answering as it should. */
export const TROUBLES = ['discord', 'commands', 'store', 'gemini', 'stopping'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Whether people can use it now, what is amiss, and where that is Gemini, what its owner has to mend. */
export type Readiness = { ready: boolean; troubles: Trouble[]; gemini?: OperatorFault };

/** Follows the events and knows what is amiss. It begins as a bot that has just been started. */
export class Health {
  #troubles = new Set<Trouble>(['discord', 'commands']);
  #refused: OperatorFault | undefined;

  /** Everything that is amiss. */
  get troubles(): Trouble[] {
    return [...this.#troubles];
  }

  /** What only the owner can mend of Gemini's refusing everything, if it does. */
  get refused(): OperatorFault | undefined {
    return this.#refused;
  }

  observe(event: Event): void {
    switch (event.is) {
      case 'discord':
        this.#note('discord', event.state === 'away');
        break;
      case 'commands':
        this.#note('commands', false);
        break;
      case 'store':
        this.#note('store', event.state === 'failed');
        break;
      case 'live':
        this.#refused = event.state === 'stopped' ? event.why : undefined;
        this.#note('gemini', event.state === 'stopped');
        break;
      case 'stopping':
        this.#note('stopping', true);
        break;
    }
  }

  /**
   * Judges by what is amiss and by how many Live connections are open. Answers go on without a store, and over open
   * connections when no new ones are made.
   */
  readiness(sessions: number): Readiness {
    const bearable = (trouble: Trouble) => trouble === 'store' || (trouble === 'gemini' && sessions > 0);
    const { troubles, refused } = this;
    return { ready: troubles.every(bearable), troubles, ...(refused && { gemini: refused }) };
  }

  #note(trouble: Trouble, amiss: boolean): void {
    if (amiss) this.#troubles.add(trouble);
    else this.#troubles.delete(trouble);
  }
}
