import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import type { McpFault } from '../../../base/events.ts';
import { LongAnswerError } from '../../../proxy/guarded-fetch.ts';
import { PrivateAddressError } from '../../../proxy/public-address.ts';

import { McpError } from './mcp-error.ts';

/** What the client's own codes mean. All others mean that the server doesn't speak MCP. */
const CODES: Readonly<Record<string, McpFault>> = {
  [SdkErrorCode.RequestTimeout]: 'silent',
  [SdkErrorCode.ConnectionClosed]: 'gone',
  [SdkErrorCode.NotConnected]: 'gone',
};

/** Why a server can't be used, by the error that says so. Libraries wrap the errors of their connections. */
export const judgeMcpError = (error: unknown): McpFault => {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof McpError) return one.why;
    if (one instanceof PrivateAddressError) return 'private';
    if (one instanceof LongAnswerError) return 'flood';
    if (one instanceof SdkHttpError) return judgeStatus(one.status ?? 0);
    if (one instanceof SdkError) return CODES[one.code] ?? 'nonsense';
    if (one instanceof ProtocolError) return 'nonsense';
    if (isConnectionError(one)) return 'gone';
  }
  return 'nonsense';
};

const judgeStatus = (status: number): McpFault => {
  if (status === 401 || status === 403) return 'refused';
  if (status >= 300 && status < 400) return 'elsewhere';
  return status === 404 || status === 429 || status >= 500 ? 'gone' : 'nonsense';
};

/** Whether it's an error of Node or undici about a connection; both give such errors a code. */
const isConnectionError = (error: Error): boolean =>
  'code' in error && /^(?:E[A-Z]+|UND_ERR_\w+|CERT_\w+|\w+_CERT\w*)$/.test(String(error.code));

/** Whether an error of one request says something about the connection, and not just about the request. */
export const isLost = (error: unknown): boolean =>
  ['gone', 'flood', 'private', 'elsewhere'].includes(judgeMcpError(error));
