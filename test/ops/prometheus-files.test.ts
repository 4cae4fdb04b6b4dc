import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Health } from '../../src/ops/health.ts';
import { Metrics } from '../../src/ops/metrics.ts';
import { samples } from './metric-sample.ts';

type Rule = {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; action: string };
};
type Target = { refId: string; expr: string; legendFormat: string };
type Panel = {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { h: number; w: number; x: number; y: number };
  targets?: Target[];
};
type Dashboard = { title: string; uid: string; schemaVersion: number; templating: { list: object[] }; panels: Panel[] };

const read = (path: string) => readFile(new URL(`../../deploy/${path}`, import.meta.url), 'utf8');
const ALERTS = fileURLToPath(new URL('../../deploy/prometheus/alerts.yaml', import.meta.url));

/** What Prometheus itself adds: to everything that it scrapes, and to the buckets of a histogram. */
const ADDED = ['instance', 'job'];

/** What PromQL is made of besides functions, which stand before a parenthesis. */
const KEYWORDS = new Set(['by', 'on', 'and', 'or', 'unless', 'offset']);

/** The values of each label of each metric that Parley really shows. */
let shown: Map<string, Map<string, Set<string>>>;
let rules: Rule[];
let dashboard: Dashboard;

/** Every metric and label of what is shown once each of it has happened. */
const showEverything = async (): Promise<typeof shown> => {
  const metrics = new Metrics(new Health());
  metrics.watch({
    ...{ sessions: () => 1, conversations: () => 1, countWaiting: () => 0, calls: () => 0, countSoundBytes: () => 0 },
    voiceProcesses: () => 0,
    store: () => ({ is: 'open', queued: 0, bytes: 0, lost: 0, errors: 0 }),
  });
  for (const way of ['typed', 'spoken'] as const)
    metrics.observe({ is: 'turn', outcome: 'complete', way, by: 'live', first: 1, total: 1 });
  for (const session of ['fresh', 'resumed'] as const) metrics.observe({ is: 'connection', session, took: 1 });
  metrics.observe({ is: 'decision', outcome: 'decided', took: 1 });
  metrics.observe({ is: 'reconnect', verdict: 'resume' });
  metrics.observe({ is: 'reminder', outcome: 'sent', late: 1 });
  metrics.observe({ is: 'file', kind: 'text', outcome: 'read', took: 1, bytes: 1 });
  const text = await metrics.text();
  metrics.close();
  const found: typeof shown = new Map();
  for (const sample of samples(text).keys()) {
    const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(sample) ?? [];
    const known = found.get(name) ?? new Map<string, Set<string>>(ADDED.map((label) => [label, new Set()]));
    found.set(name, known);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  return found;
};

/** What is wrong with the names in an expression: metrics, labels and their values that aren't shown. */
const listUnknown = (expr: string): string[] => {
  const wrong: string[] = [];
  const used: string[] = [];
  const bare = expr
    .replace(/(\w+)\{([^}]*)\}/g, (_, name: string, matchers: string) => {
      for (const [, label = '', how = '', values = ''] of matchers.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/g)) {
        const labels = name === 'up' ? new Map(ADDED.map((each) => [each, new Set<string>()])) : shown.get(name);
        if (!labels?.has(label)) wrong.push(`${name}{${label}}`);
        if (ADDED.includes(label)) continue;
        const all = how.endsWith('~') ? values.split('|') : [values];
        for (const value of all) if (!labels?.get(label)?.has(value)) wrong.push(`${name}{${label}="${value}"}`);
      }
      return name;
    })
    .replace(/\[[^\]]*\]/g, '');
  const labels: string[] = [];
  const rest = bare.replace(/\b(?:by|on)\s*\(([^)]*)\)/g, (_, list: string) => {
    labels.push(...list.split(',').map((label) => label.trim()));
    return ' ';
  });
  for (const [name] of rest.matchAll(/\b[a-z_]\w*\b(?!\s*\()/g)) if (!KEYWORDS.has(name)) used.push(name);
  if (used.length === 0) wrong.push('no metric at all');
  for (const name of used) if (name !== 'up' && !shown.has(name)) wrong.push(name);
  for (const label of labels) if (!used.some((name) => shown.get(name)?.has(label))) wrong.push(`by (${label})`);
  return wrong;
};

/** What stands in the place of a label's value in a text for people. */
const labelsIn = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label = '']) => label);

/** The labels that the result of an expression has: those that it groups by, or else all of its first metric. */
const labelsOf = (expr: string): string[] => {
  const grouped = [...expr.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/\s*,\s*/));
  if (grouped.length > 0) return grouped;
  return /\b(?:sum|max)\(/.test(expr) ? [] : ADDED;
};

