import type { Discord } from './discord.ts';
import type { Upload } from './message-limits.ts';

/** One request as a route sees it. */
export type RouteCall = {
  world: Discord;
  /** The part of the path behind `:name`. */
  param: (name: string) => string;
  /** By which way of its own it came, if it did. */
  via: string;
  query: URLSearchParams;
  body: unknown;
  files: readonly Upload[];
};

/** What a route answers; without a body it is a 204. */
export type RouteResponse = { status?: number; body?: unknown };

/** A route of the API. Its `run` throws an ApiError to refuse. */
export type Route = {
  method: string;
  path: string;
  /** Whether the path itself carries a token, so that no Authorization header is asked for. */
  open: boolean;
  run: (call: RouteCall) => RouteResponse | Promise<RouteResponse>;
};

/** A route that only the bot may take. */
export const route = (method: string, path: string, run: Route['run']): Route => ({ method, path, open: false, run });

/** A route whose path carries its own token. */
export const openRoute = (method: string, path: string, run: Route['run']): Route => ({
  method,
  path,
  open: true,
  run,
});

/** The parts of a path behind the names of a route's path; undefined if they do not go together. */
export const paramsOf = (template: string, path: string): Map<string, string> | undefined => {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const pairs = wanted.map((part, index) => [part, given[index] ?? ''] as const);
  if (pairs.some(([part, value]) => !part.startsWith(':') && part !== value)) return undefined;
  return new Map(pairs.filter(([part]) => part.startsWith(':')).map(([part, value]) => [part.slice(1), value]));
};
