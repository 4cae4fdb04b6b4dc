import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Clock } from '../base/clock.ts';
import { isLoopback, type OperatorAccess, type OperatorKeys } from './operator-access.ts';
import { OperatorAttempts } from './operator-attempts.ts';
import { OPERATOR_STYLE } from './operator-html.ts';
import { isSameSecret, makeOperatorSecret, type OperatorSession, OperatorSessions } from './operator-sessions.ts';

/** Who asks: a program with the token, or a browser, which has logged in unless everybody on this machine may see the page. */
export type OperatorCaller = { is: 'machine' } | { is: 'browser'; session: OperatorSession };

/** What a request has besides itself. */
export type OperatorEnv = { Bindings: HttpBindings; Variables: { caller: OperatorCaller } };

type OperatorContext = Context<OperatorEnv>;

export type OperatorGuardOptions = { access: OperatorAccess; keys: OperatorKeys; clock: Clock };

/** What may be seen by anybody. */
const OPEN = new Set(['/login', OPERATOR_STYLE]);

/** What a page asks for by itself, also when its connection was lost, which doesn't say that anybody is there. */
const UNASKED = new Set(['/api/stream', '/api/state', '/api/turns']);

/** What an unknown browser gets here instead of a refusal. */
const LOGIN = '/login';

/** Headers with which proxies say that somebody else is asking. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Lets in whoever may see the operator's page, and refuses what other pages have browsers send here. */
export class OperatorGuard {
  readonly #options: OperatorGuardOptions;
  readonly #sessions: OperatorSessions;
  readonly #passwords: OperatorAttempts;
  readonly #tokens: OperatorAttempts;
  /** Of every browser on this machine, if nobody has to log in. */
  readonly #open: OperatorSession;
  readonly #closing = new AbortController();

  constructor(options: OperatorGuardOptions) {
    this.#options = options;
    this.#sessions = new OperatorSessions(options.clock);
    this.#passwords = new OperatorAttempts(options.clock);
    this.#tokens = new OperatorAttempts(options.clock);
    this.#open = { token: makeOperatorSecret(), ended: this.#closing.signal };
  }

  /** Whether people can log in, and have to. */
  get hasPassword(): boolean {
    return this.#options.keys.password !== undefined;
  }

  /** Refuses what another page has a browser send, before anything else is looked at. */
  readonly checkOrigin: MiddlewareHandler<OperatorEnv> = async (context, next) => {
    const wrong = this.#findForeign(context);
    return wrong === undefined ? await next() : refuse(context, 403, wrong);
  };

