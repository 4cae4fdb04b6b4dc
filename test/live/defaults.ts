import { pino } from 'pino';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Observe } from '../../src/base/events.ts';
import { ConnectPace } from '../../src/live/limits/connect-pace.ts';
import type { Setup } from '../../src/live/protocol/setup.ts';
import type { OpenCallDesk } from '../../src/live/protocol/tool-call.ts';
import { ImageTolerance } from '../../src/live/session/image-tolerance.ts';
import { Session, type SessionOptions } from '../../src/live/session/session.ts';
import { SetupTolerance } from '../../src/live/session/setup-tolerance.ts';
import { SpeakerMarkers } from '../../src/live/session/speaker-markers.ts';
import { LiveSpeech } from '../../src/live/session/speech.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { makeToolRegistry } from '../../src/tools/tool-registry.ts';
import { openToolDesk } from '../../src/tools/tool-runner.ts';

/** What Parley itself always sets, for tests that are about something else. */

export const makeSetup = (given: Partial<Setup> = {}): Setup => ({
  model: 'gemini-3.8-live',
  instruction: 'Be brief.',
  activity: 'ours',
  contextTokens: 32_000,
  thinking: 'low',
  tools: [],
  ...given,
});

export const makePace = (clock: Clock, random: () => number = Math.random, observe: Observe = () => {}): ConnectPace =>
  new ConnectPace(clock, random, observe);

/** Answers calls of a model that has no functions. */
export const makeDesk = (clock: Clock, tools: readonly Tool[] = [], observe: Observe = () => {}): OpenCallDesk =>
  openToolDesk(makeToolRegistry(tools), { clock, log: pino({ level: 'silent' }), observe });

/** How a person speaks whose sound is kept as it is. */
export const makeSpeech = (clock: Clock = systemClock): LiveSpeech => new LiveSpeech({ clock });

type Chosen = 'silence' | 'markers' | 'images' | 'tolerance' | 'pace' | 'random' | 'onRest' | 'observe' | 'desk';

/** A session that shares nothing with others. */
export const makeSession = (given: Omit<SessionOptions, Chosen> & Partial<Pick<SessionOptions, Chosen>>): Session => {
  const { clock, log, random = Math.random } = given;
  return new Session({
    silence: 20_000,
    markers: new SpeakerMarkers(log),
    images: new ImageTolerance(log),
    tolerance: new SetupTolerance({ bare: makeSetup(), clock, log }),
    pace: makePace(clock, random),
    random,
    onRest() {},
    desk: makeDesk(clock),
    observe() {},
    ...given,
  });
};
