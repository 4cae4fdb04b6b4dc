import { REST, RESTEvents, type RESTOptions } from 'discord.js';

/**
 * Discord's REST API, where what answers an interaction does not count as the bot's. Discord allows a bot 50 requests a
 * second and leaves those of interactions out of that (Discord docs, interactions/receiving-and-responding, "Endpoints");
 * discord.js counts them in, so that a thousand presses of a button would hold up everybody's answers. They go by a way of
 * their own, which knows each interaction's limit and the limits that Discord tells, but none in advance.
 */
export class Requests extends REST {
  readonly #replies: REST;

  constructor(options: Partial<RESTOptions>) {
    super(options);
    this.#replies = new REST({ ...options, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
    this.#replies.on(RESTEvents.RateLimited, (limit) => this.emit(RESTEvents.RateLimited, limit));
  }

  override queueRequest(request: Parameters<REST['queueRequest']>[0]): ReturnType<REST['queueRequest']> {
    // They carry the interaction's token instead of the bot's.
    return ANSWERING.test(request.fullRoute) ? this.#replies.queueRequest(request) : super.queueRequest(request);
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

/** The routes by which interactions are answered. */
const ANSWERING = /^\/(?:interactions|webhooks)\/\d+\/[^/]/;
