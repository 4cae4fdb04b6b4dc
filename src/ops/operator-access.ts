import { BlockList, isIP } from 'node:net';

/** What an operator has set to be let in with. */
export type OperatorKeys = { password: string | undefined; token: string | undefined };

/**
 * Who may see the operator's page: whoever is on this machine; who has a password or a token; or nobody, because others could
 * reach it and there's neither.
 */
export type OperatorAccess = 'this-machine' | 'keys' | 'nobody';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a host, as people write it in a setting or an address, can only mean this machine. */
export const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const family = isIP(bare);
  return family === 0 ? bare === 'localhost' : LOOPBACK.check(bare, family === 4 ? 'ipv4' : 'ipv6');
};

/** Who may see the page of a process that listens on this host. */
export const judgeAccess = (host: string, { password, token }: OperatorKeys): OperatorAccess => {
  if (password !== undefined || token !== undefined) return 'keys';
  return isLoopback(host) ? 'this-machine' : 'nobody';
};