before(async () => {
  shown = await showEverything();
  rules = parse(await read('prometheus/alerts.yaml')).groups.flatMap(({ rules: each }: { rules: Rule[] }) => each);
  dashboard = JSON.parse(await read('grafana/parley.json'));
});

describe('the checks of this file', () => {
  test('find metrics, labels and values that nothing shows', () => {
    for (const [expr, wrong] of [
      ['sum(parley_turns)', ['parley_turns']],
      ['sum(rate(parley_turns_total{outcome="fine"}[5m]))', ['parley_turns_total{outcome="fine"}']],
      ['sum(rate(parley_turns_total{way=~"typed|sung"}[5m]))', ['parley_turns_total{way="sung"}']],
      ['parley_calls{kind="x"}', ['parley_calls{kind}', 'parley_calls{kind="x"}']],
      ['sum by (mood) (parley_calls)', ['by (mood)']],
      ['up{job="parley"} == 0 and 3 * sum by (instance) (increase(parley_calls_begun_total[5m] offset 1d)) > 2', []],
    ] as const)
      assert.deepEqual(listUnknown(expr), wrong, expr);
  });
});

describe('the alert rules', () => {
  test('ask only for what Parley shows', () => {
    assert.ok(rules.length >= 10);
    for (const { alert, expr } of rules) assert.deepEqual(listUnknown(expr), [], alert);
  });

  test('each says what is wrong and what to do, with labels that it has', () => {
    assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
    for (const { alert, expr, labels, annotations } of rules) {
      assert.match(alert, /^Parley[A-Z]/);
      assert.ok(['page', 'ticket'].includes(labels.severity), alert);
      assert.match(annotations.summary, /^[\s\S]{20,}\.$/, alert);
      assert.match(annotations.action, /^[A-Z][\s\S]{20,}\.$/, alert);
      const known = labelsOf(expr);
      for (const label of labelsIn(annotations.summary)) assert.ok(known.includes(label), `${alert}: ${label}`);
    }
  });

  test('name settings and log events that OPERATING.md knows', async () => {
    const guide = await readFile(new URL('../../docs/OPERATING.md', import.meta.url), 'utf8');
    for (const { alert, annotations } of rules)
      for (const [, code = ''] of annotations.action.matchAll(/`([\w.]+\.\w+)`/g))
        assert.ok(guide.includes(`| \`${code}\``), `${alert}: ${code} has no row`);
  });
});

test('promtool accepts every alert and every question of the dashboard, where it’s installed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-rules-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const records = asked.map((expr, index) => ({
    record: `panel:${index}`,
    expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*'),
  }));
  const file = join(folder, 'dashboard.json');
  await writeFile(file, JSON.stringify({ groups: [{ name: 'dashboard', rules: records }] }));
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', ALERTS, file], {
    encoding: 'utf8',
  });
  if (error && 'code' in error && error.code === 'ENOENT') return t.diagnostic('promtool isn’t installed here');
  assert.equal(status, 0, `${stdout}${stderr}`);
  for (const count of [rules.length, records.length]) assert.match(stdout, new RegExp(`SUCCESS: ${count} rules found`));
});

describe('the dashboard', () => {
  test('asks only for what Parley shows', () => {
    const targets = dashboard.panels.flatMap(({ targets: all = [] }) => all);
    assert.ok(targets.length >= 30);
    for (const { expr, legendFormat } of targets) {
      assert.deepEqual(listUnknown(expr), [], expr);
      for (const label of labelsIn(legendFormat)) assert.ok(labelsOf(expr).includes(label), `${legendFormat}: ${expr}`);
    }
  });

  test('shows everything that Parley counts', () => {
    const text = JSON.stringify(dashboard);
    const missing = [...shown.keys()].filter(
      (name) => !/_(?:sum|count)$/.test(name) && name !== 'process_start_time_seconds' && !text.includes(name),
    );
    assert.deepEqual(missing, []);
  });

  test('has the shape that Grafana opens: panels that don’t overlap, each with an id and its questions', () => {
    const { uid, title, schemaVersion, panels, templating } = dashboard;
    assert.deepEqual([uid, title, schemaVersion], ['parley', 'Parley', 39]);
    assert.equal(templating.list.length, 2);
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const taken = new Set<string>();
    for (const { title: name, type, gridPos, targets = [], description } of panels) {
      assert.ok(['row', 'stat', 'timeseries'].includes(type), name);
      if (type !== 'row') assert.ok(description?.endsWith('.') && targets.length > 0, name);
      assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length);
      const { h, w, x, y } = gridPos;
      assert.ok(x >= 0 && x + w <= 24 && h > 0, name);
      for (let row = y; row < y + h; row++)
        for (let column = x; column < x + w; column++) {
          const cell = `${row}:${column}`;
          assert.ok(!taken.has(cell), `${name} covers another panel`);
          taken.add(cell);
        }
    }
  });
});
