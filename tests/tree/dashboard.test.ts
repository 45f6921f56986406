import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { test } from 'vitest'
import { root } from '../support/processes.ts'
import { repositoryFiles } from './repository-files.ts'

/** The laws of the dashboard: docs/dashboard.md says why. */

const app = 'apps/dashboard/src/'
const isMade = (path: string) => path.endsWith('.gen.d.ts')
const files = (await repositoryFiles('{apps/dashboard,packages/ui}/src/**/*.{ts,tsx,css}')).filter(
  (path) => !isMade(path),
)
const sources = new Map(
  await Promise.all(files.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
)
const ofApp = [...sources].filter(([path]) => path.startsWith(app))

const breaking = (rules: Record<string, RegExp>, among: readonly (readonly [string, string])[]) =>
  among.flatMap(([path, source]) =>
    Object.entries(rules).flatMap(([rule, pattern]) => (pattern.test(source) ? [`${path}: ${rule}`] : [])),
  )

test('a page is made of primitives: no class, style, colour or length stands outside of packages/ui', () => {
  const rules = {
    'a class of its own': /className=(?!\{(railItemClass|entryClass)\})/,
    'a style of its own': /\bstyle=\{/,
    'a colour': /#[0-9a-f]{3,8}\b(?=['"`;])|\brgba?\(|\bhsla?\(/i,
    'a length': /['"`:\s]-?\d+(\.\d+)?(px|rem|em|vh|vw)\b/,
    'a component library': /from '@mantine\//,
    'HTML out of text': /dangerouslySetInnerHTML|innerHTML/,
  }
  assert.deepEqual(breaking(rules, ofApp), [])
})

test('components use what a value is for, and never the value itself', () => {
  const styles = [...sources].filter(([path]) => path.endsWith('.module.css'))
  const rules = { 'a colour': /#[0-9a-f]{3,8}\b|\brgba?\(|var\(--(gray|green|red|amber|blue)-/i }
  assert.deepEqual(breaking(rules, styles), [])
})

test('no file of the dashboard is longer than 250 lines', () => {
  const long = [...sources].filter(([path, source]) => !path.endsWith('.css') && source.split('\n').length > 251)
  assert.deepEqual(
    long.map(([path]) => path),
    [],
  )
})

/** The folder directly below `src` that a file lies in, and its feature. */
const placeOf = (path: string) => {
  const [layer = '', name = ''] = path.slice(app.length).split('/')
  return { layer, feature: layer === 'features' ? name : null }
}

function importsOf(path: string, source: string): string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].flatMap(([, name = '']) => {
    if (name.startsWith('#')) return [app + name.slice(1)]
    if (!name.startsWith('.')) return []
    return [posix.normalize(posix.join(dirname(path), name))]
  })
}

test('features know nothing of one another, and nothing below knows of them', () => {
  const wrong = ofApp.flatMap(([path, source]) => {
    const from = placeOf(path)
    return importsOf(path, source).flatMap((target) => {
      const to = placeOf(target)
      if (from.layer === 'features' && to.layer === 'features' && from.feature !== to.feature)
        return [`${path} → ${target}`]
      if (from.layer === 'features' && to.layer === 'app') return [`${path} → ${target}`]
      if (from.layer === 'lib' && (to.layer === 'features' || to.layer === 'app')) return [`${path} → ${target}`]
      return []
    })
  })
  assert.deepEqual(wrong, [])
})

test('the primitives know nothing of Dawk', () => {
  const ofUi = [...sources].filter(([path]) => path.startsWith('packages/ui/'))
  const rules = { 'something of Dawk': /from '(@dawk|@lingui|@tanstack\/react-(query|router))/ }
  assert.deepEqual(breaking(rules, ofUi), [])
})

test('one call of the API stands in one place of a feature', () => {
  const calls = ofApp.flatMap(([path, source]) =>
    placeOf(path).layer === 'features' &&
    !/\/api\/|\/sign-in\//.test(path) &&
    /\bapi\.(GET|POST|PUT|PATCH|DELETE)\(/.test(source)
      ? [path]
      : [],
  )
  assert.deepEqual(calls, [])
})
