import type { LocalModel } from './local-models.ts';

/** An HTTP answer: its status and its JSON body. */
export type HttpReply<B = unknown> = { status: number; body: B };

/** An error, as Google's services tell it. */
type HttpError = { error: { code: number; message: string; status: string; details?: object[] } };

/** What an HTTP request is checked against. */
export type ModelDesk = { key: string; models: readonly LocalModel[]; versions: readonly string[] };

/** How many models a page has if the client doesn't say (Gemini API, models.list). */
const PAGE = 50;

/** Makes an error of an HTTP status and a name such as `NOT_FOUND`. */
export const failHttp = (status: number, name: string, message: string, details?: object[]): HttpReply<HttpError> => ({
  status,
  body: { error: { code: status, message, status: name, ...(details && { details }) } },
});

const describeModel = ({ name, displayName, methods }: LocalModel) => ({
  name: `models/${name}`,
  version: '001',
  displayName,
  description: `${displayName}, as the local world has it`,
  inputTokenLimit: 131_072,
  outputTokenLimit: 65_536,
  supportedGenerationMethods: methods,
});

function page(models: readonly LocalModel[], query: URLSearchParams): HttpReply {
  const size = Number(query.get('pageSize') ?? PAGE);
  const start = Number(Buffer.from(query.get('pageToken') ?? '', 'base64url').toString() || 0);
  if (!(size > 0) || !Number.isInteger(start))
    return failHttp(400, 'INVALID_ARGUMENT', 'Invalid page token or page size.');
  const end = start + size;
  const nextPageToken = end < models.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { status: 200, body: { models: models.slice(start, end).map(describeModel), nextPageToken } };
}

/** Refuses a key that isn't the server's. */
export function refuseKey(given: string | undefined, key: string): HttpReply<HttpError> | undefined {
  if (given === key) return undefined;
  if (!given) {
    const message =
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key.";
    return failHttp(403, 'PERMISSION_DENIED', message);
  }
  const reason = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
  };
  return failHttp(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [reason]);
}

/** Answers `GET …/{version}/models` and `…/models/{name}`. Returns nothing for any other request. */
export function replyHttp(
  request: { method: string; url: URL; key: string | undefined },
  desk: ModelDesk,
): HttpReply | undefined {
  const [, version = '', name] = /\/(v[a-z0-9]+)\/models(?:\/([^/]+))?$/.exec(request.url.pathname) ?? [];
  if (request.method !== 'GET' || !version) return undefined;
  const refused = refuseKey(request.key, desk.key);
  if (refused) return refused;
  const models = desk.versions.includes(version) ? desk.models : [];
  if (!name) return page(models, request.url.searchParams);
  const model = models.find((one) => one.name === name);
  if (model) return { status: 200, body: describeModel(model) };
  const where = `is not found for API version ${version}, or is not supported for generateContent.`;
  return failHttp(404, 'NOT_FOUND', `models/${name} ${where} Call ListModels to see the list of available models.`);
}
