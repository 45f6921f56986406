import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { test } from 'vitest'
import { root } from '../support/processes.ts'
import { repositoryFiles } from './repository-files.ts'

/** Turns that a native reader has to decode; docs/writing.md shows what to write in their place. */
const banned = [
  /\b(for|of|to|by|tells|asks) who (is|are|has|have|holds|gets|shows|asks|knows|names|had|will|writes?)\b/i,
  /(^|[\s*/'"(])So many\b/,
  /\bnone of ours\b/i,
  /\bis told (of|by)\b/i,
  /\bwhatever dies\b/i,
  /\bknows no\b/i,
]

const texts = await repositoryFiles('*.md', 'docs/*.md', '{packages,apps}/**/*.{ts,md,sql,js}')
const examples = new Set(['docs/writing.md'])

test('code and documents hold no turn that has to be decoded', async () => {
  const found: string[] = []
  for (const path of texts) {
    if (examples.has(path)) continue
    const lines = (await readFile(join(root, path), 'utf8')).split('\n')
    lines.forEach((line, index) => {
      if (banned.some((turn) => turn.test(line))) found.push(`${path}:${index + 1}: ${line.trim()}`)
    })
  }
  assert.deepEqual(found, [])
})

test('functions take at most four positional parameters', async () => {
  const long: string[] = []
  for (const path of texts.filter((one) => /\/src\/.*\.ts$/.test(one) && !one.endsWith('.test.ts'))) {
    const report = (name: string, parameters: number) => long.push(`${path}: ${name} takes ${parameters}`)
    new Visitor({
      FunctionDeclaration: ({ id, params }) => params.length > 4 && report(id?.name ?? 'default', params.length),
      FunctionExpression: ({ params, start }) => params.length > 4 && report(`the one at ${start}`, params.length),
      ArrowFunctionExpression: ({ params, start }) => params.length > 4 && report(`the one at ${start}`, params.length),
    }).visit(parseSync(path, await readFile(join(root, path), 'utf8')).program)
  }
  assert.deepEqual(long, [])
})

test('a function that takes a context apart asks for those parts alone: `Pick<CoreContext, …>`', async () => {
  const greedy: string[] = []
  for (const path of texts.filter((one) => /\/src\/.*\.ts$/.test(one) && !one.endsWith('.test.ts')))
    for (const [signature] of (await readFile(join(root, path), 'utf8')).matchAll(
      /\{[^{}]*\}: (?:Core|Http|Operation|Simulator)Context\b(?!\[)/g,
    ))
      greedy.push(`${path}: ${signature}`)
  assert.deepEqual(greedy, [])
})

/** Says how a value came about, not what it is (docs/glossary.md). Lower the number with each that gets a name; down to 0. */
const participles = new Set(['found', 'wanted', 'asked', 'told'])
const mostParticiples = 0

test('values are named after what they are', async () => {
  const named: string[] = []
  for (const path of texts.filter((one) => /\/src\/.*\.tsx?$/.test(one) && !/\.test\.tsx?$/.test(one))) {
    const text = await readFile(join(root, path), 'utf8')
    for (const [, name = ''] of text.matchAll(/\b(?:const|let) (\w+)\b/g))
      if (participles.has(name)) named.push(`${path}: ${name}`)
  }
  assert.ok(named.length <= mostParticiples, `${named.length} is more than ${mostParticiples}:\n${named.join('\n')}`)
})
