import type { GoogleGenAI } from '@google/genai/web';
import { type Clock, startDeadline } from '../../base/clock.ts';
import type { Diagnosis } from '../../base/diagnosis.ts';
import type { OperatorFault } from '../../base/events.ts';
import { type Endpoint, explainConnectError, sayUnreached } from '../../base/network-faults.ts';
import { judgeClose } from '../failures/close-codes.ts';
import { OPERATOR_REMEDIES, QUOTA_REMEDY } from '../failures/operator-remedies.ts';
import { findModel } from '../protocol/models.ts';
import { makeConnectConfig, type Setup } from '../protocol/setup.ts';
import { DialError, dial } from './dial.ts';

/** What is checked before anyone asks. `baseUrl` is the address, unless it's Google's. */
type PreflightOptions = {
  google: GoogleGenAI;
  setup: Setup;
  apiVersion: string;
  baseUrl: string | undefined;
  clock: Clock;
  signal: AbortSignal;
};

/** How long Google may take for the whole check and for its first response, in milliseconds. */
const PATIENCE = 8_000;
const LOOKUP = 4_000;

/** The method that a model must support, as Google names it. */
const LIVE = 'bidiGenerateContent';

/** The faults that don't go away by themselves, so that starting makes no sense. */
const LASTING: readonly OperatorFault[] = ['key', 'leaked', 'blocked', 'restricted', 'model', 'closed'];

/**
 * Checks that Google accepts the key and knows the model, which costs one small request. If the response isn't as it
 * should be, a connection is tried too: some gateways pass nothing else on, and what counts is what a conversation would
 * meet. Nothing is said on it, so nothing is billed.
 *
 * @returns what's wrong; nothing if all is well
 */
export const runPreflight = async (flight: PreflightOptions): Promise<Diagnosis | undefined> => {
  const { clock, signal } = flight;
  const late = Object.assign(new Error(`no answer within ${PATIENCE / 1_000} s`), { name: 'TimeoutError' });
  using patience = startDeadline(clock, { ms: PATIENCE, reason: late, signal });
  if (await isListed(flight, patience.signal)) return undefined;
  return await dialOnce(flight, patience.signal);
};

/** Whether the model exists and is a Live model. */
const isListed = async ({ google, setup, clock }: PreflightOptions, signal: AbortSignal): Promise<boolean> => {
  using lookup = startDeadline(clock, { ms: LOOKUP, reason: 'it takes too long', signal });
  try {
    const config = { abortSignal: lookup.signal, httpOptions: { retryOptions: { attempts: 1 } } };
    const { supportedActions } = await google.models.get({ model: setup.model, config });
    return supportedActions?.includes(LIVE) ?? false;
  } catch {
    return false;
  }
};

const dialOnce = async (flight: PreflightOptions, signal: AbortSignal): Promise<Diagnosis | undefined> => {
  const { google, setup, clock } = flight;
  try {
    const config = makeConnectConfig(setup, findModel(setup.model));
    const connection = await dial(google, { model: setup.model, config, receive: () => {}, clock, signal });
    connection.close();
    return undefined;
  } catch (error) {
    if (!(error instanceof DialError)) return explainUnreached(error, flight);
    const judged = judgeClose(error.ending, { handle: false, phase: 'dialling' });
    if ('why' in judged) return explainRefusal(judged.why, flight);
    return judged.is === 'rest' ? QUOTA : explainUnreached(error, flight);
  }
};

/** What the sentences below mention of the configuration. */
export type Way = { setup: Pick<Setup, 'model'> } & Pick<PreflightOptions, 'apiVersion' | 'baseUrl'>;

const hostOf = ({ baseUrl }: Pick<Way, 'baseUrl'>): string =>
  new URL(baseUrl ?? 'https://generativelanguage.googleapis.com').host;

/** What's wrong, for the operator, if only they can fix it. */
const WRONG: Record<OperatorFault, (way: Way) => string> = {
  credits: () => 'The prepaid credits of GEMINI_API_KEY are used up',
  cap: () => 'The spending cap of the project of GEMINI_API_KEY is reached',
  billing: () => 'Something is wrong with the billing of the project of GEMINI_API_KEY',
  region: () => 'Google does not offer Gemini where Parley runs',
  key: () => 'Google does not accept GEMINI_API_KEY',
  leaked: () => 'Google has blocked GEMINI_API_KEY, because it was found in public',
  blocked: () => 'Google has blocked GEMINI_API_KEY or its project',
  restricted: () => 'GEMINI_API_KEY is not allowed to use Gemini from here',
  denied: () => 'Google refuses GEMINI_API_KEY',
  model: ({ setup, apiVersion }) =>
    `Google has no Live model ${setup.model} (GEMINI_MODEL) in its API ${apiVersion} (GEMINI_API_VERSION)`,
  closed: ({ setup }) => `Google no longer offers you the model ${setup.model} (GEMINI_MODEL)`,
  address: ({ baseUrl }) =>
    `What answers at ${hostOf({ baseUrl })}${baseUrl ? ', which GEMINI_BASE_URL names,' : ''} is not the Live API`,
  setup: ({ setup }) => `Google does not take the setup that Parley makes for ${setup.model} (GEMINI_MODEL)`,
};

/** Explains why Google refuses to serve Parley. */
export const explainRefusal = (why: OperatorFault, way: Way): Diagnosis => ({
  wrong: WRONG[why](way),
  remedy: OPERATOR_REMEDIES[why],
  lasting: LASTING.includes(why),
});

/** What passes by itself, so that starting makes sense. */
const QUOTA: Diagnosis = { wrong: 'The quota of GEMINI_API_KEY is used up', remedy: QUOTA_REMEDY, lasting: false };

/** Explains why Gemini can't be reached, after no connection could be made. */
export const explainUnreached = (error: unknown, { baseUrl }: Pick<Way, 'baseUrl'>): Diagnosis => {
  const target: Endpoint = {
    name: 'the Gemini API',
    url: baseUrl ?? 'https://generativelanguage.googleapis.com',
    setting: 'GEMINI_BASE_URL',
    isSet: baseUrl !== undefined,
  };
  const found = explainConnectError(error, target);
  const said = error instanceof DialError ? `${error.ending.code} ${error.ending.reason}`.trim() : `${error}`;
  return {
    wrong: found ? sayUnreached('Gemini', found.seen) : `Gemini does not answer as it should (${said})`,
    remedy: found?.remedy ?? 'Wait a few minutes; https://aistudio.google.com/status tells of Google’s own trouble.',
    lasting: false,
  };
};
