import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ApiError } from './api-error.ts';
import type { Upload } from './message-limits.ts';

/** A request's body: what was sent as JSON, and the files beside it. */
export type Body = { json: unknown; files: Upload[] };

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    throw new ApiError(50109);
  }
};

/** Takes a form apart into `payload_json` and files (Discord docs, reference, "Uploading files"). */
const form = async (raw: Buffer<ArrayBuffer>, type: string): Promise<Body> => {
  const fields = [...(await new Response(raw, { headers: { 'content-type': type } }).formData())];
  const files = fields.map(async ([field, value]) => {
    if (typeof value === 'string') return [];
    const content = Buffer.from(await value.arrayBuffer());
    return [{ field, name: value.name, contentType: value.type || undefined, content }];
  });
  const [, json] = fields.find(([field]) => field === 'payload_json') ?? [];
  return { json: typeof json === 'string' ? parse(json) : undefined, files: (await Promise.all(files)).flat() };
};

/** Reads a request's body. Throws {@link ApiError} 50109 for broken JSON. */
export const readBody = async (request: IncomingMessage): Promise<Body> => {
  const raw = Buffer.from(await buffer(request));
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return form(raw, type);
  return { json: raw.length > 0 && type.startsWith('application/json') ? parse(raw.toString()) : undefined, files: [] };
};
