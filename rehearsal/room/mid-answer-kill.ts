import type { Scene } from '../scene.ts';

/** Kills the bot in the middle of its next answer that is long enough to have one, once people can read its first half. */
export class MidAnswerKill {
  readonly #scene: Scene;
  readonly #kill: () => Promise<void>;
  #isArmed = false;

  constructor(scene: Scene, kill: () => Promise<void>) {
    this.#scene = scene;
    this.#kill = kill;
    scene.world.discord.changes.follow(() => this.#look());
  }

  /** Whether it's still to happen. */
  get isArmed(): boolean {
    return this.#isArmed;
  }

  /** It happens in the middle of the next answer, where the model waits for it. */
  arm(): void {
    this.#isArmed = true;
    this.#scene.middle.close();
  }

  /** It doesn't happen. */
  disarm(): void {
    this.#isArmed = false;
    this.#scene.middle.open();
  }

  #look(): void {
    const { middle, world } = this.#scene;
    if (!this.#isArmed || ![...world.discord.channels.values()].some(({ messages }) => middle.shownBy(messages)))
      return;
    this.#isArmed = false;
    // If it's gone already, the model goes on for nobody.
    void this.#kill()
      .catch(() => {})
      .finally(() => middle.open());
  }
}