  /** Finds out who asks, and refuses everybody else. */
  readonly checkCaller: MiddlewareHandler<OperatorEnv> = async (context, next) => {
    if (OPEN.has(context.req.path)) return await next();
    const wait = this.#tokens.measureWait(findAddress(context));
    const bearer = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined && wait > 0) return refuseGuesses(context, wait);
    const caller = this.#identify(context, bearer);
    if (caller === undefined) {
      if (context.req.path === '/' && bearer === undefined && this.hasPassword) return context.redirect(LOGIN, 303);
      const how = this.hasPassword ? 'Log in, or send the token.' : 'Send the token. To log in, set OPERATOR_PASSWORD.';
      context.header('www-authenticate', 'Bearer');
      return refuse(context, 401, how);
    }
    // What changes something must come from our own page, which alone knows the session's token.
    const sent = context.req.header('x-parley-token') ?? '';
    if (!isRead(context) && caller.is === 'browser' && !isSameSecret(sent, caller.session.token))
      return context.json({ error: 'This page is too old. Reload it, and try again.', code: 'old-page' }, 403);
    context.set('caller', caller);
    return await next();
  };

  /** Logs a browser in. Says for how long it has to wait, in milliseconds, if it has guessed too often. */
  logIn(
    context: OperatorContext,
    password: string,
  ): { is: 'in'; id: string } | { is: 'wrong' } | { is: 'late'; wait: number } {
    const address = findAddress(context);
    const wait = this.#passwords.measureWait(address);
    if (wait > 0) return { is: 'late', wait };
    const { password: right } = this.#options.keys;
    if (right !== undefined && isSameSecret(password, right)) return { is: 'in', id: this.#sessions.begin() };
    this.#passwords.noteWrong(address);
    return { is: 'wrong' };
  }

  /** Ends the session of a browser. */
  logOut(context: OperatorContext): void {
    this.#sessions.end(getCookie(context, nameCookie(context)) ?? '');
  }

  /** Ends all sessions. */
  close(): void {
    this.#sessions.close();
    this.#closing.abort('the process ends');
  }

  #identify(context: OperatorContext, bearer: string | undefined): OperatorCaller | undefined {
    const { access, keys } = this.#options;
    if (bearer !== undefined) {
      if (keys.token !== undefined && isSameSecret(bearer, keys.token)) return { is: 'machine' };
      this.#tokens.noteWrong(findAddress(context));
      return undefined;
    }
    if (access === 'this-machine') return { is: 'browser', session: this.#open };
    const by = UNASKED.has(context.req.path) ? 'page' : 'person';
    const session = this.#sessions.find(getCookie(context, nameCookie(context)), by);
    return session && { is: 'browser', session };
  }

  #findForeign(context: OperatorContext): string | undefined {
    const { req } = context;
    const host = req.header('host') ?? '';
    if (this.#options.access === 'this-machine') {
      // A page whose name was pointed to this machine after it was loaded names itself here.
      if (!isLoopback(host.replace(/:\d+$/, ''))) return 'Open this page by http://127.0.0.1 and its port.';
      // Nginx adds none of these headers by itself and asks for this machine, but by the old version, which no browser speaks.
      const isOld = context.env.incoming.httpVersionMajor === 1 && context.env.incoming.httpVersionMinor === 0;
      if (isOld || FORWARDED.some((name) => req.header(name) !== undefined))
        return 'A proxy is in front of this page. Set OPERATOR_PASSWORD, because others may reach it.';
    }
    const site = req.header('sec-fetch-site');
    const isVisit = isRead(context) && req.header('sec-fetch-mode') === 'navigate';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isVisit)
      return 'Another page asks for this.';
    const origin = req.header('origin');
    // A form of a page without a referrer says “null”; browsers that know more say so in the header before.
    const isKnown = origin === 'null' && site === 'same-origin';
    if (origin !== undefined && !isKnown && (!URL.canParse(origin) || new URL(origin).host !== host))
      return 'Another page asks for this.';
    const isBrowser = site !== undefined || origin !== undefined || req.header('authorization') !== undefined;
    if (!isRead(context) && !isBrowser) return 'It isn’t known which page sends this.';
    return undefined;
  }
}

/** Cookies don't know ports, and several processes may run on one machine. */
export const nameCookie = (context: OperatorContext): string => `parley_${context.env.incoming.socket.localPort}`;

/** Whether the browser reaches this page by HTTPS, as a proxy in front of it says. */
export const hasTls = ({ req }: OperatorContext): boolean =>
  req.header('x-forwarded-proto') === 'https' || /(?:^|[;,\s])proto="?https/i.test(req.header('forwarded') ?? '');

/** Whether a request changes nothing. */
const isRead = ({ req: { method } }: OperatorContext): boolean => method === 'GET' || method === 'HEAD';

const findAddress = (context: OperatorContext): string | undefined => context.env.incoming.socket.remoteAddress;

const refuse = (context: OperatorContext, status: 401 | 403 | 429, error: string) => context.json({ error }, status);

const refuseGuesses = (context: OperatorContext, wait: number) => {
  context.header('retry-after', `${Math.ceil(wait / 1_000)}`);
  return refuse(context, 429, 'There were too many wrong tokens. Wait before the next try.');
};
