import type { LookupFunction } from 'node:net';
import { openWeb, PUBLIC } from '../../end-to-end/tools/web.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { NAMES } from './names.ts';
import { PAGES, READ } from './pages.ts';
import { openToolStage } from './tool-stage.ts';

/** A resolver that knows some names, and finds for each what comes next. */
const makeLookup = (): LookupFunction => {
  const asked = new Map<string, number>();
  return (name, { all }, done) => {
    const host = name.replace(/\.$/, '');
    const answers = NAMES[host] ?? [];
    const count = asked.get(host) ?? 0;
    asked.set(host, count + 1);
    const addresses = answers[Math.min(count, answers.length - 1)] ?? [];
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const [first] = found;
    if (!first) done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), '');
    else if (all) done(null, found);
    else done(null, first.address, first.family);
  };
};

/** A stage beside an internet of one server, which a proxy leads to; whatever else is asked of the proxy is noted, too. */
export const openWebStage = async () => {
  const clock = new VirtualClock();
  const ends: (() => Promise<void>)[] = [];
  const read: string[] = [];
  const { proxy, settings } = await openWeb({ after: (end) => ends.push(end) }, (request, response) => {
    // So that a name is looked up again for the next page.
    response.setHeader('connection', 'close');
    read.push(READ);
    const { pathname, search } = new URL(request.url ?? '', `http://${PUBLIC}`);
    const [page = PAGES['/none']] = [PAGES[pathname]];
    page?.(response, { query: search.slice(1), clock });
  });
  const listOthers = () => proxy.asked.filter((target) => target !== `${PUBLIC}:80`);
  const outside = [() => read, () => listOthers().map((target) => `connects to ${target}`)];
  const stage = await openToolStage({ settings, lookup: makeLookup(), clock, outside });
  const { close } = stage;
  return Object.assign(stage, {
    async close() {
      await close();
      for (const end of ends) await end();
    },
  });
};
