/** Who follows the calls of an answer: a call in a voice channel, where people hear nothing while they run. */
export type WorkFollower = {
  /** A call began to take time, beside those that do already. */
  onBegin(): void;
  /** None takes time any more. */
  onEnd(): void;
  /** Resolves when a result may be told, because nobody speaks. Rejects with the signal's reason as soon as it aborts. */
  waitForQuiet(signal: AbortSignal): Promise<void>;
};

/** The calls of one question that take time: how many run, and who follows that. */
export class ToolWork {
  #running = 0;
  #follower: WorkFollower | undefined;
  #isSlow = false;

  /** Whether a call runs. Its result, and what the model makes of it, are still to come. */
  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** Whether people were told that a call takes long, which still runs. */
  get isSlow(): boolean {
    return this.#isSlow && this.isRunning;
  }

  /** People are told that it takes long. */
  noteSlow(): void {
    this.#isSlow = this.isRunning;
  }

  /** A call takes time. The result says, once, that it's over. */
  begin(): () => void {
    if (!this.isRunning) this.#isSlow = false;
    this.#running += 1;
    this.#follower?.onBegin();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#running -= 1;
      if (this.#running === 0) this.#follower?.onEnd();
    };
  }

  /** From now on this one is told. There's one call in which an answer is heard. */
  follow(follower: WorkFollower): void {
    this.#follower = follower;
    if (this.isRunning) follower.onBegin();
  }

  /** Resolves when a result may be told to the model. @throws the signal's reason as soon as it aborts. */
  async waitForQuiet(signal: AbortSignal): Promise<void> {
    await this.#follower?.waitForQuiet(signal);
  }
}
