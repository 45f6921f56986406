const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up or shutting down
  '53300', // too_many_connections
  '53100', // disk_full
  'ENOSPC',
  '25006', // read_only_sql_transaction: a standby that is not promoted yet
])

// `pg` gives these no code. A read timeout counts: the connection is in an unknown state and is thrown away.
const messages =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout|Cannot use a pool after calling end/

/** Whether the database cannot be reached or takes nothing at the moment, as opposed to refusing what it was given. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return codes.has(code) || /^08...$/.test(code) || messages.test(error.message)
}

/** A write found no room on the disk of the database. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === '53100' || codeOf(error) === 'ENOSPC'

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/**
 * The statement was given U+0000 or half of a surrogate pair, which PostgreSQL keeps nowhere: `character_not_in_repertoire`,
 * `untranslatable_character`, or JSON that is invalid for that reason, which is the only one in JSON that `JSON.stringify` has written.
 */
export function isUnstorableText(error: unknown): boolean {
  const code = codeOf(error)
  return code === '22021' || code === '22P05' || (code === '22P02' && /\bjson\b/i.test((error as Error).message))
}

/** A row met one that is there already. */
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === '23505'

/** The statement took longer than it was allowed to. */
export const isTimeout = (error: unknown): boolean => codeOf(error) === '57014'

/** The transaction was ended because of another one, and would do if it ran again: `serialization_failure`, `deadlock_detected`. */
export const isConflict = (error: unknown): boolean => codeOf(error) === '40001' || codeOf(error) === '40P01'

/** A statement came after one that had failed: whoever asks why wants to know of that one. */
export const isAfterFailure = (error: unknown): boolean => codeOf(error) === '25P02'

/** The fields of a PostgreSQL error that callers look at; plain data, so that it crosses threads. */
export interface DatabaseErrorFields {
  message: string
  code?: string | undefined
  severity?: string | undefined
  detail?: string | undefined
  hint?: string | undefined
  schema?: string | undefined
  table?: string | undefined
  column?: string | undefined
  constraint?: string | undefined
}

/** An error of the embedded database, with the same members as the errors of `pg`. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: string | undefined
  readonly severity: string | undefined
  readonly detail: string | undefined
  readonly hint: string | undefined
  readonly schema: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  readonly constraint: string | undefined

  constructor(fields: DatabaseErrorFields) {
    super(fields.message)
    this.code = fields.code
    this.severity = fields.severity
    this.detail = fields.detail
    this.hint = fields.hint
    this.schema = fields.schema
    this.table = fields.table
    this.column = fields.column
    this.constraint = fields.constraint
  }
}
