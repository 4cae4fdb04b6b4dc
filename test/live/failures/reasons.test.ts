import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Event, OperatorFault } from '../../../src/base/events.ts';
import { type CloseVerdict, judgeClose } from '../../../src/live/failures/close-codes.ts';
import type { Ending } from '../../../src/live/failures/connection-ending.ts';
import type { Session } from '../../../src/live/session/session.ts';
import { Health } from '../../../src/ops/health.ts';
import { Metrics } from '../../../src/ops/metrics.ts';
import type { Code } from '../../../src/text/text.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { samples } from '../../ops/metric-sample.ts';
import { codeIn } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace } from '../defaults.ts';
import { never, notes, stage, turn } from '../stage.ts';

/** How Google refuses a connection: the close of its setup, or the HTTP status of its upgrade. */
type How = [code: number, reason: string] | number;

type Row = {
  how: How;
  /** The verdict on a dial with a handle. */
  is: CloseVerdict['is'];
  /** What a person reads whose question meets it every time. */
  code: Code;
  /** What becomes of the handle of a conversation that met it once. */
  handle: 'kept' | 'left out' | 'dropped';
  /** Why all conversations leave Gemini alone, if they do, and whether once is enough for that. */
  stops?: [why: OperatorFault, when: 'at once' | 'again'];
};

/** Google puts this in front of some reasons, so less of them fits into the 123 bytes of a close. */
const TRACE = 'Request trace id: 6e8473cab002a9c9, [ORIGINAL ERROR] generic::';

const UNREACHABLE = 'gemini.unreachable';
const BUSY = 'gemini.busy';

const passing = (how: How, is: 'resume' | 'backoff', code: Code = UNREACHABLE): Row => ({
  how,
  is,
  code,
  handle: 'kept',
});

const doubtful = (how: How, why: OperatorFault): Row => ({
  how,
  is: 'doubt',
  code: `owner.${why}`,
  handle: 'kept',
  stops: [why, 'again'],
});

const certain = (how: How, why: OperatorFault): Row => ({
  how,
  is: 'stop',
  code: `owner.${why}`,
  handle: 'kept',
  stops: [why, 'at once'],
});

