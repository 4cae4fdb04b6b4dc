/** The environment variables that a child process gets: where programs, certificates and temporary files are. */
const KNOWN = [
  'PATH',
  'TMPDIR',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_COMPILE_CACHE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SystemRoot',
];

/** The environment of a child process. It has none of the bot's settings, so it has none of its secrets. */
export const makeChildEnvironment = (all: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    KNOWN.flatMap((name) => {
      const value = all[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
