import { DefaultRestOptions, type REST, RESTEvents, type RESTOptions } from 'discord.js';
import { DiscordErrorCode, isRefusedWith } from './api-errors.ts';
import { SteadyREST } from './rate-limit-clock.ts';

/**
 * Discord's REST API, with replies to interactions outside the bot's global limit. Discord allows a bot 50 requests a
 * second and doesn't count replies to interactions (Discord docs, interactions/receiving-and-responding, "Endpoints").
 * discord.js does, so that a thousand presses of a button would hold up everyone's answers. They go through a `REST` of
 * their own, which knows each interaction's limit and the limits that Discord reports, but none in advance.
 *
 * discord.js repeats a request that got no clear answer. If Discord had accepted the first acknowledgement after all, it
 * refuses the second. That isn't treated as a refusal; otherwise the reply would stay pending for ever.
 */
export class RestRequests extends SteadyREST {
  readonly #replies: REST;
  /** Interactions whose acknowledgement got no clear answer, the newest last. */
  #doubtful: string[] = [];

  constructor(options: Partial<RESTOptions>) {
    super(options);
    const { makeRequest = DefaultRestOptions.makeRequest } = options;
    this.#replies = new SteadyREST({
      ...options,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      makeRequest: async (url, init) => {
        try {
          const response = await makeRequest(url, init);
          if (response.status >= 500) this.#doubt(url);
          return response;
        } catch (error) {
          this.#doubt(url);
          throw error;
        }
      },
    });
    this.#replies.on(RESTEvents.RateLimited, (limit) => this.emit(RESTEvents.RateLimited, limit));
  }

  override async queueRequest(request: Request): ReturnType<REST['queueRequest']> {
    // These requests carry the interaction's token instead of the bot's.
    if (!ANSWERING.test(request.fullRoute)) return super.queueRequest(request);
    try {
      return await this.#replies.queueRequest(request);
    } catch (error) {
      const id = findAcknowledged(request.fullRoute);
      if (
        id === undefined ||
        !isRefusedWith(error, DiscordErrorCode.alreadyAcknowledged) ||
        !this.#doubtful.includes(id)
      )
        throw error;
      // Discord's answer to the first request, as far as discord.js reads it.
      return Response.json({ interaction: { id, type: 0 } });
    }
  }

  #doubt(url: string): void {
    const id = findAcknowledged(url);
    if (id !== undefined) this.#doubtful = [...this.#doubtful, id].slice(-MOST_DOUBTFUL);
  }

  override clearHashSweeper(): void {
    super.clearHashSweeper();
    this.#replies.clearHashSweeper();
  }

  override clearHandlerSweeper(): void {
    super.clearHandlerSweeper();
    this.#replies.clearHandlerSweeper();
  }
}

type Request = Parameters<REST['queueRequest']>[0];

/** An acknowledgement is repeated within seconds, so more than these are never looked up. */
const MOST_DOUBTFUL = 1_000;

/** The interaction that a route or an address acknowledges. */
const findAcknowledged = (route: string): string | undefined =>
  /\/interactions\/(\d+)\/[^/]+\/callback/.exec(route)?.[1];

/** The routes for replies to interactions. */
const ANSWERING = /^\/(?:interactions|webhooks)\/\d+\/[^/]/;
