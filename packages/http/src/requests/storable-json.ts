import { storableRule } from '@dawk/cloud-api/json.ts'

const maxDepth = 20
/** `JSON.stringify` writes what PostgreSQL cannot store as escapes. */
const escapedUnstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/** Why the database should not be given this value; null: it may. */
export function validateJson(value: unknown, maxBytes: number): string | null {
  if (isDeeperThan(value, maxDepth)) return `must not be nested deeper than ${maxDepth} levels`
  const json = JSON.stringify(value)
  if (Buffer.byteLength(json) > maxBytes) return `must be at most ${maxBytes} bytes as JSON`
  return escapedUnstorable.test(json) ? storableRule : null
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1))
}
