import { findErrorMessage } from './api-error.ts';
import { type Allowance, Bucket } from './bucket.ts';

/** The requests a fault is about: the beginning of `METHOD /path` (an ellipsis at its end is ignored), or a pattern for it. */
export type RoutePattern = string | RegExp;

/** A rate limit that the next requests run into. */
export type Limit = {
  route: RoutePattern;
  /** How many requests; one by default. */
  times?: number;
  retryAfterSeconds?: number;
  /** Whether the answer says so in headers too; some proxies send none. */
  headers?: boolean;
  scope?: 'user' | 'shared' | 'global';
};

/** What a request to send or edit a message brings. */
export type SentContent = { content: string; files: number };

/** A refusal that the next requests meet: all of a route, or only those that say something, or bring files (or so many). */
export type Failure = {
  route: RoutePattern;
  says?: RegExp;
  files?: boolean | number;
  /** Whether the request has its effect all the same, and only the answer is lost. */
  late?: boolean;
  status: number;
  code?: number;
  message?: string;
  times?: number;
};

/** What a fault answers instead of the route, or `late`, when that has done its work. */
export type FaultResponse = { status: number; body?: unknown; headers?: Record<string, string>; late?: boolean };

const about = (route: RoutePattern, subject: string) =>
  typeof route === 'string' ? subject.startsWith(route.replace(/…$/, '')) : route.test(subject);

/** Holds requests back, before they have any effect, until it is released. */
export class Gate {
  readonly route: RoutePattern;
  readonly #released = Promise.withResolvers<void>();
  readonly #arrived = Promise.withResolvers<void>();
  #waiting = 0;

  constructor(route: RoutePattern) {
    this.route = route;
  }

  /** How many requests came here. */
  get waiting() {
    return this.#waiting;
  }

  /** Resolves when the first request has come. */
  get arrived(): Promise<void> {
    return this.#arrived.promise;
  }

  /** Resolves when the gate opens. */
  pass(): Promise<void> {
    this.#waiting += 1;
    this.#arrived.resolve();
    return this.#released.promise;
  }

  /** Lets all requests through, from now on too. */
  release() {
    this.#released.resolve();
  }
}

/** The 429 as Discord writes it (Discord docs, topics/rate-limits, "Exceeding a rate limit"). */
const makeRateLimitResponse = ({ retryAfterSeconds = 0.1, headers = true, scope = 'user' }: Limit): FaultResponse => {
  const global = scope === 'global';
  const body = { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global };
  if (!headers) return { status: 429, body };
  const bucket = {
    'X-RateLimit-Limit': '5',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': `${Date.now() / 1000 + retryAfterSeconds}`,
    'X-RateLimit-Reset-After': `${retryAfterSeconds}`,
  };
  return {
    status: 429,
    body,
    headers: {
      'Retry-After': `${Math.ceil(retryAfterSeconds)}`,
      'X-RateLimit-Scope': scope,
      ...(global ? { 'X-RateLimit-Global': 'true' } : bucket),
    },
  };
};

type PlannedFault = {
  isAbout: (subject: string, brought: SentContent) => boolean;
  times: number;
  answer: () => FaultResponse;
};

/** Everything that goes wrong on purpose. */
export class Faults {
  #planned: PlannedFault[] = [];
  #gates: Gate[] = [];
  #buckets: { route: RoutePattern; bucket: Bucket }[] = [];

  allow({ route, ...allowance }: Allowance & { route: RoutePattern }) {
    this.#buckets.push({ route, bucket: new Bucket(allowance) });
  }

  /** What Discord's headers say of how many requests more it takes, where that was said. */
  room(subject: string): Record<string, string> {
    return this.#bucket(subject)?.headers ?? {};
  }

  limit(limit: Limit) {
    this.#planned.push({
      isAbout: (subject) => about(limit.route, subject),
      times: limit.times ?? 1,
      answer: () => makeRateLimitResponse(limit),
    });
  }

  fail({ route, says, files, late = false, status, code = 0, message, times = 1 }: Failure) {
    const isMet = (count: number) => !files || (files === true ? count > 0 : count === files);
    const isAbout = (subject: string, brought: SentContent) =>
      about(route, subject) && (says?.test(brought.content) ?? true) && isMet(brought.files);
    const body = { message: message ?? findErrorMessage(code) ?? 'Failed on purpose', code };
    this.#planned.push({ isAbout, times, answer: () => ({ status, body, late }) });
  }

  hold(route: RoutePattern): Gate {
    const gate = new Gate(route);
    this.#gates.push(gate);
    return gate;
  }

  /** Nothing that was planned happens any more. */
  mend() {
    this.#planned = [];
  }

  /** Opens all gates. */
  release() {
    for (const gate of this.#gates) gate.release();
  }

  /** Resolves when no gate holds this request any more. */
  async pass(subject: string) {
    for (const gate of this.#gates.filter(({ route }) => about(route, subject))) await gate.pass();
  }

  /** The fault planned for this request, used up by asking. */
  next(subject: string, brought: SentContent): FaultResponse | undefined {
    const bucket = this.#bucket(subject);
    if (bucket?.take() === false) return makeRateLimitResponse({ route: subject, retryAfterSeconds: bucket.seconds });
    const planned = this.#planned.find(({ isAbout }) => isAbout(subject, brought));
    if (!planned) return undefined;
    planned.times -= 1;
    this.#planned = this.#planned.filter(({ times }) => times > 0);
    return planned.answer();
  }

  #bucket(subject: string): Bucket | undefined {
    return this.#buckets.find(({ route }) => about(route, subject))?.bucket;
  }
}
