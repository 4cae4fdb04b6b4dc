import { ApiError } from '@google/genai/web';
import type { OperatorFault } from '../../base/events.ts';
import { type Endpoint, explainConnectError, explainForeignAnswer } from '../../base/network-faults.ts';
import { type Config, PROXY_SETTINGS, pickGoogle } from '../../config.ts';
import { DialError, dial, makeGoogleClient } from '../../live/connection/dial.ts';
import { findOperatorFault, judgeClose } from '../../live/failures/close-codes.ts';
import { isHung } from '../../live/failures/consequences.ts';
import { OPERATOR_REMEDIES, QUOTA_REMEDY } from '../../live/failures/operator-remedies.ts';
import { canConverse, findModel } from '../../live/protocol/models.ts';
import { makeConnectConfig } from '../../live/protocol/setup.ts';
import { askOnce, type Check, type Finding, type Tools } from '../check.ts';
import { proxy } from './proxy-check.ts';

/** The settings that every request to Gemini needs. */
export const GEMINI_NEEDS = ['GEMINI_API_KEY', 'GEMINI_BASE_URL', 'GEMINI_API_VERSION', ...PROXY_SETTINGS];

/** What to do about trouble of Google's that passes. */
export const LATER = "Try again in a few minutes; https://aistudio.google.com/status tells of Google's own trouble.";

/** The version of the API that has the Live models. */
const DEFAULT_VERSION = 'v1beta';

/** The method that a model must support, as Google names it in its list. */
const LIVE = 'bidiGenerateContent';

/** Where Google is. */
export const locateGoogle = ({ config }: Pick<Tools, 'config'>): Endpoint => ({
  name: 'the Gemini API',
  url: config.geminiBaseUrl ?? 'https://generativelanguage.googleapis.com',
  setting: 'GEMINI_BASE_URL',
  isSet: config.geminiBaseUrl !== undefined,
});

