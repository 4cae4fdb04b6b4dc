import { findUnknownField, listFields, type Shape } from './frame-shape.ts';
import { failHttp, type ModelDesk, refuseKey } from './models-endpoint.ts';
import type { Rules } from './rules.ts';
import { isPicture, isWav } from './seen-pictures.ts';
import type { Content } from './wire.ts';

/** The fields of a request that the local server looks at. */
export type TextRequest = {
  contents?: Content[];
  systemInstruction?: Content;
  tools?: { functionDeclarations?: { name?: string; behavior?: string }[]; googleSearch?: object }[];
  toolConfig?: { includeServerSideToolInvocations?: boolean };
  generationConfig?: {
    thinkingConfig?: { thinkingLevel?: string; thinkingBudget?: number; includeThoughts?: boolean };
    [field: string]: unknown;
  };
};

/** What a request is judged by. `signatures` are those that the server has given out. */
export type TextSituation = ModelDesk & { rules: Rules; signatures: ReadonlySet<string> };

/** The bytes of the largest request (Gemini API, inline data). */
export const MOST_TEXT_BYTES = 20 * 1024 * 1024;

const part: Shape = {
  ...listFields('text', 'thought', 'thoughtSignature'),
  inlineData: listFields('data', 'mimeType'),
  functionCall: listFields('id', 'name', 'args'),
  functionResponse: listFields('id', 'name', 'response'),
};
const content: Shape = { role: true, parts: part };

/** Every field of `generateContent` that a client of ours could have a use for, by the types of @google/genai 3.3.0. */
const request: Shape = {
  ...listFields('toolConfig', 'safetySettings', 'cachedContent'),
  contents: content,
  systemInstruction: content,
  tools: {
    googleSearch: true,
    functionDeclarations: listFields(
      'name',
      'description',
      'parameters',
      'parametersJsonSchema',
      'response',
      'behavior',
    ),
  },
  generationConfig: {
    ...listFields('candidateCount', 'maxOutputTokens', 'stopSequences', 'responseMimeType', 'responseModalities'),
    responseJsonSchema: true,
    ...listFields('temperature', 'topP', 'topK', 'seed', 'mediaResolution'),
    thinkingConfig: listFields('thinkingLevel', 'thinkingBudget', 'includeThoughts'),
  },
};

type HttpRefusal = ReturnType<typeof failHttp>;

const invalid = (message: string): HttpRefusal => failHttp(400, 'INVALID_ARGUMENT', message);

/** Refuses a request by the path, the key and the model, before its body matters. */
export function refuseAddress(
  { version, name, key }: { version: string; name: string; key: string | undefined },
  { key: accepted, models, versions }: ModelDesk,
): HttpRefusal | undefined {
  const refused = refuseKey(key, accepted);
  if (refused) return refused;
  const model = versions.includes(version) ? models.find((one) => one.name === name) : undefined;
  if (model?.methods.includes('generateContent')) return undefined;
  if (model) return invalid(`models/${name} only supports real-time bidirectional streaming via WebSocket.`);
  const where = `is not found for API version ${version}, or is not supported for generateContent.`;
  return failHttp(404, 'NOT_FOUND', `models/${name} ${where} Call ListModels to see the list of available models.`);
}

/** Refuses what the real service refuses of a request's body, as others saw it on models from 3.6 on. */
export function refuseRequest(json: unknown, name: string, situation: TextSituation): HttpRefusal | undefined {
  const unknown = findUnknownField(json, request);
  if (unknown) return invalid(`Invalid JSON payload received. Unknown name ${unknown}: Cannot find field.`);
  const asked = json as TextRequest; // Its fields have just been checked.
  return (
    refuseContents(asked.contents ?? []) ??
    refuseFunctions(asked, situation.signatures, name) ??
    refuseSearch(asked, name, situation.rules) ??
    refuseGeneration(asked.generationConfig ?? {}, name, situation.rules)
  );
}

