import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSecretKey } from './config.ts'

/**
 * The installation's key, from the data directory; made there the first time, readable by its owner alone. Two processes
 * that start at once agree on one: the file appears whole, under its name, only once.
 */
export function loadSecretKey(dataDir: string): Buffer {
  const path = pathIn(dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return parse(readIfThere(path) ?? create(path), path)
}

/** Null: none was made there yet. */
export function findSecretKey(dataDir: string): Buffer | null {
  const path = pathIn(dataDir)
  const text = readIfThere(path)
  return text === null ? null : parse(text, path)
}

const pathIn = (dataDir: string) => join(dataDir, 'secret.key')

function parse(text: string, path: string): Buffer {
  const key = parseSecretKey(text.trim())
  if (key === null) throw new Error(`${path} does not hold a secret key: 64 hex digits`)
  return key
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function create(path: string): string {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8')
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null)
