import type { Diagnosis } from '../base/diagnosis.ts';
import { explainConnectError } from '../base/network-faults.ts';

/** What Redis and PostgreSQL refuse for good, and the part of STORE_URL that is to blame. */
const REFUSALS: [said: RegExp, wrong: string, remedy: string][] = [
  [
    /^(?:28P01|28000)$|WRONGPASS|NOAUTH|invalid username-password|without any password|client password must be|password authentication/i,
    'does not accept the name and password in STORE_URL',
    'Check both (redis://NAME:PASSWORD@HOST, postgres://NAME:PASSWORD@HOST/DATABASE), with special characters written as %23 for # and so on.',
  ],
  [/^3D000$/, 'has no such database', 'Create the database, or name another one at the end of STORE_URL.'],
  [
    /^42501$|NOPERM/,
    'does not allow the user in STORE_URL to store anything',
    'Give that user the right to create tables (PostgreSQL) or to run EVAL, GET, SET and DEL on parley* (Redis).',
  ],
  [/READONLY|^25006$/, 'is read-only', 'Name the primary server in STORE_URL, not a replica.'],
  [
    /does not support SSL|ERR_SSL|EPROTO|wrong version number/i,
    'is not reached in the way that STORE_URL says',
    'Use rediss:// (Redis) or ?sslmode=require (PostgreSQL) where the server speaks TLS, and only there.',
  ],
  [
    /CERT|ALTNAME|UNABLE_TO_VERIFY/,
    'has a certificate that is not trusted',
    'Name the file of its certificate authority in NODE_EXTRA_CA_CERTS, and the host in STORE_URL as the certificate does.',
  ],
];

/** Explains why the server that `url` names can't be used. Of its address, only host and port are shown. */
export const explainServer = (error: unknown, url: string): Diagnosis => {
  const { code, message } = describeError(error);
  const at = `The store at ${hostOf(url)}, which STORE_URL names,`;
  const refusal = REFUSALS.find(([said]) => said.test(code) || said.test(message));
  if (refusal) return { wrong: `${at} ${refusal[1]}`, remedy: refusal[2], lasting: true };
  const found = explainConnectError(error, { name: 'the store', url, setting: 'STORE_URL', isSet: true });
  if (found)
    return {
      wrong: `The store that STORE_URL names cannot be used: ${found.seen}`,
      remedy: found.remedy,
      lasting: false,
    };
  return {
    wrong: `${at} does not work: ${message || code}`,
    remedy: 'Check that the server runs and can be reached from here, and check the host and the port in STORE_URL.',
    lasting: false,
  };
};

const describeError = (error: unknown): { code: string; message: string } => {
  if (!(error instanceof Error)) return { code: '', message: `${error}` };
  if (error.cause instanceof Error && !('code' in error)) return describeError(error.cause);
  return { code: 'code' in error ? `${error.code}` : '', message: error.message };
};

const hostOf = (url: string): string => {
  if (!URL.canParse(url)) return url.slice(0, url.indexOf(':'));
  const { protocol, host, searchParams } = new URL(url);
  return host || (searchParams.get('host') ?? protocol.slice(0, -1));
};
