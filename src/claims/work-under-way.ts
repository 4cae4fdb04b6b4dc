/** What is going on in channels, or in homes as a whole, that another process could not go on with. */
export class WorkUnderWay {
  readonly #counts = new Map<string, number>();

  /** Something goes on there until this settles, however it does. */
  note(channelOrHome: string, work: Promise<unknown>): void {
    this.#counts.set(channelOrHome, (this.#counts.get(channelOrHome) ?? 0) + 1);
    const done = () => {
      const rest = (this.#counts.get(channelOrHome) ?? 1) - 1;
      if (rest > 0) this.#counts.set(channelOrHome, rest);
      else this.#counts.delete(channelOrHome);
    };
    work.then(done, done);
  }

  /** Whether anything goes on in exactly this channel or home. */
  has(channelOrHome: string): boolean {
    return this.#counts.has(channelOrHome);
  }
}
