import { DefaultRestOptions, type REST, RESTEvents, type RESTOptions } from 'discord.js';
import { DiscordErrorCode, isRefusedWith } from './api-errors.ts';
import { SteadyREST } from './rate-limit-clock.ts';

/**
 * Discord's REST API, where what answers an interaction does not count as the bot's. Discord allows a bot 50 requests a
 * second and leaves those of interactions out of that (Discord docs, interactions/receiving-and-responding, "Endpoints");
 * discord.js counts them in, so that a thousand presses of a button would hold up everybody's answers. They go by a way of
 * their own, which knows each interaction's limit and the limits that Discord tells, but none in advance.
 *
 * discord.js sends again what got no clear answer. If Discord had taken an acknowledgement all the same, it refuses the second
 * one; that is no refusal, and nobody must be left with a reply that is thought about for ever.
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
    // They carry the interaction's token instead of the bot's.
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
      // As Discord would have answered the first time, as far as discord.js reads it.
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

/** An acknowledgement is sent again within seconds, so that more are never looked for. */
const MOST_DOUBTFUL = 1_000;

/** The interaction that a route, or an address, acknowledges. */
const findAcknowledged = (route: string): string | undefined =>
  /\/interactions\/(\d+)\/[^/]+\/callback/.exec(route)?.[1];

/** The routes by which interactions are answered. */
const ANSWERING = /^\/(?:interactions|webhooks)\/\d+\/[^/]/;
