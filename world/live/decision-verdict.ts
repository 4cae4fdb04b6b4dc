import { findUnknownField, listFields, type Shape } from './frame-shape.ts';
import { failHttp, type HttpReply } from './models-endpoint.ts';

/** A part of the input, as it comes (SDK, `DecisionInputContent`). */
export type DecisionContent = { type?: string; text?: string; data?: string; uri?: string; mime_type?: string };

/** The fields of a request that the local server looks at. */
export type DecisionRequest = {
  model?: unknown;
  input?: unknown;
  questions?: unknown;
};

/** The bytes of the largest request: that of the Gemini API for inline data. No page says it of decisions. */
export const MOST_DECISION_BYTES = 20 * 1024 * 1024;

/** The tokens that input and questions may have together (apidog.com, quoting Google's page of 2026-11-12). */
export const MOST_DECISION_TOKENS = 262_144;

const MOST_QUESTIONS = 1_000;

/** How many options a choice has, and how many levels a score (SDK, `ChoiceQuestion.criteria`). */
const [LEAST_OPTIONS, MOST_OPTIONS] = [2, 255];

/** SDK, `AudioContentMimeType`. */
const SOUNDS = new Set(
  'wav mp3 aiff aac ogg flac mpeg m4a l16 opus alaw mulaw webm'.split(' ').map((kind) => `audio/${kind}`),
);

/** The kinds of input, and what the mime types of each begin with. */
const MEDIA: Record<string, RegExp> = {
  audio: /^audio\//,
  image: /^image\/(?:png|jpeg|webp|heic|heif|gif|bmp|tiff)$/,
  video: /^video\//,
  document: /^(?:application\/pdf|text\/csv)$/,
};

/** Every field of a request, by the types of @google/genai 3.3.0. What depends on a type is checked on its own. */
const request: Shape = {
  model: true,
  questions: true,
  input: listFields('type', 'text', 'annotations', 'data', 'uri', 'mime_type', 'sample_rate', 'channels', 'resolution'),
};

type HttpRefusal = ReturnType<typeof failHttp>;

const invalid = (message: string): HttpRefusal => failHttp(400, 'INVALID_ARGUMENT', message);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An id of a question or an option: not empty, no control characters, no blanks around it (SDK, `ChoiceQuestion`). */
const isId = (id: string): boolean => id !== '' && id.trim() === id && !/\p{Cc}/u.test(id);

/** The parts of an input, whichever of its three forms it has; nothing if it has none of them. */
export const listInput = (input: unknown): DecisionContent[] | undefined => {
  if (typeof input === 'string') return [{ type: 'text', text: input }];
  if (isObject(input)) return [input];
  return Array.isArray(input) && input.every(isObject) ? input : undefined;
};

/** Refuses what the real service refuses of a request's body, as far as the SDK's types and third parties tell. */
export function refuseDecision(json: unknown): HttpRefusal | undefined {
  if (!isObject(json)) return invalid('Invalid JSON payload received. Root element must be a message.');
  const { input } = json;
  const unknown = findUnknownField(typeof input === 'string' ? { ...json, input: {} } : json, request);
  if (unknown) return invalid(`Invalid JSON payload received. Unknown name ${unknown}: Cannot find field.`);
  return refuseInput(input) ?? refuseQuestions(json.questions);
}

/** A request without a model is refused, before the model is looked for. */
export const refuseMissingModel = (model: unknown): HttpReply | undefined =>
  typeof model === 'string' && model !== '' ? undefined : invalid('model is required.');

function refuseInput(input: unknown): HttpRefusal | undefined {
  const contents = listInput(input);
  if (!contents || contents.length === 0) return invalid('input is required.');
  for (const [index, content] of contents.entries()) {
    const refused = refuseContent(content, `input[${index}]`);
    if (refused) return refused;
  }
  return undefined;
}

