import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectProxy } from '../../../world/proxy.ts';
import type { Ending } from '../ground.ts';

/** An address on the internet at which the pages of a test are. It's written as a number, so no name has to be looked up. */
export const PUBLIC = '93.184.216.34';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web of one server, which is reached by a proxy alone. `asked` is every address that something wanted to reach. */
export const openWeb = async (t: Ending, answer: Answer) => {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = await ConnectProxy.open(new Map([[`${PUBLIC}:80`, port]]));
  t.after(async () => {
    await proxy.stop();
    server.closeAllConnections();
    server.close();
  });
  const settings = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1,localhost' };
  return { port, proxy, settings };
};
