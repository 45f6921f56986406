import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createMetrics } from '@dawk/core/operations/metrics.ts'
import { createTraffic } from '@dawk/core/operations/traffic.ts'
import { countResponses } from '@dawk/http/ops/metrics.ts'
import { Ajv } from 'ajv'
import { test } from 'vitest'
import { parse } from 'yaml'
import { settingNames } from '../../apps/gateway/src/settings.ts'
import { root } from '../support/processes.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const chart = 'deploy/helm/dawk'

/** Every metric that a gateway shows, with its labels, read from the registries and not from a database. */
function knownMetrics(): Map<string, readonly string[]> {
  const registry = createMetrics({
    engines: {},
    maintenance: { strays: () => ({}) as never },
    traffic: createTraffic(),
    refusals: { counts: () => new Map() },
    db: { worker: null as never, connections: () => ({ active: 0, idle: 0, waiting: 0 }) },
  })
  countResponses({ addHook: () => undefined } as never, registry)
  const labelled = registry.getMetricsAsArray() as unknown as { name: string; labelNames?: string[] }[]
  return new Map(labelled.map(({ name, labelNames = [] }) => [name, labelNames]))
}

const ofPrometheus = new Map([['up', ['job', 'instance']]])
const attached = ['instance', 'job'] // to every series, by the scraper

/** Metrics that an expression names and that do not exist, and labels that the metric does not have. */
function findUnknown(expression: string, known: ReadonlyMap<string, readonly string[]>): string[] {
  const bare = expression.replaceAll(/"[^"]*"/g, '""')
  const series = [...bare.matchAll(/\b([a-z]+(?:_[a-z0-9]+)+|up)\b(?:\{([^}]*)\})?/g)]
    .filter(([, name = '']) => !/^(histogram_quantile|group_left|label_replace)$/.test(name))
    .map(([, name = '', labels = '']) => ({ name, labels: labels.match(/\w+(?=[=!]~?)/g) ?? [] }))
  assert.ok(series.length > 0, `no metric in ${expression}`)
  const grouped = [...bare.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/))
  return series.flatMap(({ name, labels }) => {
    const own = known.get(name) ?? ofPrometheus.get(name)
    if (!own) return [`${name} does not exist`]
    const without = [...labels, ...grouped].filter((label) => ![...own, ...attached].includes(label))
    return without.map((label) => `${name} has no label ${label}`)
  })
}

interface Rule {
  alert: string
  expr: string
  annotations: { runbook: string; summary: string }
}

const rules = (parse(read(`${chart}/files/alerts.yaml`)) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
)

test('the twelve alerts look at metrics that exist, and each has its runbook', () => {
  const known = knownMetrics()
  assert.equal(rules.length, 12)
  assert.deepEqual(
    rules.flatMap(({ expr }) => findUnknown(expr, known)),
    [],
  )
  const headings = [...read('docs/runbooks.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
  assert.deepEqual(
    headings,
    rules.map(({ alert }) => alert),
  )
  for (const { alert, annotations } of rules)
    assert.equal(annotations.runbook, `docs/runbooks.md#${alert.toLowerCase()}`)
})

test('the dashboards draw metrics that exist', () => {
  const known = knownMetrics()
  const dashboards = globSync(`${chart}/files/*.json`, { cwd: root })
  assert.equal(dashboards.length, 2)
  const expressions = dashboards.flatMap((path) => {
    const { panels } = JSON.parse(read(path)) as { panels: { targets: { expr: string }[] }[] }
    return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  })
  assert.ok(expressions.length > 25)
  assert.deepEqual(
    expressions.flatMap((expression) => findUnknown(expression, known)),
    [],
  )
  assert.deepEqual(findUnknown('sum by (colour) (dawk_lanes{size="1"}) + dawk_ghosts', known), [
    'dawk_lanes has no label size',
    'dawk_lanes has no label colour',
    'dawk_ghosts does not exist',
  ])
})

/** Settings may also come from files, and the containers of others have variables of their own. */
const isSetting = (name: string) => settingNames.includes(name.replace(/_FILE$/, ''))

test('compose sets what exists, and takes every secret from a file that the script makes', () => {
  interface Compose {
    services: Record<string, { environment?: Record<string, string>; secrets?: string[]; read_only?: boolean }>
    secrets: Record<string, { file: string }>
    networks: { default: { ipam: { config: { subnet: string }[] } } }
  }
  const { services, secrets, networks } = parse(read('deploy/compose.yaml')) as Compose
  const { environment = {}, secrets: mounted = [], read_only: isReadOnly } = services['gateway'] ?? {}
  assert.deepEqual(
    Object.keys(environment).filter((name) => !isSetting(name)),
    [],
  )
  assert.equal(isReadOnly, true)
  const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'))
  assert.deepEqual(
    files.map(([, path]) => path.replace('/run/secrets/', '')).toSorted(),
    mounted.toSorted(),
    'what is mounted is what is read',
  )
  const script = read('deploy/secrets.sh')
  for (const [name, { file }] of Object.entries(secrets)) {
    assert.equal(file, `./secrets/${name}`)
    assert.match(script, new RegExp(`^make ${name} `, 'm'))
  }
  assert.equal(environment['DAWK_TRUST_PROXY'], networks.default.ipam.config[0]?.subnet)
})

test('the image is built from what is there and starts as npm start does', () => {
  const dockerfile = read('deploy/Dockerfile')
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, path = '']) => path)
  assert.ok(copied.length > 6)
  for (const path of copied) assert.ok(existsSync(join(root, path)), path)
  const sent = [...read('.dockerignore').matchAll(/^!(\S+)/gm)].map(([, path = '']) => path)
  for (const path of sent) assert.ok(existsSync(join(root, path)), path)
  const { workspaces, scripts, dependencies } = JSON.parse(read('package.json'))
  const manifests = workspaces.flatMap((pattern: string) => globSync(`${pattern}/package.json`, { cwd: root }))
  for (const manifest of manifests)
    assert.ok(
      sent.some((path) => manifest.startsWith(path)),
      `npm ci in the image needs ${manifest}`,
    )
  const entries = [...dockerfile.matchAll(/^ENTRYPOINT (.*)$/gm)].map(([, list = '']) => JSON.parse(list).join(' '))
  assert.deepEqual(entries, [scripts.simulator, scripts.start])
  assert.match(dockerfile, new RegExp(`^FROM node:${dependencies.node}-`, 'm'))
  const environment = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, list = '']) => list.match(/\w+(?==)/g) ?? [])
  assert.deepEqual(
    environment.filter((name) => name !== 'NODE_ENV' && !isSetting(name)),
    [],
  )
  assert.ok(statSync(join(root, 'deploy/bin/dawk')).mode & 0o100)
})

