import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { findProblems } from '../../src/config.ts';
import { SETTINGS } from '../../src/environment/settings-schema.ts';

// biome-ignore lint/suspicious/noExplicitAny: it's whatever the files say.
type Manifest = any;

const MANIFESTS: Manifest[] = globSync('deploy/kubernetes/*.yaml').flatMap((file) =>
  parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS();
  }),
);
const only = (kind: string): Manifest => {
  const found = MANIFESTS.filter((manifest) => manifest.kind === kind);
  assert.equal(found.length, 1, kind);
  return found[0];
};

const set = only('StatefulSet');
const pod = set.spec.template;
const [container] = pod.spec.containers;
const { SHARD_COUNT, SHARDS_PER_PROCESS, HTTP_PORT } = only('ConfigMap').data;

/** The version of the API in which each kind is, since Kubernetes 1.25. */
const VERSIONS: Record<string, string> = {
  Namespace: 'v1',
  Secret: 'v1',
  ConfigMap: 'v1',
  Service: 'v1',
  StatefulSet: 'apps/v1',
  PodDisruptionBudget: 'policy/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
};

/** The fields that Kubernetes knows, where a misspelled one would be dropped without a word. */
const FIELDS: [what: Manifest, known: string[]][] = [
  [set.spec, ['serviceName', 'replicas', 'podManagementPolicy', 'updateStrategy', 'selector', 'template']],
  [
    pod.spec,
    [
      'automountServiceAccountToken',
      'enableServiceLinks',
      'terminationGracePeriodSeconds',
      'securityContext',
      'topologySpreadConstraints',
      'containers',
      'volumes',
    ],
  ],
  [
    container,
    [
      'name',
      'image',
      'envFrom',
      'env',
      'ports',
      'startupProbe',
      'livenessProbe',
      'readinessProbe',
      'lifecycle',
      'resources',
      'securityContext',
      'volumeMounts',
    ],
  ],
  [container.securityContext, ['allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'capabilities']],
  [pod.spec.securityContext, ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'fsGroup', 'seccompProfile']],
  [only('PodDisruptionBudget').spec, ['maxUnavailable', 'unhealthyPodEvictionPolicy', 'selector']],
  [only('NetworkPolicy').spec, ['podSelector', 'policyTypes', 'ingress', 'egress']],
  [only('Service').spec, ['clusterIP', 'publishNotReadyAddresses', 'selector', 'ports']],
];

test('every manifest is of a kind and a version that Kubernetes has, and in the same namespace', () => {
  for (const { kind, apiVersion, metadata } of MANIFESTS) {
    assert.equal(apiVersion, VERSIONS[kind], kind);
    if (kind !== 'Namespace') assert.equal(metadata.namespace, only('Namespace').metadata.name, kind);
  }
  for (const [what, known] of FIELDS) for (const field of Object.keys(what)) assert.ok(known.includes(field), field);
});

test('what belongs together names each other', () => {
  const labels = pod.metadata.labels;
  for (const selector of [
    set.spec.selector.matchLabels,
    only('Service').spec.selector,
    only('PodDisruptionBudget').spec.selector.matchLabels,
    only('NetworkPolicy').spec.podSelector.matchLabels,
  ])
    assert.deepEqual(selector, labels);
  assert.equal(set.spec.serviceName, only('Service').metadata.name);
  const names = container.envFrom.map((source: Manifest) => source.configMapRef?.name ?? source.secretRef?.name);
  assert.deepEqual(names, [only('ConfigMap').metadata.name, only('Secret').metadata.name]);
  assert.deepEqual(
    container.volumeMounts.map(({ name }: Manifest) => name),
    pod.spec.volumes.map(({ name }: Manifest) => name),
  );
});

test('every process has settings that are right, and the processes share all shards', () => {
  assert.deepEqual(container.envFrom.flatMap(Object.keys), ['secretRef', 'configMapRef'], 'the last one wins');
  const { data } = only('ConfigMap');
  const { stringData } = only('Secret');
  const names = [...Object.keys(data), ...Object.keys(stringData), ...container.env.map(({ name }: Manifest) => name)];
  for (const name of names) assert.ok(name in SETTINGS.shape, name);
  for (let ordinal = 0; ordinal < set.spec.replicas; ordinal += 1) {
    const environment = {
      ...data,
      PROCESS_ORDINAL: `${set.metadata.name}-${ordinal}`,
      DISCORD_TOKEN: 'x',
      GEMINI_API_KEY: 'y',
    };
    assert.deepEqual(findProblems(environment), []);
  }
  assert.equal(container.env[0].valueFrom.fieldRef.fieldPath, 'metadata.name');
  assert.equal(set.spec.replicas * Number(SHARDS_PER_PROCESS), Number(SHARD_COUNT));
  assert.match(stringData.STORE_URL, /^(?:postgres|rediss?):/);
});

// That both pages are there, a bot that runs says in `test/deploy/compose.test.ts`.
test('probes ask the pages of health, and a stop is longer than what it waits for', () => {
  const [{ name, containerPort }] = container.ports;
  assert.equal(`${containerPort}`, HTTP_PORT);
  for (const [probe, path] of Object.entries({
    startupProbe: '/healthz',
    livenessProbe: '/healthz',
    readinessProbe: '/readyz',
  })) {
    assert.deepEqual(container[probe].httpGet, { path, port: name }, probe);
  }
  const [, pause = ''] =
    /setTimeout\(\(\) => \{\}, ([\d_]+)\)/.exec(container.lifecycle.preStop.exec.command.at(-1)) ?? [];
  assert.ok(pod.spec.terminationGracePeriodSeconds * 1_000 > Number(pause.replace('_', '')) + 10_000);
});

test('a process is nobody, can write nothing but its temporary files, and is the image’s user', () => {
  const { runAsNonRoot, runAsUser, runAsGroup } = pod.spec.securityContext;
  assert.ok(runAsNonRoot && container.securityContext.readOnlyRootFilesystem);
  assert.equal(container.securityContext.allowPrivilegeEscalation, false);
  assert.deepEqual(container.securityContext.capabilities.drop, ['ALL']);
  assert.ok(readFileSync('Dockerfile', 'utf8').includes(`\nUSER ${runAsUser}:${runAsGroup}\n`));
});

test('the sound of calls, the store and HTTPS get out', () => {
  const ports = only('NetworkPolicy').spec.egress.flatMap((rule: Manifest) => rule.ports);
  const lets = (protocol: string, port: number) =>
    ports.some((one: Manifest) => one.protocol === protocol && one.port <= port && port <= (one.endPort ?? one.port));
  for (const port of [50_000, 65_535]) assert.ok(lets('UDP', port));
  for (const port of [443, 5_432, 6_379]) assert.ok(lets('TCP', port));
  assert.ok(!lets('UDP', 1_000));
});

test('names are asked for at the cluster’s DNS and at a cache on the node, and nothing else of that network is reached', () => {
  const { egress } = only('NetworkPolicy').spec;
  const ways = egress.filter(({ ports }: Manifest) => ports.some(({ port }: Manifest) => port === 53));
  assert.deepEqual(
    ways.map(({ to, ports }: Manifest) => [to[0].ipBlock?.cidr, ...ports.map(({ protocol }: Manifest) => protocol)]),
    [
      [undefined, 'UDP', 'TCP'],
      ['169.254.20.10/32', 'UDP', 'TCP'],
    ],
  );
  const [world] = egress.filter(({ to }: Manifest) => to?.[0].ipBlock?.cidr === '0.0.0.0/0');
  assert.ok(world.to[0].ipBlock.except.includes('169.254.0.0/16'));
});

test('a pod that is not ready keeps no node from being drained', () => {
  assert.equal(only('PodDisruptionBudget').spec.unhealthyPodEvictionPolicy, 'AlwaysAllow');
});
