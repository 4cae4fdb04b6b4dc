import { createHash } from 'node:crypto';
import {
  ActivityHandling,
  ThinkingLevel as Level,
  type LiveConnectConfig,
  Modality,
  TurnCoverage,
} from '@google/genai/web';
import { findModel, type Model, type ThinkingLevel } from './models.ts';

/** How many tokens a session's context holds at most by default. */
const CONTEXT_TOKENS = 32_000;

/**
 * What a session is opened with, except for its handle. `activity` says who decides when speech begins and ends; by
 * default the model's preference. Every turn bills the whole context again, so the context is shortened long before the
 * window is full: beyond `contextTokens` the oldest turns are dropped until half is left. The transcript keeps them.
 * `thinking` is the level for models that need one; others don't get it.
 */
export type Setup = {
  model: string;
  instruction: string;
  activity?: 'ours' | 'server';
  contextTokens?: number;
  thinking?: ThinkingLevel;
};

const LEVELS: Record<ThinkingLevel, Level> = { low: Level.LOW, medium: Level.MEDIUM, high: Level.HIGH };

/** Decides who says when speech begins and ends. */
export const decideActivity = (setup: Setup, model: Model): 'ours' | 'server' =>
  model.activity === 'server' ? 'server' : (setup.activity ?? 'ours');

/**
 * The setup message of one connection. Resumption and compression are requested from the first connection on, because
 * without them no handle ever comes and an audio session ends after 15 minutes.
 */
export const makeConnectConfig = (setup: Setup, model: Model, handle?: string): LiveConnectConfig => ({
  responseModalities: [model.output === 'audio' ? Modality.AUDIO : Modality.TEXT],
  systemInstruction: setup.instruction,
  sessionResumption: handle === undefined ? {} : { handle },
  contextWindowCompression: compression(setup.contextTokens),
  ...(model.output === 'audio' && { outputAudioTranscription: {} }),
  inputAudioTranscription: {},
  ...(model.thinks && { thinkingConfig: { thinkingLevel: LEVELS[setup.thinking ?? 'low'] } }),
  realtimeInputConfig: {
    automaticActivityDetection: decideActivity(setup, model) === 'ours' ? { disabled: true } : {},
    activityHandling: ActivityHandling.START_OF_ACTIVITY_INTERRUPTS,
    turnCoverage: TurnCoverage.TURN_INCLUDES_ONLY_ACTIVITY,
  },
});

const compression = (tokens = CONTEXT_TOKENS) => ({
  triggerTokens: String(tokens),
  slidingWindow: { targetTokens: String(Math.floor(tokens / 2)) },
});

/** An addition to the setup, for a model that accepts history only if it's announced. The SDK has no field for it. */
export const announceHistory = ({ seed }: Model): Record<string, unknown> | undefined =>
  seed === 'history' ? { historyConfig: { initialHistoryInClientContent: true } } : undefined;

/**
 * A setup with everything that follows from it. Two with the same fingerprint make the same session: a connection or a
 * handle is used only with the fingerprint that it was made with.
 */
export type SessionPlan = { setup: Setup; model: Model; activity: 'ours' | 'server'; fingerprint: string };

/** The plans that were made, as long as anybody has their setups: one is asked for with each thing that is said. */
const plans = new WeakMap<Setup, SessionPlan>();

/** Finds out what follows from a setup, which must not change any more. */
export const makeSessionPlan = (setup: Setup): SessionPlan => {
  const made = plans.get(setup);
  if (made) return made;
  const model = findModel(setup.model);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([setup.model, makeConnectConfig(setup, model)]))
    .digest('base64url')
    .slice(0, 16);
  const plan: SessionPlan = { setup, model, activity: decideActivity(setup, model), fingerprint };
  plans.set(setup, plan);
  return plan;
};
