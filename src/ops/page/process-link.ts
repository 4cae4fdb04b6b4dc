import type { NamedTurn, OperatorState, Sample } from '../operator-state.ts';

/** What the process tells, and that it can't be heard. */
export type LinkEvents = {
  load(history: Sample[], turns: NamedTurn[]): void;
  tell(state: OperatorState): void;
  change(turn: NamedTurn): void;
  lose(): void;
};

/** How long it takes until a stream that the process has refused is asked for again, in milliseconds. */
const AGAIN = 3_000;

const readMeta = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

/** Whether somebody had to log in, and can log out. */
export const hasLogin = (): boolean => readMeta('parley-logout') === 'yes';

/** Whoever isn't logged in any more has to do that again. */
const check = (response: Response): Response => {
  if (response.status === 401) location.assign('/login');
  return response;
};

/** The process hasn't done what it was to. `code` says why, if there's a sentence for people; else `status`, which is HTTP's, has to do. */
export class RefusalError extends Error {
  override name = 'RefusalError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`the process refused: ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** @throws RefusalError if the process has refused */
const insist = async (response: Response): Promise<Response> => {
  if (response.ok) return response;
  const { code } = Object(await response.json().catch(() => undefined));
  throw new RefusalError(response.status, typeof code === 'string' ? code : '');
};

/** Asks the process for something. @throws RefusalError if it refuses, any other error if it can't be reached */
const fetchJson = async (path: string): Promise<unknown> => (await insist(check(await fetch(path)))).json();

/** Has the process do something. @throws RefusalError if it refuses, any other error if it can't be reached */
export const sendToProcess = async (path: string, body: object = {}): Promise<void> => {
  const headers = { 'content-type': 'application/json', 'x-parley-token': readMeta('parley-token') ?? '' };
  await insist(check(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })));
};

/** Follows the process from now on, and tries again for as long as it can't be heard. */
export const followProcess = (events: LinkEvents): void => {
  const stream = new EventSource('/api/stream');
  const read = (event: Event) => JSON.parse(event instanceof MessageEvent ? event.data : '');
  // After a pause the process may be another one, so everything is loaded again.
  stream.addEventListener('open', () => void loadAll(events).catch(() => events.lose()));
  stream.addEventListener('state', (event) => events.tell(read(event)));
  stream.addEventListener('turn', (event) => events.change(read(event)));
  stream.addEventListener('error', () => {
    events.lose();
    if (stream.readyState !== EventSource.CLOSED) return;
    // The browser tries again by itself only if there was no answer at all.
    void fetchJson('/api/state').catch(() => {});
    setTimeout(() => followProcess(events), AGAIN);
  });
};

const loadAll = async ({ load, tell }: LinkEvents): Promise<void> => {
  const [now, newest] = await Promise.all([fetchJson('/api/state'), fetchJson('/api/turns')]);
  const { state, history } = Object(now);
  load(history, Object(newest).turns);
  tell(state);
};

/** How often the process is told at most that somebody is still here, in milliseconds. */
const SIGN = 60_000;

/** A session ends when nobody does anything, so what is done here is told to the process. */
export const keepSession = (): void => {
  let last = 0;
  const sign = ({ timeStamp }: Event) => {
    if (timeStamp - last < SIGN) return;
    last = timeStamp;
    void sendToProcess('/api/here').catch(() => {});
  };
  for (const what of ['pointerdown', 'keydown']) addEventListener(what, sign);
};