const ROWS: Row[] = [
  passing([1000, 'The operation was cancelled.'], 'resume'),
  passing([1000, ''], 'resume'),
  passing([1006, ''], 'backoff'),
  passing(
    [1007, 'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model configuration.'],
    'resume',
  ),
  passing([1007, 'Precondition check failed.'], 'backoff'),
  passing([1008, 'Operation is not implemented, or supported, or enabled.'], 'resume'),
  passing([1008, 'The operation was aborted.'], 'resume'),
  // So a session is refused, too, that another process still has open.
  { ...passing([1011, 'Internal error encountered.'], 'backoff'), handle: 'left out' },
  passing([1011, 'The service is currently unavailable.'], 'backoff', BUSY),
  passing([1011, 'The model is overloaded. Please try again later.'], 'backoff', BUSY),
  passing([1011, 'Deadline expired before operation could complete.'], 'resume'),
  passing([1012, ''], 'backoff', BUSY),
  passing([1013, ''], 'backoff', BUSY),
  passing([4999, 'something new'], 'backoff'),
  passing(500, 'backoff', BUSY),
  passing(503, 'backoff', BUSY),

  // If something is wrong with the handle, only the handle is lost.
  ...(
    [
      [1007, 'Invalid session handle'],
      [1008, 'BidiGenerateContent session not found'],
      [1008, 'Requested entity was not found.'],
    ] satisfies How[]
  ).map((how): Row => ({ how, is: 'fresh', code: UNREACHABLE, handle: 'dropped' })),
  ...(
    [
      [1007, 'Request contains an invalid argument.'],
      [1008, 'something new'],
    ] satisfies How[]
  ).map(
    (how): Row => ({
      how,
      is: 'fresh',
      code: 'owner.setup',
      handle: 'dropped',
      stops: ['setup', 'again'],
    }),
  ),
  doubtful([1007, `Invalid JSON payload received. Unknown name "x" at 'setup': Cannot find field.`], 'setup'),

  // Too much at once, or too much today: this passes, and slows everyone down.
  ...(
    [
      [1011, 'You exceeded your current quota, please check your plan and billing details. For more information see'],
      [1007, 'You exceeded your current quota, please check your plan and billing details.'],
      [1011, `${TRACE}resource_exhausted: You exceeded your current quota, please check your plan`],
      [1011, 'Resource has been exhausted (e.g. check quota).'],
      429,
    ] satisfies How[]
  ).map((how): Row => ({ how, is: 'rest', code: 'gemini.quota', handle: 'kept' })),

  certain(
    [1011, 'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage your'],
    'credits',
  ),
  certain([1007, 'Your prepayment credits are depleted. Please go to AI Studio'], 'credits'),
  certain(
    [1011, `${TRACE}resource_exhausted: Your prepayment credits are depleted. Please go to AI Studio`],
    'credits',
  ),
  certain(
    [1011, 'Your project has exceeded its monthly spending cap. Please go to AI Studio at https://ai.studio/spend'],
    'cap',
  ),
  certain([1011, `${TRACE}resource_exhausted: Your billing account has exceeded its monthly spending cap.`], 'cap'),
  certain(
    [1008, 'This API method requires billing to be enabled. Please enable billing on project #1 by visiting'],
    'billing',
  ),
  certain([1007, `${TRACE}failed_precondition: This API method requires billing to be enabled.`], 'billing'),
  certain(402, 'billing'),

  doubtful([1007, 'User location is not supported for the API use.'], 'region'),
  doubtful(
    [1007, `${TRACE}failed_precondition: User location is not supported for the API use without a billing account`],
    'region',
  ),
  doubtful(
    [1008, 'Gemini API free tier is not available in your country. Please enable billing on your project in Google'],
    'region',
  ),

  doubtful([1007, 'API key not valid. Please pass a valid API key.'], 'key'),
  doubtful([1007, 'API key expired. Please renew the API key.'], 'key'),
  doubtful([1008, "Method doesn't allow unregistered callers (callers without established identity)."], 'key'),
  doubtful(401, 'key'),
  doubtful([1008, 'Your API key was reported as leaked. Please use another API key.'], 'leaked'),
  doubtful(
    [1008, `${TRACE}permission_denied: Your API key was reported as leaked. Please use another API key.`],
    'leaked',
  ),
  doubtful([1008, "Permission denied: Consumer 'api_key:key-of-the-local-world' has been suspended."], 'blocked'),
  doubtful([1008, 'Your project has been denied access. Please contact support.'], 'blocked'),
  doubtful(
    [1008, 'Requests to this API generativelanguage.googleapis.com method google.ai.generativelanguage are blocked.'],
    'blocked',
  ),
  doubtful([1008, 'Requests from referer <empty> are blocked.'], 'restricted'),
  doubtful(
    [1008, 'The provided API key has an IP address restriction. The originating IP address of the call violates it'],
    'restricted',
  ),
  doubtful(
    [1008, 'Generative Language API has not been used in project 1 before or it is disabled. Enable it by visiting'],
    'restricted',
  ),
  doubtful([1008, 'PERMISSION_DENIED: The caller does not have permission'], 'denied'),
  doubtful(403, 'denied'),

  doubtful(
    [1008, 'models/x is not found for API version v1, or is not supported for bidiGenerateContent. Call ListModels'],
    'model',
  ),
  doubtful(
    [1008, 'This model models/gemini-2.5-flash-native-audio-preview-12-2025 is no longer available to new users.'],
    'closed',
  ),
  doubtful(
    [1008, `${TRACE}not_found: This model models/gemini-3.1-flash-live-preview is no longer available to new users.`],
    'model',
  ),
  doubtful(404, 'address'),
  doubtful(302, 'address'),
];

const faultOf = (how: How): ConnectionFault => {
  if (typeof how === 'number') return { upgrade: how };
  return { setup: how[0] === 1006 ? 'drop' : { close: how } };
};

const endingOf = (how: How): Ending =>
  typeof how === 'number'
    ? { code: 1006, reason: `Unexpected server response: ${how}` }
    : { code: how[0], reason: how[1].slice(0, 123) };

const nameOf = (how: How): string => (typeof how === 'number' ? `HTTP ${how}` : `${how[0]} "${how[1]}"`);

