import type { Check } from '../check.ts';

const OLDEST_NODE = 24;

/** The Node that runs this is the one that runs Parley, if both are started by npm. */
export const node: Check = {
  name: 'Node',
  needs: [],
  remedy: '',
  run: async () => {
    const { node: version } = process.versions;
    if (Number.parseInt(version, 10) >= OLDEST_NODE) return { ok: true, seen: version };
    const remedy = `Run it as "npm run doctor" after "npm ci", which brings its own Node, or install Node ${OLDEST_NODE}.`;
    return { ok: false, seen: version, remedy };
  },
};
