/** How many requests Discord takes in how many seconds, by the machine's clock, because that's what discord.js waits by. */
export type Allowance = { requests: number; seconds: number };

/** A rate limit as Discord counts it and tells of it in its headers (Discord docs, topics/rate-limits, "Header format"). */
export class Bucket {
  readonly #allowance: Allowance;
  #used = 0;
  /** When it is empty again, in milliseconds of `performance.now()`. */
  #until = Number.NEGATIVE_INFINITY;

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Seconds until there is room again. */
  get seconds(): number {
    return Math.max(0, this.#until - performance.now()) / 1_000;
  }

  get headers(): Record<string, string> {
    const { requests } = this.#allowance;
    return {
      'X-RateLimit-Limit': `${requests}`,
      'X-RateLimit-Remaining': `${Math.max(0, requests - this.#used)}`,
      'X-RateLimit-Reset': `${Date.now() / 1_000 + this.seconds}`,
      'X-RateLimit-Reset-After': `${this.seconds}`,
    };
  }

  /** Counts a request; false if it is one too many. */
  take(): boolean {
    const { requests, seconds } = this.#allowance;
    const now = performance.now();
    if (now >= this.#until) {
      this.#used = 0;
      this.#until = now + seconds * 1_000;
    }
    this.#used += 1;
    return this.#used <= requests;
  }
}
