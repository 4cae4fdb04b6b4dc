import type { Clock } from '../../src/base/clock.ts';
import { failHttp, type HttpReply } from './models-endpoint.ts';

/** How many requests and tokens a key may have. */
export type DecisionQuotas = { requestsPerMinute: number; tokensPerMinute: number; requestsPerDay: number };

/** The free tier (apidog.com, quoting Google's page of rate limits, 2026-11-12). Nothing is known of the paid ones. */
export const FREE_DECISIONS: DecisionQuotas = {
  requestsPerMinute: 200,
  tokensPerMinute: 50_000,
  requestsPerDay: 10_000,
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Counts requests against quotas, in windows that slide: Google says only "per minute" and "per day". */
export class DecisionQuota {
  readonly #clock: Pick<Clock, 'now'>;
  #asked: { at: number; tokens: number }[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Counts a request, or refuses it with the time after which it may come again. */
  take(tokens: number, quotas: DecisionQuotas): HttpReply | undefined {
    const now = this.#clock.now();
    this.#asked = this.#asked.filter(({ at }) => now - at < DAY);
    const last = this.#asked.filter(({ at }) => now - at < MINUTE);
    const inMinute = last.reduce((sum, each) => sum + each.tokens, 0);
    if (this.#asked.length >= quotas.requestsPerDay)
      return refuse('RequestsPerDay', DAY - (now - (this.#asked[0]?.at ?? now)));
    const freed = MINUTE - (now - (last[0]?.at ?? now));
    if (last.length >= quotas.requestsPerMinute) return refuse('RequestsPerMinute', freed);
    if (inMinute + tokens > quotas.tokensPerMinute) return refuse('InputTokensPerMinute', freed);
    this.#asked.push({ at: now, tokens });
    return undefined;
  }
}

/** A refusal as the Gemini API words it (`google.rpc.QuotaFailure`, `google.rpc.RetryInfo`). */
const refuse = (quota: string, ms: number): HttpReply =>
  failHttp(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.', [
    {
      '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
      violations: [{ quotaId: `GenerateDecisions${quota}PerProjectPerModel` }],
    },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${Math.ceil(ms / 1_000)}s` },
  ]);
