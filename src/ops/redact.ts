/** What replaces a secret. */
const HIDDEN = '[hidden]';

/** Secrets that can be recognised by their shape: keys in URLs, authorization headers, Google's and Discord's formats. */
const SHAPES: [RegExp, string][] = [
  [/([?&](?:key|access_token|token)=)[^&\s"'\\]+/gi, `$1${HIDDEN}`],
  [/(x-goog-api-key['"]?\s*[:=]\s*['"]?)[^\s"',}]+/gi, `$1${HIDDEN}`],
  [/\b(Bot|Bearer)\s+[\w.~+/-]{16,}=*/g, `$1 ${HIDDEN}`],
  [/(authorization['":=\s]+Basic\s+)[\w+/]+=*/gi, `$1${HIDDEN}`],
  [/\bAIza[\w-]{30,}/g, HIDDEN],
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, HIDDEN],
  // Instructions on how to write a password contain the word PASSWORD.
  [/(:\/\/[^:/@\s]*:)(?!PASSWORD@)[^@/\s]+@/g, `$1${HIDDEN}@`],
  [/(\/(?:webhooks\/\d+|interactions\/\d+)\/)[\w.-]{20,}/g, `$1${HIDDEN}`],
];

/**
 * Makes a function that removes secrets from a text: the given ones wherever they appear, and everything that has the
 * shape of one. Libraries put keys and tokens into URLs, and those end up in error messages.
 */
export const makeRedactor = (secrets: readonly string[]) => {
  const long = secrets.filter((secret) => secret.length >= 8);
  return (text: string): string => {
    let rest = text;
    for (const secret of long) rest = rest.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN);
    for (const [shape, instead] of SHAPES) rest = rest.replace(shape, instead);
    return rest;
  };
};