/** The models that the key can see, without their prefix: all, and the Live ones. The list comes in pages. */
export const listModels = askOnce(async ({ config, signal }): Promise<{ all: string[]; live: string[] }> => {
  const [all, live]: [string[], string[]] = [[], []];
  const pages = await makeGoogleClient(pickGoogle(config)).models.list({
    config: { pageSize: 1_000, abortSignal: signal },
  });
  for await (const { name = '', supportedActions = [] } of pages) {
    all.push(name.replace(/^models\//, ''));
    if (supportedActions.includes(LIVE)) live.push(name.replace(/^models\//, ''));
  }
  return { all, live };
});

/** A longer text is some other server's page and not a message. */
const MOST_SAID = 200;

/**
 * Google's message in the body says what is wrong. For a key that doesn't exist, its status is 400. A body that isn't in
 * Google's form says nothing that a person should read.
 */
const messageOf = ({ message }: ApiError): string | undefined => {
  try {
    const { message: said, status } = Object(JSON.parse(message).error);
    const isShort = typeof said === 'string' && said !== '' && said.length <= MOST_SAID && !said.includes('<');
    return isShort ? said : typeof status === 'string' ? status : undefined;
  } catch {
    return undefined;
  }
};

/** Which fault a status alone tells of, as a start judges it. */
const faultOf = (status: number): OperatorFault | undefined =>
  findOperatorFault(`unexpected server response: ${status}`);

/**
 * Every version of the API lists every model. If none is listed, the server isn't Google, or the version doesn't exist.
 */
const unknown = (tools: Tools): Finding => {
  const { geminiApiVersion: version } = tools.config;
  const target = locateGoogle(tools);
  if (version === DEFAULT_VERSION)
    return explainForeignAnswer({ ...target, ...(target.isSet && { also: 'It must not contain a version.' }) });
  const remedy = `Set GEMINI_API_VERSION to ${DEFAULT_VERSION}.`;
  const other = target.isSet ? ` If that doesn’t help, check GEMINI_BASE_URL, which must not contain a version.` : '';
  return { ok: false, seen: `the Gemini API has no version ${version}`, remedy: `${remedy}${other}` };
};

/** Google's own refusals are shown in its own words. A refusal in other words is one of the key, as a start says too. */
export const explainApiError = (error: ApiError, tools: Tools): Finding => {
  const { status } = error;
  const said = messageOf(error);
  const seen = said ? `${status}: ${said}` : `the server there answers with status ${status}`;
  if (status === 404) return unknown(tools);
  if (status >= 500) {
    const { isSet, setting } = locateGoogle(tools);
    return { ok: false, seen, remedy: isSet ? `Check ${setting} and the server there. ${LATER}` : LATER };
  }
  if (status === 429) return { ok: false, seen, remedy: QUOTA_REMEDY };
  const known = findOperatorFault(said ?? '');
  if (known) return { ok: false, seen, remedy: OPERATOR_REMEDIES[known] };
  const fault = faultOf(status);
  if (fault !== 'key' && fault !== 'denied') return { ok: false, seen, remedy: LATER };
  return { ok: false, seen: `Google refuses GEMINI_API_KEY (${seen})`, remedy: OPERATOR_REMEDIES[fault] };
};

/** Whether Google accepts the key. */
export const key: Check = {
  name: 'Gemini key',
  needs: GEMINI_NEEDS,
  after: [proxy],
  target: locateGoogle,
  remedy: LATER,
  run: async (tools) => {
    try {
      const { all, live } = await listModels(tools);
      if (all.length === 0) return unknown(tools);
      return { ok: true, seen: `accepted; ${live.length} Live models are listed` };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return explainApiError(error, tools);
    }
  },
};

const model: Check = {
  name: 'Gemini model',
  needs: [...GEMINI_NEEDS, 'GEMINI_MODEL'],
  after: [key],
  remedy: LATER,
  run: async (tools) => {
    const { geminiModel, geminiApiVersion } = tools.config;
    const { all, live } = await listModels(tools);
    const name = geminiModel.replace(/^models\//, '');
    const { older } = findModel(name);
    const tail = older ? '; it’s of an older generation, which Google is shutting down' : '';
    if (live.includes(name) && canConverse(name))
      return { ok: true, seen: `${geminiModel} is listed in ${geminiApiVersion}${tail}` };
    const seen = all.includes(name)
      ? `${geminiModel} isn’t a Live model that talks in ${geminiApiVersion}`
      : `${geminiModel} isn’t listed in ${geminiApiVersion}${older ? ': Google has shut its generation down, or offers it only to earlier users' : ''}`;
    const talking = live.filter(canConverse);
    if (talking.length > 0) return { ok: false, seen, remedy: `Set GEMINI_MODEL to one of ${talking.join(', ')}.` };
    const remedy =
      geminiApiVersion === DEFAULT_VERSION
        ? 'This key sees no Live model. Create one in another project at https://aistudio.google.com/apikey.'
        : `No Live model is listed there. Set GEMINI_API_VERSION to ${DEFAULT_VERSION}.`;
    return { ok: false, seen, remedy };
  },
};

/**
 * How long a session may take to open, in milliseconds: less than an examination, so that there's time to report what is
 * missing.
 */
const DIAL = 5_000;

/** If requests get through and this doesn't, it's because it's a WebSocket. */
const socketsAt = (tools: Tools): Endpoint => ({
  ...locateGoogle(tools),
  name: 'the Live API',
  also: 'Other requests get through, so a firewall or a proxy may block WebSockets.',
});

/** Opens a session and closes it again. */
export const session: Check = {
  name: 'Live session',
  needs: [...GEMINI_NEEDS, 'GEMINI_MODEL', 'GEMINI_KEY_IN', 'GEMINI_THINKING_LEVEL'],
  after: [model],
  target: socketsAt,
  remedy: LATER,
  run: async (tools) => {
    const { config, clock, signal } = tools;
    const { geminiModel: name, thinkingLevel: thinking, contextTokens } = config;
    const instruction = 'You are being examined.';
    const setup = { model: name, instruction, activity: 'ours' as const, contextTokens, thinking, tools: [] };
    const started = clock.now();
    try {
      const call = {
        model: name,
        config: makeConnectConfig(setup, findModel(name)),
        receive: () => {},
        clock,
        deadline: DIAL,
        signal,
      };
      const connection = await dial(makeGoogleClient(pickGoogle(config)), call);
      const took = clock.now() - started;
      connection.close();
      await connection.ended;
      return { ok: true, seen: `opens in ${took} ms` };
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      return explainConnectError(error, socketsAt(tools)) ?? explainDialError(error, config);
    }
  },
};

/** What a refused key has to do with its place, if the same key was accepted for the list of models. */
const HEADER =
  'Google took this key for the list of models, so it may not take it in a header. Set GEMINI_KEY_IN to url.';

const explainDialError = ({ ending }: DialError, { geminiKeyIn }: Config): Finding => {
  if (isHung(ending))
    return {
      ok: false,
      seen: 'the Live API doesn’t answer the setup',
      remedy: `Set GEMINI_MODEL to another model. ${LATER}`,
    };
  const judged = judgeClose(ending, { handle: false, phase: 'dialling' });
  const seen = `${ending.code} ${ending.reason}`.trim();
  if (!('why' in judged)) return { ok: false, seen, remedy: judged.is === 'rest' ? QUOTA_REMEDY : LATER };
  const isPlace = geminiKeyIn === 'header' && (judged.why === 'key' || judged.why === 'denied');
  return { ok: false, seen, remedy: isPlace ? HEADER : OPERATOR_REMEDIES[judged.why] };
};

/** What the bot needs of Google. */
export const gemini: readonly Check[] = [key, model, session];