function refuseContent(content: DecisionContent, where: string): HttpRefusal | undefined {
  const { type = '', text, data, uri, mime_type: mime } = content;
  if (type === 'text')
    return typeof text === 'string' && text !== '' ? undefined : invalid(`${where}.text is required.`);
  const known = Object.hasOwn(MEDIA, type) ? MEDIA[type] : undefined;
  if (!known) return invalid(`The value '${type}' is not supported for 'type' at '${where}'.`);
  if ((data === undefined) === (uri === undefined))
    return invalid(`Exactly one of data and uri must be set at '${where}'.`);
  if (!mime || !known.test(mime) || (type === 'audio' && !SOUNDS.has(mime)))
    return invalid(`The value '${mime}' is not supported for 'mime_type' at '${where}'.`);
  if (data !== undefined && (data === '' || Buffer.from(data, 'base64').toString('base64') !== data))
    return invalid(`Invalid value at '${where}.data' (TYPE_BYTES), Base64 decoding failed.`);
  return undefined;
}

function refuseQuestions(questions: unknown): HttpRefusal | undefined {
  if (!isObject(questions) || Object.keys(questions).length === 0) return invalid('At least 1 question is required.');
  if (Object.keys(questions).length > MOST_QUESTIONS)
    return invalid(`At most ${MOST_QUESTIONS} questions are allowed.`);
  for (const [id, question] of Object.entries(questions)) {
    if (!isId(id)) return invalid('Question identifiers must not be empty.');
    const refused = refuseQuestion(question, `questions['${id}']`);
    if (refused) return refused;
  }
  return undefined;
}

function refuseQuestion(question: unknown, where: string): HttpRefusal | undefined {
  if (!isObject(question)) return invalid(`Invalid value at '${where}'.`);
  const unknown = Object.keys(question).find((field) => !['type', 'instructions', 'criteria'].includes(field));
  if (unknown)
    return invalid(`Invalid JSON payload received. Unknown name "${unknown}" at '${where}': Cannot find field.`);
  const { type, instructions, criteria } = question;
  if (!isInstruction(instructions)) return invalid(`${where}.instructions is required.`);
  if (type === 'noul') return refuseNoul(criteria, where);
  if (type === 'choice') return refuseChoice(criteria, where);
  if (type === 'score') return refuseScore(criteria, where);
  return invalid(`The value '${type}' is not supported for 'type' at '${where}'.`);
}

/** Instructions are a text, or contents that are texts: media are only for the input. */
const isInstruction = (value: unknown): boolean => {
  const contents = listInput(value) ?? [];
  return contents.length > 0 && contents.every(({ type, text }) => type === 'text' && Boolean(text?.trim()));
};

function refuseNoul(criteria: unknown, where: string): HttpRefusal | undefined {
  if (criteria === undefined) return undefined;
  const fields = ['true_description', 'false_description'];
  const isFit =
    isObject(criteria) &&
    Object.entries(criteria).every(([field, text]) => fields.includes(field) && typeof text === 'string');
  return isFit ? undefined : invalid(`Invalid value at '${where}.criteria'.`);
}

function refuseChoice(criteria: unknown, where: string): HttpRefusal | undefined {
  if (!isObject(criteria)) return invalid(`${where}.criteria is required.`);
  const ids = Object.keys(criteria);
  if (!isCount(ids.length)) return invalid(`A choice must have between 2 and 255 options at '${where}'.`);
  if (!ids.every(isId))
    return invalid(`Option identifiers must not be empty or have blanks around them at '${where}'.`);
  return Object.values(criteria).every((text) => typeof text === 'string')
    ? undefined
    : invalid(`Invalid value at '${where}.criteria'.`);
}

function refuseScore(criteria: unknown, where: string): HttpRefusal | undefined {
  if (!Array.isArray(criteria) || !isCount(criteria.length))
    return invalid(`A score must have between 2 and 255 levels at '${where}'.`);
  return criteria.every((level) => typeof level === 'string' && level !== '')
    ? undefined
    : invalid(`Levels must not be empty at '${where}'.`);
}

const isCount = (count: number): boolean => count >= LEAST_OPTIONS && count <= MOST_OPTIONS;
