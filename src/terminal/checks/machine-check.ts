import type { Check, Finding } from '../check.ts';

const OLDEST_NODE = 24;

/** Judges a version of Node. */
export const judgeNode = (version: string): Finding => {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return { ok: true, seen: version };
  const remedy = `Run it as "npm run doctor" after "npm ci", which brings its own Node, or install Node ${OLDEST_NODE}.`;
  return { ok: false, seen: `${version} is too old`, remedy };
};

/** The Node that runs this also runs Parley, if npm starts both. */
export const node: Check = { name: 'Node', needs: [], remedy: '', run: async () => judgeNode(process.versions.node) };
