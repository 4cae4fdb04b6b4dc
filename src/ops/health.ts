import type { Event, OperatorFault } from '../base/events.ts';

/** What keeps Parley from answering, or from answering properly. */
export const TROUBLES = ['discord', 'spare', 'commands', 'store', 'gemini', 'stopping'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Whether people can use Parley now, what is wrong, and if it's Gemini, what the operator has to fix. */
export type Readiness = { ready: boolean; troubles: Trouble[]; gemini?: OperatorFault };

/** Follows the events and knows what is wrong. It starts as for a bot that has just been started. */
export class Health {
  #troubles = new Set<Trouble>(['discord', 'commands']);
  #refused: OperatorFault | undefined;

  /** Everything that is wrong. */
  get troubles(): Trouble[] {
    return [...this.#troubles];
  }

  /** Why Gemini refuses everything, if it does: something that only the operator can fix. */
  get refused(): OperatorFault | undefined {
    return this.#refused;
  }

  observe(event: Event): void {
    switch (event.is) {
      case 'discord':
        this.#note('discord', event.state === 'away');
        this.#note('spare', event.state === 'spare');
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
   * Judges by what is wrong and by how many Live connections are open. Parley can answer without a store, and it can
   * answer over open connections when no new ones can be made. A spare process has nobody to answer: others have all shards.
   */
  readiness(sessions: number): Readiness {
    const bearable = (trouble: Trouble) =>
      trouble === 'store' || trouble === 'spare' || (trouble === 'gemini' && sessions > 0);
    const { troubles, refused } = this;
    return { ready: troubles.every(bearable), troubles, ...(refused && { gemini: refused }) };
  }

  #note(trouble: Trouble, amiss: boolean): void {
    if (amiss) this.#troubles.add(trouble);
    else this.#troubles.delete(trouble);
  }
}
