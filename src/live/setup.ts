import { createHash } from 'node:crypto';
import { ActivityHandling, type LiveConnectConfig, Modality, TurnCoverage } from '@google/genai';
import type { Model } from './models.ts';

/**
 * Every turn bills the whole context again, so the context is cut back long before the window is full: past this many
 * tokens the oldest turns go, until the target is left. The transcript keeps them.
 */
const CONTEXT_TOKENS = { trigger: 32_000, target: 16_000 };

/**
 * What a session is opened with; its handle is not part of it. `activity` says who decides when somebody begins and ends
 * to speak; left out, it is as the model wants it.
 */
export type Setup = { model: string; instruction: string; activity?: 'ours' | 'server' };

/** Who decides when somebody begins and ends to speak. */
export const activityOf = (setup: Setup, model: Model): 'ours' | 'server' =>
  model.activity === 'server' ? 'server' : (setup.activity ?? 'ours');

/**
 * The setup message of one connection. Resumption and compression are asked for from the first connect, because without
 * them no handle ever comes and an audio session ends after 15 minutes.
 */
export const connectConfig = (setup: Setup, model: Model, handle?: string): LiveConnectConfig => ({
  responseModalities: [model.output === 'audio' ? Modality.AUDIO : Modality.TEXT],
  systemInstruction: setup.instruction,
  sessionResumption: handle === undefined ? {} : { handle },
  contextWindowCompression: {
    triggerTokens: String(CONTEXT_TOKENS.trigger),
    slidingWindow: { targetTokens: String(CONTEXT_TOKENS.target) },
  },
  ...(model.output === 'audio' && { outputAudioTranscription: {} }),
  inputAudioTranscription: {},
  realtimeInputConfig: {
    automaticActivityDetection: activityOf(setup, model) === 'ours' ? { disabled: true } : {},
    activityHandling: ActivityHandling.START_OF_ACTIVITY_INTERRUPTS,
    turnCoverage: TurnCoverage.TURN_INCLUDES_ONLY_ACTIVITY,
  },
});

/** A short fingerprint of a setup: a handle is only used with the setup it was made with. */
export const fingerprint = (setup: Setup, model: Model): string =>
  createHash('sha256')
    .update(JSON.stringify([setup.model, connectConfig(setup, model)]))
    .digest('base64url')
    .slice(0, 16);
