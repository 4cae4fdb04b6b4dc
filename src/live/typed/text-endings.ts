import { UserError } from '../../base/errors.ts';
import { type CloseVerdict, explainVerdict, judgeClose } from '../failures/close-codes.ts';
import type { Ending } from '../failures/connection-ending.ts';
import { readPause } from '../failures/retry-info.ts';

/** How a request failed: what it means, and after how many milliseconds it may be made again, if Google said so. */
export type TextFailure = { verdict: CloseVerdict; ending: Ending; retryIn?: number };

/** An error of the service: the SDK puts the body, which is JSON, somewhere into the message. */
type ServiceError = { status: number; said: string; details: unknown[] };

const readBody = (message: string): { message?: unknown; details?: unknown } | undefined => {
  try {
    return JSON.parse(message.slice(message.indexOf('{'))).error;
  } catch {
    return undefined;
  }
};

const readServiceError = (error: unknown): ServiceError | undefined => {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const body = readBody(error.message);
  const said = typeof body?.message === 'string' ? body.message : error.message;
  return { status: error.status, said, details: Array.isArray(body?.details) ? body.details : [] };
};

/** The words of an error and of what caused it: `fetch` tells only there what is wrong with the network. */
const tellCauses = (error: unknown): string =>
  error instanceof Error
    ? [error.message, 'code' in error ? String(error.code) : '', tellCauses(error.cause)].filter(Boolean).join(' ')
    : '';

/** What a failed request means, by the same rules as the end of a connection. */
export const judgeFailure = (error: unknown): TextFailure => {
  const service = readServiceError(error);
  const ending = service ? toEnding(service) : { code: 1006, reason: tellCauses(error) };
  const retryIn = readPause(service?.details ?? []);
  const verdict = judgeClose(ending, { handle: false, phase: 'asked' });
  return { verdict, ending, ...(retryIn !== undefined && { retryIn }) };
};

/** A request that Google finds wrong is like an argument that it refuses; its status says nothing more. */
const toEnding = ({ status, said }: ServiceError): Ending =>
  status === 400
    ? { code: 1007, reason: said }
    : { code: 1006, reason: `unexpected server response: ${status} ${said}` };

/**
 * What a person reads about a failure. `at` is when to ask again, in milliseconds since the epoch, if that's known. What
 * concerns the model says which setting it is that names it.
 */
export const explainFailure = (verdict: CloseVerdict, at?: number): UserError => {
  if (!('why' in verdict)) return new UserError(explainVerdict(verdict, at));
  if (verdict.why === 'model' || verdict.why === 'address') return new UserError({ code: 'owner.typed-model' });
  if (verdict.why === 'closed') return new UserError({ code: 'owner.typed-closed' });
  return new UserError(explainVerdict(verdict, at));
};

/** Google's reasons for ending a whole answer early because of what it says. */
const BLOCKED = new Set(['SAFETY', 'RECITATION', 'LANGUAGE', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII']);

/** The reason for the end of an answer, in the terms of `explainFinishReason`. */
export const toFinishReason = (reason: string): string => (BLOCKED.has(reason) ? `GENERATED_${reason}` : reason);
