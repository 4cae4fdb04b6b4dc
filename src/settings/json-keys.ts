/** What has to do with keys: strings, and whatever opens, closes or divides. Numbers and words are skipped. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * The first name that an object of this JSON has twice, for which `JSON.parse` silently takes the last one; nothing if there
 * is none. The text must be valid JSON.
 */
export const findTwice = (json: string): string | undefined => {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      // What stands before a colon is a name, and it may be written in more than one way.
      const name: string = JSON.parse(last);
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
    last = token;
  }
  return undefined;
};