/** Folders of our own packages that one needs to run, itself included. */
function foldersNeededBy(name: string, manifests: ReadonlyMap<string, string>, found = new Set<string>()): Set<string> {
  const folder = manifests.get(name)
  if (folder === undefined || found.has(folder)) return found
  found.add(folder)
  const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as { dependencies?: Record<string, string> }
  for (const dependency of Object.keys(dependencies)) foldersNeededBy(dependency, manifests, found)
  return found
}

test('each image holds every package of ours that its program needs', () => {
  const folders = globSync('{packages,packages/emulators,apps,sdks}/*/package.json', { cwd: root }).map(dirname)
  const manifests = new Map(folders.map((folder) => [JSON.parse(read(`${folder}/package.json`)).name, folder]))
  const stages = read('deploy/Dockerfile').split(/^FROM /m)
  for (const name of ['gateway', 'simulator']) {
    const stage = stages.find((text) => text.startsWith(`runtime AS ${name}\n`)) ?? ''
    const copied = [...stage.matchAll(/^COPY (\S+) \.\/\1$/gm)].map(([, path = '']) => path)
    const missing = [...foldersNeededBy(`@dawk/${name}`, manifests)].filter(
      (folder) => !copied.some((path) => `${folder}/`.startsWith(`${path}/`)),
    )
    assert.deepEqual(missing, [], name)
  }
})

/** Every value, by its path; what `resources` holds goes into a pod as it is. */
const paths = (value: unknown, path = ''): string[] =>
  !path.endsWith('resources') &&
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([name, member]) => paths(member, path === '' ? name : `${path}.${name}`))
    : [path]

test('the values of the chart fit their schema, which lists the settings that exist', () => {
  const values = parse(read(`${chart}/values.yaml`))
  const schema = JSON.parse(read(`${chart}/values.schema.json`))
  const fits = new Ajv({ strict: false }).compile(schema)
  assert.ok(fits(values), JSON.stringify(fits.errors))
  for (const wrong of [
    { image: { tag: 'latest' } },
    { settings: { DAWK_FROBNICATE: '1' } },
    { workers: {} },
    { worker: { replicas: -1 } },
  ])
    assert.ok(!fits(wrong), JSON.stringify(wrong))
  const ofTheChart = ['PORT', 'HOST', 'DAWK_DATA_DIR']
  assert.deepEqual(
    schema.properties.settings.propertyNames.enum.toSorted(),
    settingNames.filter((name) => !ofTheChart.includes(name)).toSorted(),
  )
})

test('the templates of the chart use every value, and none that is not there', () => {
  const templates = globSync(`${chart}/templates/*`, { cwd: root }).map((path) => ({ path, text: read(path) }))
  const values = parse(read(`${chart}/values.yaml`))
  const defined = paths(values)
  const whole = templates.map(({ text }) => text).join('\n')
  for (const [, used = ''] of whole.matchAll(/\.Values\.([\w.]+)/g))
    assert.ok(
      defined.some((path) => path === used || path.startsWith(`${used}.`) || used.startsWith(`${path}.`)),
      `.Values.${used} is not in values.yaml`,
    )
  for (const path of defined) {
    const name = path.split('.').at(-1) ?? ''
    assert.match(whole, new RegExp(`\\.${name}\\b`), `${path} is not used`)
  }
  const environment = [...whole.matchAll(/\{ name: ([A-Z_]+), value/g)].map(([, name = '']) => name)
  assert.deepEqual(
    environment.filter((name) => !isSetting(name)),
    [],
  )
  for (const { path, text } of templates) {
    const opened = text.match(/\{\{-? *(if|with|range|define) /g)?.length ?? 0
    const closed = text.match(/\{\{-? *end *-?\}\}/g)?.length ?? 0
    assert.equal(opened, closed, path)
  }
})

test('the pooler is set up as the tests run it, and the balancer asks what a stopping process answers', () => {
  const setting = /^ignore_startup_parameters = .*$/m
  const [shown] = setting.exec(read('deploy/growing/pgbouncer.ini')) ?? []
  assert.equal(shown, setting.exec(read('tests/core/postgres-roles.test.ts'))?.[0])
  assert.match(read('deploy/growing/haproxy.cfg'), /option httpchk GET \/health\/ready/)
})