/** The code of what a person reads who asks. */
const outcomeOf = async (session: Session, clock: VirtualClock, number = 2): Promise<string> => {
  try {
    await clock.until(session.ask('hello', number, turn(), never));
    return 'answered';
  } catch (error) {
    return codeIn(error);
  }
};

/** Two conversations of one process that share a pace, the first with a handle, and the process' health and metrics. */
const scene = async (t: TestContext) => {
  const clock = new VirtualClock();
  const health = new Health();
  const metrics = new Metrics(health);
  t.after(() => metrics.close());
  const observe = (event: Event) => {
    health.observe(event);
    metrics.observe(event);
  };
  observe({ is: 'discord', state: 'connected' });
  observe({ is: 'commands', state: 'registered' });
  const memory = notes();
  const all = await stage(t, { clock, memory, pace: makePace(clock, () => 1, observe), observe });
  await all.session.ask('remember', 1, turn(), never);
  await all.session.close();
  memory.said = [{ asked: 'remember', answered: 'All right.' }];
  const handle = memory.kept?.handle;
  assert.ok(handle);
  /** What /readyz and /metrics say about Gemini, which must be the same. */
  const told = async (): Promise<OperatorFault | undefined> => {
    const { ready, troubles, gemini } = health.readiness(0);
    assert.deepEqual([ready, troubles.includes('gemini')], [gemini === undefined, gemini !== undefined]);
    const shown = [...samples(await metrics.text())].flatMap(([name, value]) => {
      const [, why] = /^parley_gemini_refused\{why="(\w+)"\}$/.exec(name) ?? [];
      return why && value === 1 ? [why] : [];
    });
    assert.deepEqual(shown, gemini === undefined ? [] : [gemini]);
    return gemini;
  };
  return { ...all, clock, session: all.open(), other: all.open(notes()), handle, told };
};

/** Longer than Gemini is ever left alone, in milliseconds. */
const LATER = 15 * 60_000;

for (const { how, is, code, handle: expected, stops: [why, when] = [] } of ROWS) {
  const name = nameOf(how);

  test(`${name} on one connection`, async (t) => {
    const { clock, live, session, other, handle, told } = await scene(t);
    live.next(faultOf(how));
    const outcome = await outcomeOf(session, clock);
    assert.equal(judgeClose(endingOf(how), { handle: true, phase: 'dialling' }).is, is);
    const stopped = when === 'at once';
    const { dials } = live;
    if (stopped || is === 'rest') assert.equal(outcome, code);
    else assert.equal(outcome, 'answered');
    assert.equal(await told(), stopped ? why : undefined);

    const others = await outcomeOf(other, clock, 1);
    if (stopped) assert.equal(others, code);
    else assert.equal(others, 'answered');
    assert.equal(live.dials, stopped ? dials : dials + 1);

    if (outcome !== 'answered') {
      await clock.advance(LATER);
      assert.equal(await outcomeOf(session, clock), 'answered');
    }
    const resumed = live.connections
      .slice(1)
      .filter(({ apiVersion, setup }) => apiVersion && setup.sessionResumption?.handle === handle).length;
    // The refused dial is among the connections only if it came as far as its setup.
    assert.equal(resumed, (typeof how === 'number' ? 0 : 1) + (expected === 'kept' ? 1 : 0));
    assert.equal(await told(), undefined);
  });

  test(`${name} on every connection`, async (t) => {
    const { clock, live, memory, session, other, handle, told } = await scene(t);
    live.next(...Array.from({ length: 8 }, () => faultOf(how)));
    assert.equal(await outcomeOf(session, clock), code);
    // If trouble that passes comes twice, the handle may be suspected.
    if (why || is === 'rest') assert.equal(memory.kept?.handle, expected === 'kept' ? handle : undefined);
    assert.equal(await told(), why);

    const { dials } = live;
    live.dialling.length = 0;
    const others = await outcomeOf(other, clock, 1);
    if (!why) return assert.equal(others, 'answered');
    assert.equal(others, code);
    assert.equal(await outcomeOf(other, clock, 1), code);
    assert.equal(live.dials, dials, 'nobody dials');
    await clock.advance(LATER);
    assert.equal(await outcomeOf(other, clock, 1), 'answered');
    assert.equal(await told(), undefined);
  });
}
