import { accountPayload, applicationPayload } from './application.ts';
import type { RegisteredCommand } from './commands.ts';
import { type Route, type RouteCall, route } from './route.ts';

/** The commands of the scope a path names. */
const scope = ({ world, param }: RouteCall) => world.commandsOf(param('guild'));

/** A list of commands comes without translations unless they are asked for. */
const omitTranslations = (commands: readonly RegisteredCommand[], query: URLSearchParams): unknown =>
  query.get('with_localizations') === 'true'
    ? commands
    : JSON.parse(JSON.stringify(commands, (key, value) => (key.endsWith('_localizations') ? undefined : value)));

const commandRoutes = (base: string): Route[] => {
  const commands = (call: RouteCall) => (base.includes(':guild') ? scope(call) : call.world.commands);
  return [
    route('GET', base, (call) => ({ body: omitTranslations(commands(call).all, call.query) })),
    route('PUT', base, (call) => ({ body: commands(call).overwrite(call.body) })),
    route('POST', base, (call) => {
      const { command, created } = commands(call).upsert(call.body);
      return { status: created ? 201 : 200, body: command };
    }),
    route('GET', `${base}/:command`, (call) => ({ body: commands(call).get(call.param('command')) })),
    route('PATCH', `${base}/:command`, (call) => ({ body: commands(call).change(call.param('command'), call.body) })),
    route('DELETE', `${base}/:command`, (call) => {
      commands(call).delete(call.param('command'));
      return {};
    }),
  ];
};

const application = ({ world }: RouteCall) => ({ body: applicationPayload(world) });

/** The bot itself and its commands (Discord docs, interactions/application-commands; resources/application). */
export const applicationRoutes: readonly Route[] = [
  route('GET', '/gateway', ({ world, via }) => ({ body: { url: world.gatewayUrlFor(via) } })),
  route('GET', '/gateway/bot', ({ world, via }) => ({
    body: {
      url: world.gatewayUrlFor(via),
      shards: world.recommendedShards,
      session_start_limit: {
        total: 1_000,
        max_concurrency: world.gateway.identifyLimit.concurrency,
        ...world.sessionStarts,
      },
    },
  })),
  route('GET', '/users/@me', ({ world }) => ({ body: accountPayload(world.bot) })),
  route('GET', '/users/@me/guilds', ({ world, query }) => ({
    body: [...world.guilds.values()]
      .filter(({ id }) => BigInt(id) > BigInt(query.get('after') ?? 0))
      .sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1))
      .slice(0, Number(query.get('limit') ?? 200))
      .map(({ id, name, botPermissions }) => ({
        id,
        name,
        icon: null,
        banner: null,
        owner: false,
        permissions: `${botPermissions}`,
        features: [],
      })),
  })),
  route('GET', '/applications/@me', application),
  route('GET', '/oauth2/applications/@me', application),
  ...commandRoutes('/applications/:application/commands'),
  ...commandRoutes('/applications/:application/guilds/:guild/commands'),
];
