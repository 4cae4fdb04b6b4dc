import { createHash } from 'node:crypto';
import {
  ActivityHandling,
  type AudioTranscriptionConfig,
  Behavior,
  type FunctionDeclaration,
  ThinkingLevel as Level,
  type LiveConnectConfig,
  Modality,
  type SpeechConfig,
  type Tool,
  TurnCoverage,
} from '@google/genai/web';
import { SEARCH_RULES } from './grounding.ts';
import { findModel, type Model, type ThinkingLevel } from './models.ts';
import type { ToolDeclaration } from './tool-call.ts';

/**
 * What of a setup can be left out if Google refuses it, or taken from the operator's own setup: named as the settings that
 * bring it in. `character` stands for everything that people have added to the instruction.
 */
export const SETUP_EXTRAS = [
  'vocabulary',
  'languages-heard',
  'voice',
  'search',
  'thinking',
  'model',
  'character',
] as const;

export type SetupExtra = (typeof SETUP_EXTRAS)[number];

/** What a session is opened with, except for its handle. */
export type Setup = {
  model: string;
  instruction: string;
  /** Who decides when speech begins and ends, unless the model accepts only the service's decision. */
  activity: 'ours' | 'server';
  /**
   * How many tokens the context may hold. Beyond that, the service drops the oldest turns until half is left; the
   * transcript keeps them. Every turn bills the whole context again, so this is far below the model's window.
   */
  contextTokens: number;
  /** The level for models that need one; others don't get it. */
  thinking: ThinkingLevel;
  /** The functions that the model may call. */
  tools: readonly ToolDeclaration[];
  /** The voice it speaks with, if not the model's own. A model without a choice of voices doesn't get it. */
  voice?: string;
  /** What helps to transcribe what is said to it. */
  hearing?: HearingHints;
  /** Whether it may search the web. */
  search?: boolean;
  /** Which of all this the people of a place have wished for, and so are told of if Google refuses it. */
  wished?: readonly SetupExtra[];
};

/** The languages that are expected, as BCP-47 tags, and words that the transcript is to recognise. */
export type HearingHints = { languages: readonly string[]; vocabulary: readonly string[] };

const LEVELS: Record<ThinkingLevel, Level> = { low: Level.LOW, medium: Level.MEDIUM, high: Level.HIGH };

/** Decides who says when speech begins and ends. */
export const decideActivity = (setup: Setup, model: Model): 'ours' | 'server' =>
  model.activity === 'server' ? 'server' : setup.activity;

/**
 * The setup message of one connection. Resumption and compression are requested from the first connection on, because
 * without them no handle ever comes and an audio session ends after 15 minutes.
 */
export const makeConnectConfig = (setup: Setup, model: Model, handle?: string): LiveConnectConfig => ({
  responseModalities: [model.output === 'audio' ? Modality.AUDIO : Modality.TEXT],
  systemInstruction: maySearch(setup, model) ? `${setup.instruction}\n${SEARCH_RULES}` : setup.instruction,
  sessionResumption: handle === undefined ? {} : { handle },
  contextWindowCompression: compression(setup.contextTokens),
  ...(model.output === 'audio' && { outputAudioTranscription: {} }),
  inputAudioTranscription: hint(setup, model),
  ...(setup.voice && model.extras.voice && { speechConfig: speak(setup.voice) }),
  ...(model.thinks && { thinkingConfig: { thinkingLevel: LEVELS[setup.thinking] } }),
  ...equip(setup, model),
  realtimeInputConfig: {
    automaticActivityDetection: decideActivity(setup, model) === 'ours' ? { disabled: true } : {},
    activityHandling: ActivityHandling.START_OF_ACTIVITY_INTERRUPTS,
    turnCoverage:
      model.images === 'frame'
        ? TurnCoverage.TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO
        : TurnCoverage.TURN_INCLUDES_ONLY_ACTIVITY,
  },
});

const speak = (voiceName: string): SpeechConfig => ({ voiceConfig: { prebuiltVoiceConfig: { voiceName } } });

/** What helps to transcribe, as far as the model takes it. An empty list isn't sent: it says nothing, and may be refused. */
const hint = ({ hearing }: Setup, { extras }: Model): AudioTranscriptionConfig => {
  const { languages = [], vocabulary = [] } = hearing ?? {};
  return {
    ...(extras.languages && languages.length > 0 && { languageCodes: [...languages] }),
    ...(extras.vocabulary && vocabulary.length > 0 && { customVocabulary: [...vocabulary] }),
  };
};

/** Whether a session that is opened with it may search the web. */
export const maySearch = ({ search = false }: Setup, { extras }: Model): boolean => search && extras.search;

/** The functions, and Google's search if that's wanted. */
const equip = (setup: Setup, model: Model): { tools?: Tool[] } => {
  const { tools } = setup;
  const all: Tool[] = [
    ...(tools.length > 0 ? [{ functionDeclarations: tools.map((one) => declare(one, model)) }] : []),
    ...(maySearch(setup, model) ? [{ googleSearch: {} }] : []),
  ];
  return all.length > 0 ? { tools: all } : {};
};

/** A function as the setup declares it, with its behavior if the model lets one say it. */
const declare = (declaration: ToolDeclaration, { tools: { behavior } }: Model): FunctionDeclaration => ({
  ...declaration,
  ...(behavior && { behavior: Behavior[behavior] }),
});

const compression = (tokens: number) => ({
  triggerTokens: String(tokens),
  slidingWindow: { targetTokens: String(Math.floor(tokens / 2)) },
});

/** An addition to the setup, for a model that accepts history only if it's announced. The SDK has no field for it. */
export const announceHistory = ({ seed }: Model): Record<string, unknown> | undefined =>
  seed === 'history' ? { historyConfig: { initialHistoryInClientContent: true } } : undefined;

/**
 * A setup with everything that follows from it. A connection or a handle is used only with the fingerprint that it was
 * made with, because a session with another setup would be a different one.
 */
export type SessionPlan = { setup: Setup; model: Model; activity: 'ours' | 'server'; fingerprint: string };

/** Plans by their setups, because one is needed for each thing that's said, and its hash takes time. */
const plans = new WeakMap<Setup, SessionPlan>();

/** Works out what follows from a setup, which must not change afterwards. */
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
