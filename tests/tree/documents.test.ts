import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'vitest'
import { root } from '../support/processes.ts'
import { repositoryFiles } from './repository-files.ts'

const documents = await repositoryFiles('*.md', 'docs/*.md', 'packages/**/README.md', 'apps/**/README.md')
const files = await repositoryFiles('{packages,apps,tests,bench,scripts,docs,deploy,.ci}/**', '*.*', '.ci/*')
const sources = files.filter((path) =>
  /^(packages|apps|scripts|bench|tests|deploy)\/.*\.(ts|mjs|js|sql|yaml)$/.test(path),
)
const words = new Set<string>()
for (const path of sources)
  if (!path.startsWith('tests/tree/'))
    for (const [word] of (await readFile(join(root, path), 'utf8')).matchAll(/\w+/g)) words.add(word)

interface Mention {
  document: string
  text: string
}

const mentions = await Promise.all(
  documents.map(async (document): Promise<[Mention[], Mention[]]> => {
    const text = await readFile(join(root, document), 'utf8')
    const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '')
    const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => ({ document, text: name }))
    const links = [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, name = '']) => ({ document, text: name }))
    return [code, links]
  }),
)
const code = mentions.flatMap(([inCode]) => inCode)
const links = mentions.flatMap(([, inLinks]) => inLinks)
const told = (all: readonly Mention[]) => [...new Set(all.map(({ document, text }) => `${document}: ${text}`))]

test('every link between documents leads somewhere', () => {
  const dead = links.filter(
    ({ document, text }) => !/^[a-z]+:/.test(text) && !existsSync(join(root, dirname(document), text)),
  )
  assert.deepEqual(told(dead), [])
})

/** A file by its ending, a directory by its slash: from the root, or the end of a longer path. */
const isPath = (text: string) => /^[\w.@-]+(\/[\w.@-]+)*(\.(ts|mjs|js|md|sql|html)|\/)$/.test(text)
const isThere = (path: string) =>
  files.some((file) => (path.endsWith('/') ? `/${file}`.includes(`/${path}`) : `/${file}`.endsWith(`/${path}`)))

test('every path that a document names is in the repository', () => {
  const inTree = code.filter(({ text }) => isPath(text) && !text.startsWith('.dawk/'))
  assert.ok(inTree.length > 100, 'paths are found at all')
  assert.deepEqual(told(inTree.filter(({ text }) => !isThere(text))), [])
})

/** Of others. */
const foreign = new Set(['synchronous_commit', 'pg_upgrade', 'rule_files', 'max_connections'])

/** `camelCase`, `snake_case` or `SETTING`, and the name before the parenthesis of a call. */
const identifierOf = (text: string) =>
  /^(?:\w+\.)?([a-z]+(?:[A-Z_]\w*)|[A-Z]+_[A-Z0-9_]+)(?:\(.*\))?$/.exec(text)?.[1] ?? null

test('every name of the code that a document uses is in the code', () => {
  const unknown = code.filter(({ text }) => {
    const identifier = identifierOf(text)
    return identifier !== null && !words.has(identifier) && !foreign.has(identifier)
  })
  assert.deepEqual(told(unknown), [])
})
