import { ApiError } from '@google/genai';
import type { Config } from '../../config.ts';
import { verdict } from '../../live/closing.ts';
import { DialError, dial, googleClient } from '../../live/dial.ts';
import { modelOf } from '../../live/models.ts';
import { connectConfig } from '../../live/setup.ts';
import type { Check, Finding, Tools } from '../check.ts';

const NEEDS = ['GEMINI_API_KEY', 'GEMINI_BASE_URL', 'GEMINI_API_VERSION'];

const REACH = 'Check the network, the firewall and, if it is set, GEMINI_BASE_URL.';

const KEY = 'Get a key at https://aistudio.google.com/apikey ("Create API key") and put it into GEMINI_API_KEY.';

/** The method that a model has to offer, as Google names it in its list. */
const LIVE = 'bidiGenerateContent';

/** Google's client for these settings. */
export const googleOf = (config: Config) =>
  googleClient({ apiKey: config.geminiKey, apiVersion: config.geminiApiVersion, baseUrl: config.geminiBaseUrl });

/** The models that the key may talk to live, without their prefix. The list comes in pages. */
const liveModels = async ({ config, signal }: Tools): Promise<string[]> => {
  const names: string[] = [];
  const pages = await googleOf(config).models.list({ config: { pageSize: 1_000, abortSignal: signal } });
  for await (const { name = '', supportedActions = [] } of pages)
    if (supportedActions.includes(LIVE)) names.push(name.replace(/^models\//, ''));
  return names;
};

/** Google says in the body's message what is wrong, and it says 400 for a key that does not exist. */
const messageOf = ({ message }: ApiError): string => {
  try {
    return JSON.parse(message).error.message ?? message;
  } catch {
    return message;
  }
};

/** Asks for the list; what Google itself refuses is told in its own words. */
const listed = async (tools: Tools, look: (names: string[]) => Finding): Promise<Finding> => {
  try {
    return look(await liveModels(tools));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const said = messageOf(error);
    return { ok: false, seen: `${error.status}: ${said}`, remedy: /key|caller|permission/i.test(said) ? KEY : REACH };
  }
};

const key: Check = {
  name: 'Gemini key',
  needs: NEEDS,
  remedy: REACH,
  run: (tools) => listed(tools, ({ length }) => ({ ok: true, seen: `accepted; ${length} Live models are listed` })),
};

const model: Check = {
  name: 'Gemini model',
  needs: [...NEEDS, 'GEMINI_MODEL'],
  remedy: REACH,
  run: (tools) =>
    listed(tools, (names) => {
      const { geminiModel, geminiApiVersion } = tools.config;
      if (names.includes(geminiModel.replace(/^models\//, '')))
        return { ok: true, seen: `${geminiModel} is listed in ${geminiApiVersion}` };
      const offered =
        names.length > 0 ? `Set GEMINI_MODEL to one of ${names.join(', ')}` : 'This key sees no Live model';
      const remedy = `${offered}, or change GEMINI_API_VERSION.`;
      return { ok: false, seen: `${geminiModel} is not listed in ${geminiApiVersion}`, remedy };
    }),
};

const session: Check = {
  name: 'Live session',
  needs: [...NEEDS, 'GEMINI_MODEL'],
  remedy: `${REACH} Outgoing WebSockets must be allowed.`,
  run: async ({ config, clock, signal }) => {
    const { geminiModel: name } = config;
    const setup = connectConfig({ model: name, instruction: 'You are being examined.' }, modelOf(name));
    const started = clock.now();
    try {
      const call = { model: name, config: setup, receive: () => {}, clock, signal };
      const connection = await dial(googleOf(config), call);
      const took = clock.now() - started;
      connection.close();
      await connection.ended;
      return { ok: true, seen: `opens in ${took} ms` };
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      return refusedBy(error);
    }
  },
};

const REMEDY: Record<ReturnType<typeof verdict>['is'], string> = {
  stop: 'Check GEMINI_API_KEY, GEMINI_MODEL and GEMINI_API_VERSION.',
  rest: `Try again in some minutes; look at the key's quota at https://aistudio.google.com. ${REACH}`,
  resume: REACH,
  backoff: `Try again in a minute. ${REACH}`,
  fresh: REACH,
  refused: REACH,
};

const refusedBy = ({ ending }: DialError): Finding => {
  const { is } = verdict(ending, { handle: false, phase: 'dialling' });
  return { ok: false, seen: `${ending.code} ${ending.reason}`.trim(), remedy: REMEDY[is] };
};

/** What the bot needs of Google. */
export const gemini: readonly Check[] = [key, model, session];
