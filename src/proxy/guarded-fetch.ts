import { isIP, type LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';
import { makeConnector } from './dispatcher.ts';
import type { Proxies } from './proxy-settings.ts';
import { isPublicAddress, makePublicLookup, PrivateAddressError } from './public-address.ts';

/** Headers of an answer may have this many bytes. */
const HEADER_BYTES = 32_768;

/** An answer is longer than it may be. */
export class LongAnswerError extends Error {
  override name = 'LongAnswerError';
}

export type GuardedFetchOptions = {
  proxies: Proxies;
  /** Whether only addresses on the internet are asked. It counts for each request, so a name may lead elsewhere later in vain. */
  isPublic: boolean;
  /** Bytes that an answer's body may have, once it's unpacked. */
  mostBytes: number;
  /** Told of each piece of a body before anything is made of it. What it throws breaks the answer off. */
  take: (piece: Uint8Array) => void;
  /** Told that an answer is longer than that, and how it was asked for, before it's broken off. */
  onLong?: (method: string) => void;
  /** Finds the address of a host that is reached directly. The system's own if it's missing. */
  lookup?: LookupFunction;
};

/**
 * Makes a `fetch` for servers that nobody here knows: it follows no redirect by itself, keeps no cookies, and reads no more of an
 * answer than it may have. A proxy finds addresses itself, so for a name it has to know which ones lead inside.
 *
 * @returns a function that throws PrivateAddressError, LongAnswerError while a body is read, and what `fetch` throws
 */
export const makeGuardedFetch = ({
  proxies,
  isPublic,
  mostBytes,
  take,
  onLong = () => {},
  lookup,
}: GuardedFetchOptions): typeof globalThis.fetch => {
  const agent = new Agent({
    connect: makeConnector(proxies, isPublic ? makePublicLookup(lookup) : lookup),
    maxHeaderSize: HEADER_BYTES,
    // A stream of events may be silent for as long as it likes.
    bodyTimeout: 0,
  });
  return async (input, init) => {
    const url = new URL(String(input));
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isPublic && isIP(host) !== 0 && !isPublicAddress(host)) throw new PrivateAddressError(host);
    const headers = new Headers(init?.headers);
    headers.set('accept-encoding', 'identity');
    const given = { ...init, headers, redirect: 'manual', dispatcher: agent } as unknown as Parameters<typeof fetch>[1];
    const { status, statusText, headers: told, body } = await fetch(url, given);
    const read = body?.pipeThrough(makeMeter(mostBytes, { take, onLong: () => onLong(init?.method ?? 'GET') }));
    const isEmpty = status === 204 || status === 205 || status === 304;
    return new Response(isEmpty ? null : (read as ReadableStream | undefined), {
      status,
      statusText,
      headers: [...told],
    });
  };
};

const makeMeter = (
  mostBytes: number,
  { take, onLong }: Pick<GuardedFetchOptions, 'take'> & { onLong: () => void },
): TransformStream<Uint8Array, Uint8Array> => {
  let bytes = 0;
  return new TransformStream({
    transform(piece, controller) {
      bytes += piece.byteLength;
      take(piece);
      if (bytes > mostBytes) {
        onLong();
        throw new LongAnswerError('an answer is too long');
      }
      controller.enqueue(piece);
    },
  });
};
