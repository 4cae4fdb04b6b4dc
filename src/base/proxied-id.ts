import { createHash } from 'node:crypto';

const PREFIX = 'proxy-';

/**
 * The id of whoever a proxy speaks for under a name, if nobody knows which member that is. `proxy` is the id of the proxy's
 * application or, if it has none, of its webhook. There are no colons in it, because ids stand in those of buttons.
 */
export const nameProxied = (proxy: string, name: string): string =>
  `${PREFIX}${proxy}-${createHash('sha256').update(name).digest('base64url').slice(0, 22)}`;

/**
 * Who pays for what a person asks, both given by id. Names of a proxy cost nothing, so if each had caps of its own, they would
 * limit nothing: all names of a proxy pay together.
 */
export const findPayer = (person: string): string => /^proxy-\d+/.exec(person)?.[0] ?? person;

/** Whether an account's id is that of a proxy, not that of a member. */
export const isProxyPayer = (id: string): boolean => /^proxy[-:]/.test(id);
