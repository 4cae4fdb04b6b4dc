import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { UserError } from '../../src/errors.ts';
import { SAY } from '../../src/live/closing.ts';
import { Speech } from '../../src/live/speech.ts';
import { VirtualClock } from '../clock.ts';
import { loud } from '../world/live/caller.ts';
import type { Connection } from '../world/live/connection.ts';
import { close, drop, type Step, say, toolCall, turnComplete } from '../world/live/steps.ts';
import { never, notes, stage, turn } from './stage.ts';

const PHASES = ['dialling', 'idle', 'asked', 'answering', 'tool', 'hearing', 'settling'] as const;
type Phase = (typeof PHASES)[number];

/**
 * What the person sees of an ending in each phase, in the order above, on a first connection and on a resumed one. `a`: the
 * turn is answered all the same. `k`: what came of the answer stays, and they are told that the rest will not come. `t`:
 * they are told why there is no answer. In `idle` and `settling` that is the next turn. What is refused while somebody speaks
 * may be the marker that names them, so it is tried again.
 */
const ENDINGS: [code: number, reason: string, first: string, resumed: string][] = [
  [1000, 'The operation was cancelled.', 'aaakaaa', 'aaakaaa'],
  [1000, '', 'aaakaaa', 'aaakaaa'],
  [1006, '', 'aaakaaa', 'aaakaaa'],
  [1007, 'Request contains an invalid argument.', 'tatktaa', 'aaakaaa'],
  [1007, 'Invalid session handle', 'aaakaaa', 'aaakaaa'],
  [1007, 'API key not valid. Please pass a valid API key.', 'tttkttt', 'tttkttt'],
  [1007, 'Invalid JSON payload received. Unknown name "x": Cannot find field.', 'tatktaa', 'tatktaa'],
  [1007, 'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model', 'aaakaaa', 'aaakaaa'],
  [1007, 'Precondition check failed.', 'aaakaaa', 'aaakaaa'],
  [1008, 'BidiGenerateContent session not found', 'aaakaaa', 'aaakaaa'],
  [1008, 'Requested entity was not found.', 'aaakaaa', 'aaakaaa'],
  [1008, 'models/x is not found for API version v1, or is not supported for bidiGenerateContent', 'tttkttt', 'tttkttt'],
  [1008, 'Operation is not implemented, or supported, or enabled.', 'aaakaaa', 'aaakaaa'],
  [1008, 'The operation was aborted.', 'aaakaaa', 'aaakaaa'],
  [1008, 'Your API key was reported as leaked. Please use another API key.', 'tttkttt', 'tttkttt'],
  [1008, 'something new', 'tatktaa', 'aaakaaa'],
  [1011, 'Internal error encountered.', 'aaakaaa', 'aaakaaa'],
  [1011, 'The service is currently unavailable.', 'aaakaaa', 'aaakaaa'],
  [1011, 'Deadline expired before operation could complete.', 'aaakaaa', 'aaakaaa'],
  [1011, 'You exceeded your current quota, please check your plan and billing details.', 'tttkttt', 'tttkttt'],
  [1012, '', 'aaakaaa', 'aaakaaa'],
  [1013, '', 'aaakaaa', 'aaakaaa'],
  [4999, 'something new', 'aaakaaa', 'aaakaaa'],
];

type Stage = Awaited<ReturnType<typeof stage>> & { clock: VirtualClock };

type End = { code: number; reason: string };

/** 1006 is what is seen of a connection that was cut. */
const step = ({ code, reason }: End): Step => (code === 1006 ? drop : close(code, reason));

const end = async (connection: Connection | undefined, { code, reason }: End): Promise<void> => {
  if (code === 1006) connection?.drop();
  else connection?.close(code, reason);
  await connection?.ended;
};

/** What became of something that was said. */
const seen = async (said: Promise<unknown>, clock: VirtualClock): Promise<string> => {
  try {
    await clock.until(said);
    return 'a';
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    if (error.message === SAY.broken) return 'k';
    assert.match(error.message, /^[A-Z].+\.$/);
    return 't';
  }
};

/** Has the first answer be these steps, and every other one fine. */
const once = (live: Stage['live'], ...steps: Step[]): void => {
  const answers = [steps];
  live.script = () => answers.shift() ?? 'fine';
};

/** Somebody speaks, and the connection ends in the middle of it. */
const hears = async ({ clock, live, session }: Stage, how: End): Promise<string> => {
  const before = live.connections.length;
  const speech = new Speech();
  const answered = seen(session.hear(speech, '[Ada] says aloud:', 2, turn(), never), clock);
  speech.write(loud(100));
  const connection = await live.connection(before);
  await connection.heard.input(({ is }) => is === 'audio');
  await end(connection, how);
  speech.write(loud(100));
  speech.end();
  return answered;
};

/** Has a connection end in one phase, once, and gives what the person sees of it. */
const meets = async (all: Stage, phase: Phase, how: End): Promise<string> => {
  const { clock, live, session } = all;
  const ask = () => seen(session.ask('hello', 2, turn(), never), clock);
  once(live);
  switch (phase) {
    case 'dialling':
      live.next({ setup: how.code === 1006 ? 'drop' : { close: [how.code, how.reason] } });
      return ask();
    case 'idle':
      assert.equal(await ask(), 'a');
      await end(live.connections.at(-1), how);
      return ask();
    case 'asked':
      once(live, step(how));
      return ask();
    case 'answering':
      once(live, say('half an'), step(how));
      return ask();
    case 'tool':
      once(live, toolCall({ id: '1', name: 'look', args: {} }, { wait: false }), step(how));
      return ask();
    case 'hearing':
      return hears(all, how);
    case 'settling':
      live.handleDelay = 60_000;
      once(live, say('fine'), turnComplete(), step(how));
      assert.equal(await ask(), 'a');
      await live.connections.at(-1)?.ended;
      return ask();
  }
};

/** A session that was never connected, or is about to be resumed. */
const open = async (t: TestContext, kind: 'first' | 'resumed'): Promise<Stage> => {
  const clock = new VirtualClock();
  const memory = notes();
  const all = await stage(t, { clock, memory });
  if (kind === 'first') return { ...all, clock };
  await all.session.ask('remember', 1, turn(), never);
  await all.session.close();
  memory.said = [{ asked: 'remember', answered: 'All right.' }];
  return { ...all, clock, session: all.open() };
};

for (const [code, reason, first, resumed] of ENDINGS)
  test(`${code} "${reason}" is seen as ${first} on a first connection and as ${resumed} on a resumed one`, async (t) => {
    for (const [kind, expected] of [
      ['first', first],
      ['resumed', resumed],
    ] as const) {
      const outcomes = await Promise.all(
        PHASES.map(async (phase) => meets(await open(t, kind), phase, { code, reason })),
      );
      assert.equal(outcomes.join(''), expected, kind);
    }
  });