function refuseContents(contents: Content[]): HttpRefusal | undefined {
  if (contents.length === 0) return invalid('* GenerateContentRequest.contents: contents is not specified');
  if (contents.some(({ role }) => role !== 'user' && role !== 'model'))
    return invalid('Please use a valid role: user, model.');
  if (contents.some(({ parts }) => !parts?.length)) return invalid('contents.parts must not be empty.');
  if (contents.at(-1)?.role === 'model')
    return invalid('Requests ending with a model turn are not supported for this model.');
  const media = contents.flatMap(({ parts = [] }) => parts.flatMap(({ inlineData }) => inlineData ?? []));
  const isFit = (blob: (typeof media)[number]) => isPicture(blob) || isWav(blob);
  return media.every(isFit) ? undefined : invalid('Unable to process input image. Please retry or report.');
}

function refuseFunctions(
  { contents = [], tools = [] }: TextRequest,
  signatures: ReadonlySet<string>,
  name: string,
): HttpRefusal | undefined {
  const declared = tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations);
  if (declared.some(({ behavior }) => behavior !== undefined))
    return invalid('Function behavior is only supported in the Live API.');
  const calls = new Set<string>();
  for (const { parts = [] } of contents)
    for (const { functionCall, functionResponse } of parts) {
      if (functionCall) calls.add(`${functionCall.id} ${functionCall.name}`);
      if (functionResponse && !(functionResponse.id && functionResponse.name && functionResponse.response))
        return invalid('functionResponse needs an id, a name and a response.');
      if (functionResponse && !calls.has(`${functionResponse.id} ${functionResponse.name}`))
        return invalid('Please ensure that function response turn comes immediately after a function call turn.');
    }
  return isModern(name) ? refuseUnsigned(contents, signatures) : undefined;
}

/** Refuses search beside functions unless the request allows for it, and where a test says that a model has no search. */
function refuseSearch({ tools = [], toolConfig }: TextRequest, name: string, rules: Rules): HttpRefusal | undefined {
  if (!tools.some(({ googleSearch }) => googleSearch)) return undefined;
  const how = rules.refusesSetup[name]?.search;
  if (how === 'quota') return failHttp(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.');
  if (how) return invalid('Search as tool is not enabled for this model.');
  const hasFunctions = tools.some(({ functionDeclarations = [] }) => functionDeclarations.length > 0);
  return hasFunctions && !toolConfig?.includeServerSideToolInvocations
    ? invalid(
        'Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.',
      )
    : undefined;
}

/** In the current turn the first call of each step has to carry the signature that it came with. */
function refuseUnsigned(contents: Content[], signatures: ReadonlySet<string>): HttpRefusal | undefined {
  const asked = contents.findLastIndex(({ role, parts = [] }) => role === 'user' && parts.some(({ text }) => text));
  for (const { parts = [] } of contents.slice(asked)) {
    const call = parts.find(({ functionCall }) => functionCall);
    if (call && !signatures.has(call.thoughtSignature ?? ''))
      return invalid(`Function call is missing a thought_signature in functionCall parts: ${call.functionCall?.name}`);
  }
  return undefined;
}

function refuseGeneration(
  config: NonNullable<TextRequest['generationConfig']>,
  name: string,
  rules: Rules,
): HttpRefusal | undefined {
  const { thinkingLevel, thinkingBudget } = config.thinkingConfig ?? {};
  const samples = ['temperature', 'topP', 'topK'].some((field) => config[field] !== undefined);
  if (samples && isModern(name) && rules.refusesSampling)
    return invalid('Sampling parameters are not supported for this model.');
  if (config.responseJsonSchema !== undefined && config.responseMimeType !== 'application/json')
    return invalid('Only responseMimeType application/json is supported with a response schema.');
  if (thinkingLevel !== undefined && thinkingBudget !== undefined)
    return invalid('You can only set only one of thinking budget and thinking level.');
  if (thinkingLevel !== undefined && !isModern(name)) return invalid('Thinking level is not supported for this model.');
  if (thinkingBudget !== undefined && isModern(name))
    return invalid('Thinking budget is not supported for this model.');
  if (thinkingLevel !== undefined && !/^(?:LOW|MEDIUM|HIGH)$/i.test(thinkingLevel))
    return invalid(`Thinking level ${thinkingLevel} is not supported for this model.`);
  return undefined;
}

/** Whether a model is of a generation that has thinking levels and signatures. */
const isModern = (name: string): boolean => /^gemini-[3-9]/.test(name);
