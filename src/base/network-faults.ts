import { findProxyError } from './errors.ts';

/** A server that Parley connects to, and the setting with its address. */
export type Endpoint = {
  /** What people call it, for example "Discord". */
  name: string;
  /** Its address. Only its host and port are shown. */
  url: string;
  setting: string;
  /** Whether the operator has set it, so that it may be wrong. */
  isSet: boolean;
  /** What else may be to blame, besides the setting and the network. */
  also?: string;
};

/** A server that can't be used: what was seen, and what to do. */
type EndpointProblem = { ok: false; seen: string; remedy: string };

/** One way in which a server can't be reached: what errors contain, what people read, and what to do. */
type Fault = {
  says: RegExp;
  describe(host: string, name: string): string;
  /** What to do if the setting may be wrong. */
  check(setting: string, name: string): string;
  /** What to do if it isn't set. */
  way: string;
};

const PROXY = 'Check the firewall. If this network has a proxy, set HTTPS_PROXY to its address.';

/** The server there is a different one, as its HTTP or its words show. */
const FOREIGN: Fault = {
  says: /HPE_|UND_ERR_(?:RESPONSE|HTTP_PARSER)|WS_ERR|Invalid WebSocket frame|Parse Error|is not valid JSON|end of JSON input/,
  describe: (host, name) => `what answers at ${host} is not ${name}`,
  check: (setting, name) => `Check ${setting}: it has to lead to ${name}.`,
  way: PROXY,
};

/** By the codes of Node, undici and OpenSSL; a WebSocket's error has them only in its message. */
const FAULTS: readonly Fault[] = [
  {
    says: /ENOTFOUND|EAI_AGAIN|EAI_NODATA/,
    // The port isn't part of the name that is looked up.
    describe: (host) => `this machine can’t find the host ${host.replace(/:\d+$/, '')}`,
    check: (setting) => `Check the name of the host in ${setting}, and that the DNS of this machine works.`,
    way: 'Check that this machine is online and that its DNS works. If this network has a proxy, set HTTPS_PROXY to its address.',
  },
  {
    says: /ECONNREFUSED/,
    describe: (host) => `nothing listens at ${host}`,
    check: (setting) => `Check host and port in ${setting}, and that the server there runs.`,
    way: PROXY,
  },
  {
    says: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|no answer within/,
    describe: (host) => `no answer from ${host} in time`,
    check: (setting) => `Check ${setting}, that the server there runs, and that no firewall is in between.`,
    way: 'Check that this machine is online and that its firewall lets connections out. If this network has a proxy, set HTTPS_PROXY to its address.',
  },
  {
    says: /ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED|socket hang up|other side closed/i,
    describe: (host) => `${host} closes the connection without an answer`,
    check: (setting, name) => `Check ${setting}: it has to lead to ${name}, with TLS only where ${name} has it.`,
    way: PROXY,
  },
  {
    says: /self.signed|UNABLE_TO_(?:VERIFY|GET)|unable to (?:verify|get)|altname/i,
    describe: (host) => `this machine does not trust the certificate of ${host}`,
    check: (setting) => `Check ${setting}. If it is right, set NODE_EXTRA_CA_CERTS to the file with its certificate.`,
    way: 'If a proxy or a virus scanner looks into connections, set NODE_EXTRA_CA_CERTS to the file with its certificate.',
  },
  {
    says: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate has expired|certificate is not yet valid/,
    describe: (host) => `the certificate of ${host} is not valid today`,
    check: (setting) => `Check the clock of this machine, and ${setting}.`,
    way: 'Check the clock of this machine.',
  },
  {
    says: /EPROTO|ERR_SSL|wrong version number/,
    describe: (host) => `${host} does not speak TLS`,
    check: (setting) => `Check ${setting}: the server there may want it without TLS, or on another port.`,
    way: PROXY,
  },
  {
    says: /bad port|unknown scheme|Invalid URL/,
    describe: (host) => `${host} has a port that HTTP clients refuse to use`,
    check: (setting) => `Check the port in ${setting}.`,
    way: PROXY,
  },
  FOREIGN,
];

const UNREACHED = 'cannot be reached';

/** Explains an error on the way to a server; nothing if the error is about something else. */
export const explainConnectError = (error: unknown, target: Endpoint): EndpointProblem | undefined => {
  const proxy = findProxyError(error);
  if (proxy) return { ok: false, seen: proxy.message, remedy: proxy.remedy };
  const words = wordsOf(error);
  const fault = FAULTS.find(({ says }) => says.test(words));
  return fault && blame(fault, target);
};

/**
 * Says that a server can't be reached, and what was seen on the way to it: a sentence without its full stop. A proxy that
 * can't be reached either is the whole story.
 */
export const sayUnreached = (name: string, seen: string): string =>
  seen.includes(UNREACHED) ? seen.charAt(0).toUpperCase() + seen.slice(1) : `${name} ${UNREACHED}: ${seen}`;

/** What to say if the answer is one that the server would never give. */
export const explainForeignAnswer = (target: Endpoint): EndpointProblem => blame(FOREIGN, target);

const blame = (
  { describe: seen, check, way }: Fault,
  { name, url, setting, isSet, also = '' }: Endpoint,
): EndpointProblem => ({
  ok: false,
  seen: seen(new URL(url).host, name),
  remedy: `${isSet ? check(setting, name) : way} ${also}`.trim(),
});

/** The messages and codes of an error and of its causes. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error ? `${error.code} ` : '';
  return `${code}${error.message} ${wordsOf(error.cause)}`;
};
