import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import type { Logger } from 'pino';
import { BrowserModules } from './browser-modules.ts';
import { hasTls, nameCookie, type OperatorEnv, OperatorGuard, type OperatorGuardOptions } from './operator-guard.ts';
import { makeLoginHtml, makeOperatorHtml, OPERATOR_HEADERS, type OperatorLanguage } from './operator-html.ts';
import { findOperatorLanguage } from './operator-language.ts';
import type { OperatedParts } from './operator-state.ts';
import { OperatorStreams } from './operator-stream.ts';
import type { OperatorView } from './operator-view.ts';

export type OperatorAppOptions = OperatorGuardOptions & {
  view: OperatorView;
  parts(): OperatedParts | undefined;
  /** Ends this process as SIGTERM does. It returns at once. */
  drain(): void;
  log: Logger;
};

/** The longest that a browser may send, in bytes: a password. */
const MOST_SENT = 4_096;

const MINUTE = 60_000;

const OPS = new URL('./', import.meta.url);

const makeModules = (): BrowserModules =>
  new BrowserModules({
    folders: { ops: OPS, base: new URL('../base/', OPS), text: new URL('../text/', OPS) },
    packages: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', 'uplot'],
  });

/** Answers requests for the operator's page. `close` ends what is still being sent. */
export type OperatorApp = { listener: ReturnType<typeof getRequestListener>; close(): void };

/** Makes the operator's page. */
export const makeOperatorApp = (options: OperatorAppOptions): OperatorApp => {
  const app = new Hono<OperatorEnv>();
  const guard = new OperatorGuard(options);
  const limit = bodyLimit({
    maxSize: MOST_SENT,
    // Whoever pastes the wrong thing into the form is still a person who reads pages.
    onError: async (context) =>
      context.req.path === '/login' && context.req.method === 'POST'
        ? refusePassword(context, (words) => words['login.wrong'], 413)
        : context.json({ error: 'This is too long.' }, 413),
  });
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(OPERATOR_HEADERS)) context.res.headers.set(name, value);
    // Without it, the form says that it comes from nowhere, which a form on any other page could say, too.
    if (context.req.path === '/login') context.res.headers.set('referrer-policy', 'same-origin');
  });
  app.use(guard.checkOrigin, limit, guard.checkCaller);
  addPages(app, guard);
  addFiles(app);
  addData(app, options);
  addControls(app, options);
  app.notFound((context) => context.json({ error: 'There is no such page.' }, 404));
  app.onError((error, context) => {
    options.log.error({ event: 'page.broke', err: error }, 'a page for the operator could not be made');
    return context.json({ error: 'This page could not be made.', code: 'broke' }, 500);
  });
  // Otherwise it replaces the global `Request` and `Response` of the whole process.
  return { listener: getRequestListener(app.fetch, { overrideGlobalObjects: false }), close: () => guard.close() };
};

const addPages = (app: Hono<OperatorEnv>, guard: OperatorGuard): void => {
  app.get('/', async (context) => {
    const caller = context.get('caller');
    const token = caller.is === 'browser' ? caller.session.token : '';
    const language = await findOperatorLanguage(context.req.header('accept-language'));
    return context.html(makeOperatorHtml(language, { token, canLogOut: guard.hasPassword }));
  });
  app.get('/login', async (context) => {
    if (!guard.hasPassword) return context.redirect('/', 303);
    return context.html(makeLoginHtml(await findOperatorLanguage(context.req.header('accept-language'))));
  });
  app.post('/login', async (context) => {
    // What can't be read is no password, and nothing that the log need be told of, whoever sends it.
    const { password } = Object(await context.req.parseBody().catch(() => undefined));
    const outcome = guard.logIn(context, typeof password === 'string' ? password : '');
    if (outcome.is === 'in') {
      const secure = hasTls(context);
      setCookie(context, nameCookie(context), outcome.id, { path: '/', httpOnly: true, sameSite: 'Strict', secure });
      return context.redirect('/', 303);
    }
    if (outcome.is === 'wrong') return refusePassword(context, (words) => words['login.wrong'], 401);
    context.header('retry-after', `${Math.ceil(outcome.wait / 1_000)}`);
    const minutes = Math.ceil(outcome.wait / MINUTE);
    return refusePassword(context, (words) => words['login.late']({ minutes }), 429);
  });
  app.post('/logout', (context) => {
    guard.logOut(context);
    deleteCookie(context, nameCookie(context), { path: '/' });
    return context.body(null, 204);
  });
};

/** Shows the form again, with why the password isn't taken. */
const refusePassword = async (
  context: Context,
  why: (words: OperatorLanguage['words']) => string,
  status: 401 | 413 | 429,
): Promise<Response> => {
  const language = await findOperatorLanguage(context.req.header('accept-language'));
  return context.html(makeLoginHtml(language, why(language.words)), status);
};

const addFiles = (app: Hono<OperatorEnv>): void => {
  const modules = makeModules();
  const serve = async (path: string) => {
    const file = await modules.read(path);
    return file && new Response(file.body, { headers: { 'content-type': file.type } });
  };
  for (const kind of ['/code/*', '/packages/*'])
    app.get(kind, async (context) => (await serve(context.req.path)) ?? context.notFound());
};

const addData = (app: Hono<OperatorEnv>, { view, clock, log }: OperatorAppOptions): void => {
  const streams = new OperatorStreams(view, clock);
  app.get('/api/state', async (context) => context.json({ state: await view.read(), history: view.history }));
  app.get('/api/turns', (context) => context.json({ turns: view.listTurns() }));
  app.get('/api/turns/:id{\\d{1,15}}', (context) => {
    const turn = view.findTurn(Number(context.req.param('id')));
    return turn ? context.json(turn) : context.notFound();
  });
  app.get('/api/stream', (context) => {
    // What a HEAD is answered is read by nobody, so its stream would never end.
    if (context.req.method === 'HEAD') return context.body(null, 200, { 'content-type': 'text/event-stream' });
    if (streams.isFull) return context.json({ error: 'Too many pages are open. Close one of them.' }, 503);
    const caller = context.get('caller');
    return streamSSE(
      context,
      async (stream) => {
        const over = new AbortController();
        stream.onAbort(() => over.abort('the browser is gone'));
        const signals = caller.is === 'browser' ? [over.signal, caller.session.ended] : [over.signal];
        await streams.write(stream, AbortSignal.any(signals));
      },
      async (error) => log.error({ event: 'page.broke', err: error }, 'a page for the operator could not be told more'),
    );
  });
};

const addControls = (app: Hono<OperatorEnv>, { view, parts, drain, log }: OperatorAppOptions): void => {
  // The guard has noted that somebody is there.
  app.post('/api/here', (context) => context.body(null, 204));
  app.post('/api/drain', (context) => {
    log.info({ event: 'page.drain' }, 'the operator drains this process');
    drain();
    view.forget();
    return context.json({ draining: true }, 202);
  });
  app.post('/api/calls', async (context) => {
    const { accept } = Object(await context.req.json().catch(() => undefined));
    if (typeof accept !== 'boolean') return context.json({ error: 'Say {"accept": true} or {"accept": false}.' }, 400);
    const operated = parts();
    if (!operated)
      return context.json({ error: 'The process is still starting. Try again in a moment.', code: 'starting' }, 503);
    operated.takesCalls = accept;
    view.forget();
    log.info({ event: 'page.calls', accept }, 'the operator decides whether calls may begin');
    return context.json({ accept });
  });
};
