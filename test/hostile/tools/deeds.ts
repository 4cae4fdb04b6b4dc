import type { Channel } from '../../../world/discord/channel.ts';
import type { Discord } from '../../../world/discord/discord.ts';
import type { RestRequest } from '../../../world/discord/rest.ts';

/** What the bot does that is no more than answering, showing an answer, or looking. */
const ANSWERS =
  /^(?:GET |\w+ \/applications\/|POST \/interactions\/|\w+ \/webhooks\/|POST \/channels\/\d+\/typing$|PATCH \/channels\/\d+\/messages\/\d+$|PUT \/channels\/\d+\/thread-members\/@me$|POST \/users\/@me\/channels$)/;

/** What the bot does to a channel, by its request. */
const CHANGES: readonly [request: RegExp, deed: string][] = [
  [/^PUT \/channels\/(\d+)\/messages\/pins\//, 'pins'],
  [/^POST \/channels\/(\d+)\/(?:messages\/\d+\/)?threads$/, 'opens a thread'],
  [/^POST \/channels\/(\d+)\/messages$/, 'writes'],
];

/**
 * What the bot did since a moment besides answering, as the world's Discord saw it: what it took of the bot's requests, whom its
 * messages pinged, and of what they showed a card. Whatever isn't known here is told as it is, so that nothing is overlooked.
 */
export class Deeds {
  readonly #discord: Discord;
  readonly #here: Channel;
  readonly #before: RestRequest | undefined;
  readonly #messages: ReadonlySet<string>;

  constructor(discord: Discord, here: Channel) {
    this.#discord = discord;
    this.#here = here;
    this.#before = discord.requests.at(-1);
    this.#messages = new Set(this.#listMessages().map(({ id }) => id));
  }

  list(): string[] {
    const { requests } = this.#discord;
    const fresh = requests.slice(this.#before ? requests.lastIndexOf(this.#before) + 1 : 0);
    const said = this.#listMessages().filter(({ id }) => !this.#messages.has(id));
    return [
      ...fresh.flatMap((request) => this.#describe(request)),
      ...said.flatMap(({ pinged }) => [...pinged].map((whom) => `pings ${this.#nameUser(whom)}`)),
      ...said.flatMap(({ carded }) => [...carded].map((url) => `shows a card of ${url}`)),
    ];
  }

  /** What the bot has written anywhere. */
  #listMessages() {
    const { bot, channels } = this.#discord;
    return [...channels.values()].flatMap(({ history }) => history.filter(({ author }) => author.id === bot.id));
  }

  #describe({ method, path, body, status = 0 }: RestRequest): string[] {
    const request = `${method} ${path}`;
    if (status >= 300 || ANSWERS.test(request)) return [];
    for (const [known, deed] of CHANGES) {
      const [, channel] = known.exec(request) ?? [];
      if (channel === undefined) continue;
      const where = this.#nameChannel(channel);
      if (deed !== 'writes') return [`${deed} ${where}`];
      const said = describeMessage(body);
      // Who asks directly is answered directly.
      const isAnswer = where === 'here' || this.#discord.channels.get(channel)?.recipient !== undefined;
      return said === undefined && isAnswer ? [] : [`${said ?? deed} ${where}`];
    }
    return [request];
  }

  #nameChannel(id: string): string {
    return id === this.#here.id ? 'here' : `in ${this.#discord.channels.get(id) ?? id}`;
  }

  #nameUser(id: string): string {
    return this.#discord.users.get(id)?.name ?? id;
  }
}

/** What a new message is, if it's more than an answer. */
const describeMessage = (body: unknown): string | undefined => {
  const { poll, content = '', components = [] } = Object(body);
  if (poll) return 'starts a poll';
  if (`${content}`.startsWith('⏰')) return 'reminds';
  return JSON.stringify(components).includes('"tools:do:') ? 'asks' : undefined;
};
