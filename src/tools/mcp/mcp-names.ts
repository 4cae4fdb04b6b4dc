import { createHash } from 'node:crypto';

/** How long a function's name may be: as long as every version of the API has allowed. */
const MOST_NAME = 63;

/**
 * The name of a server's tool as the model calls it, such as `files__read_file`. Where the tool's own name has to be changed for
 * that, its hash follows: so a name doesn't depend on what else the server lists, and what is allowed of one tool can't
 * come to another.
 */
export const nameFunction = (server: string, tool: string): string => {
  const name = `${server}__${tool}`;
  if (/^[\w-]+$/.test(tool) && name.length <= MOST_NAME) return name;
  const hash = createHash('sha256').update(tool).digest('hex').slice(0, 8);
  const plain = tool.slice(0, MOST_NAME).replace(/\W+/g, '_');
  return `${`${server}__${plain}`.slice(0, MOST_NAME - 9)}_${hash}`;
};
