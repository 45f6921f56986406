import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

/** How many functions with five or more positional parameters there may be: lower it with each that is mended, down to 3. */
const longSignatures = 3

test('functions take at most four positional parameters', async () => {
  const found: string[] = []
  for (const path of texts.filter((one) => /\/src\/.*\.ts$/.test(one) && !one.endsWith('.test.ts')))
    for (const { name, parameters } of signaturesOf(await readFile(join(root, path), 'utf8')))
      if (parameters >= 5) found.push(`${path}: ${name} takes ${parameters}`)
  assert.ok(found.length <= longSignatures, found.join('\n'))
})

/** Named functions with how many parameters each takes. Text alone: a bracket in a default value counts as nesting. */
function signaturesOf(text: string): { name: string; parameters: number }[] {
  const signatures: { name: string; parameters: number }[] = []
  for (const match of text.matchAll(/\bfunction\*? (\w+)(?:<[^(]*>)?\(|\bconst (\w+) = (?:async )?(?:<[^(]*>)?\(/g)) {
    const end = closing(text, match.index + match[0].length)
    const isFunction = match[1] !== undefined || /^\)(: [^=;]+)? =>/.test(text.slice(end, end + 200))
    if (isFunction) {
      const inside = text.slice(match.index + match[0].length, end)
      signatures.push({ name: match[1] ?? match[2] ?? '', parameters: countTopLevel(inside) })
    }
  }
  return signatures
}

/** Where the parenthesis closes that was opened before `from`. */
function closing(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? ''
    if ('([{'.includes(letter)) depth++
    if (')]}'.includes(letter) && --depth === 0) return at
  }
  return text.length
}

function countTopLevel(parameters: string): number {
  let depth = 0
  const cut = [...parameters].map((letter, index) => {
    if ('([{<'.includes(letter)) depth++
    if (')]}'.includes(letter) || (letter === '>' && parameters[index - 1] !== '=')) depth--
    return letter === ',' && depth === 0 ? '\0' : letter
  })
  return cut
    .join('')
    .split('\0')
    .filter((part) => /\w\??:|=/.test(part)).length
}
