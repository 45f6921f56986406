import type { Queryable } from '#platform/database/database.ts'
import { nameWords } from './name-words.ts'

/** Of so many contacts at most the conversations are looked at. */
const maxFound = 1000
/** Sorts after everything that begins with what stands before it. */
const end = '\u{10ffff}'

/**
 * The contacts that a person at an inbox means: every word begins a word of the name, or the whole is the beginning of a
 * username, or the first or last digits of a phone number (three at least). Bounded: it reads ranges of indexes only; the
 * order keeps the planner to them, also while it knows nothing of the tables yet.
 */
export async function contactIdsOf(tx: Queryable, accountId: string, search: string): Promise<string[]> {
  const contactIds = new Set<string>()
  if (search.includes('\0')) return [] // no stored text holds it, and the database refuses to compare with it
  for (const { sql, params } of toQueries(search)) {
    const { rows } = await tx.query<{ id: string }>(`${sql} limit ${maxFound}`, [accountId, ...params])
    for (const { id } of rows) contactIds.add(id)
  }
  return [...contactIds].slice(0, maxFound)
}

function toQueries(search: string): { sql: string; params: string[] }[] {
  const digits = search.replace(/\D/g, '')
  const words = nameWords(search)
  const username = search.trim().replace(/^@/, '').toLowerCase()
  return [
    ...(words.length > 0 ? [byWords(words)] : []),
    ...(digits.length >= 3 && /^[\d\s()+.-]+$/.test(search) ? [byFirstDigits(digits), byLastDigits(digits)] : []),
    ...(username === '' ? [] : [byUsername(username)]),
  ]
}

/** The longest word, which few have, leads; the others only filter. */
function byWords(words: readonly string[]): { sql: string; params: string[] } {
  const sorted = words.toSorted((a, b) => b.length - a.length)
  const range = (table: string, index: number) =>
    `${table}.account_id = $1 and ${table}.word >= $${2 * index + 2} and ${table}.word < $${2 * index + 3}`
  const others = sorted.slice(1).map((_, index) => {
    const table = `w${index + 1}`
    return `and exists (select from contact_words ${table} where ${table}.contact_id = w0.contact_id and ${range(table, index + 1)})`
  })
  return {
    sql: `select w0.contact_id::text as id from contact_words w0 where ${range('w0', 0)} ${others.join(' ')} order by w0.word`,
    params: sorted.flatMap((word) => [word, word + end]),
  }
}

const byFirstDigits = (digits: string) => ({
  sql: `select contact_id::text as id from contact_identifiers where account_id = $1 and kind = 'phone' and value >= $2 and value < $3 order by value`,
  params: [digits, digits + end],
})

function byLastDigits(digits: string): { sql: string; params: string[] } {
  const ending = [...digits].toReversed().join('')
  return {
    sql: `select contact_id::text as id from contact_identifiers
           where account_id = $1 and ending >= $2 and ending < $3 order by ending`,
    params: [ending, ending + end],
  }
}

const byUsername = (username: string) => ({
  sql: `select contact_id::text as id from contact_identifiers where account_id = $1 and kind = 'username' and value >= $2 and value < $3 order by value`,
  params: [username, username + end],
})
