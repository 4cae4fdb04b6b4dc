import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { HANDLE_WAIT } from '../../../src/live/session/resumption-handle.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import { close, drop, type Step, say, toolCall, turnComplete } from '../../../world/live/steps.ts';
import { codeIn } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeSpeech } from '../defaults.ts';
import { never, notes, stage, turn } from '../stage.ts';
import { ENDINGS } from './endings.ts';

/**
 * What a conversation is doing when its connection ends. In the last three we're leaving the connection: `resting`, it was
 * idle, and waits for its last handle; `stopping`, the same for good, and another process goes on; `crossing`, both sides
 * close at once.
 */
const PHASES = [
  'dialling',
  'idle',
  'asked',
  'answering',
  'tool',
  'hearing',
  'settling',
  'resting',
  'stopping',
  'crossing',
] as const;
type Phase = (typeof PHASES)[number];

type Stage = Awaited<ReturnType<typeof stage>> & { clock: VirtualClock };

/** How long a session may be idle here, in milliseconds. */
const IDLE = 120_000;

type End = { code: number; reason: string };

/** The step that ends a connection like this. 1006 is what a client sees of one that was cut. */
const step = ({ code, reason }: End): Step => (code === 1006 ? drop : close(code, reason));

const end = async (connection: LocalConnection | undefined, { code, reason }: End): Promise<void> => {
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
    return codeIn(error) === 'gemini.broken' ? 'k' : 't';
  }
};

/** Makes the first answer these steps, and every other one fine. */
const once = (live: Stage['live'], ...steps: Step[]): void => {
  const answers = [steps];
  live.script = () => answers.shift() ?? 'fine';
};

/** A person speaks, and the connection ends in the middle of it. */
const hears = async ({ clock, live, session }: Stage, how: End): Promise<string> => {
  const before = live.connections.length;
  const speech = makeSpeech();
  const answered = seen(session.hear(speech, '[Ada] says aloud:', 2, turn(), never), clock);
  speech.write(makeLoudPcm(100));
  const connection = await live.connection(before);
  await connection.heard.input(({ is }) => is === 'audio');
  await end(connection, how);
  speech.write(makeLoudPcm(100));
  speech.end();
  return answered;
};

/** Leaves a connection that ends meanwhile. Returns what the person sees next, who mustn't have to repeat anything. */
const leaves = async (all: Stage, phase: 'resting' | 'stopping' | 'crossing', how: End): Promise<string> => {
  const { clock, live, memory, session, open } = all;
  if (phase !== 'crossing') live.handleDelay = 600_000;
  const saved = memory.saved;
  await clock.until(session.ask('the word is plum', 2, turn(), never));
  if (phase === 'crossing') await saved;
  memory.said.push({ asked: 'the word is plum', answered: 'fine' });
  const { dials } = live;
  const began = clock.now();
  const closed = phase === 'resting' ? await clock.advance(IDLE) : session.close();
  assert.equal(session.connected, true);
  await end(live.connections.at(-1), how);
  await clock.until(Promise.resolve(closed));
  if (phase !== 'resting') assert.ok(clock.now() - began < HANDLE_WAIT, `${clock.now() - began} ms`);
  await clock.advance(60_000);
  assert.deepEqual([session.connected, live.dials], [false, dials]);

  live.script = ({ memory }) => memory.flatMap(({ parts = [] }) => parts.map(({ text = '' }) => text)).join(' | ');
  const answer = turn();
  const next = phase === 'stopping' ? open() : session;
  const outcome = await seen(next.ask('which?', 3, answer, never), clock);
  if (outcome === 'a') assert.match(answer.text, /plum/);
  return outcome;
};

/** Ends a connection once, in one phase. Returns what the person sees of it. */
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
    case 'resting':
    case 'stopping':
    case 'crossing':
      return leaves(all, phase, how);
  }
};

/** A session that was never connected, or is about to be resumed. */
const open = async (t: TestContext, kind: 'first' | 'resumed'): Promise<Stage> => {
  const clock = new VirtualClock();
  const memory = notes();
  const all = await stage(t, { clock, memory, idle: IDLE });
  if (kind === 'first') return { ...all, clock };
  await all.session.ask('remember', 1, turn(), never);
  await all.session.close();
  memory.said = [{ asked: 'remember', answered: 'All right.' }];
  return { ...all, clock, session: all.open() };
};

/**
 * What the person sees of an ending in each phase, in the order above, on a first connection and on a resumed one. `a`: the
 * turn is answered all the same. `k`: what came of the answer stays, and they're told that the rest won't come. `t`:
 * they're told why there's no answer. Where nothing is asked, that's the next turn. What is refused while a person
 * speaks may be the marker that names them, so it's tried again. Nobody sees how a connection ends that we leave anyway.
 */
for (const [code, reason, , , first, resumed] of ENDINGS.filter((row) => row.length > 4))
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
