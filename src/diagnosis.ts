import { ConfigError } from './errors.ts';

/** Why something that Parley needs cannot be used, told to the owner. */
export type Diagnosis = {
  /** What is wrong and the setting that it depends on: a sentence without its full stop. */
  wrong: string;
  /** What to do about it: whole sentences. */
  remedy: string;
  /** Whether only the owner can change it, so that another try is of no use. */
  lasting: boolean;
};

/** What stops a start: a {@link ConfigError} when another start would end the same way, else an ordinary error. */
export const failure = ({ wrong, remedy, lasting }: Diagnosis, cause: unknown): Error =>
  new (lasting ? ConfigError : Error)(`${wrong}. ${remedy}`, { cause });

/** What the codes of Node, of its `fetch` and of OpenSSL mean; each completes "cannot be reached at ADDRESS: ...". */
const NETWORK: [code: RegExp, means: string][] = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^ENOTFOUND$/, 'there is no such host'],
  [/^EAI_AGAIN$/, 'its name could not be looked up, the network or its DNS may be down'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'the network has no route to it'],
  [/^(?:ETIMEDOUT|UND_ERR_\w*TIMEOUT|ABORT_ERR|\w*(?:AbortError|TimeoutError))$/, 'it does not answer'],
  [/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'it drops the connection'],
  [/CERT|ALTNAME|UNABLE_TO_(?:VERIFY|GET_ISSUER)/, 'its certificate is not trusted'],
  [/^(?:EPROTO|ERR_SSL_\w+)$/, 'it does not speak TLS as expected'],
  [/^HPE_|^UND_ERR_/, 'it does not speak HTTP as expected'],
];

/**
 * What is wrong with the network, in words; nothing for an error of another kind. Clients wrap such errors in others, so
 * their causes are looked at too, and of several attempts at several addresses the first.
 */
export const networkTrouble = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const signs = ['code' in error ? `${error.code}` : '', error.name];
  const known = NETWORK.find(([code]) => signs.some((sign) => code.test(sign)));
  if (known) return known[1];
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === error ? undefined : networkTrouble(inner);
};
