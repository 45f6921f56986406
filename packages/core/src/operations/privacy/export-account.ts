import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { type AccountTableName, accountTableNames, tableOf } from './account-tables.ts'
import { pageSize, selectRows } from './export-store.ts'

/** One row of one table. `after` is where an export that broke off behind it goes on. */
export interface ExportedRow {
  table: string
  row: Record<string, unknown>
  after: string
}

interface Position {
  table: AccountTableName
  /** Key of the last row, as text. */
  key: string[]
}

/**
 * All that the account has here, table by table and without secrets, read page by page: no transaction is open while the
 * reader is slow, and only a page is in memory. `after` goes on behind a row of an earlier export.
 * @throws GatewayError `invalid_request` when `after` did not come from a page
 */
export async function* exportAccount(
  ctx: Pick<CoreContext, 'read'>,
  account: Pick<Caller, 'accountId'>,
  after: string | null,
): AsyncGenerator<ExportedRow> {
  let position = after === null ? null : readPosition(after)
  const first = position === null ? 0 : accountTableNames.indexOf(position.table)
  for (const table of accountTableNames.slice(first)) {
    let key: string[] | null = position?.key ?? null
    position = null
    do {
      const page = await ctx.read(account, (db) => selectRows(db, account.accountId, table, key))
      for (const { row, key } of page) yield { table, row, after: writePosition({ table, key }) }
      key = page.length === pageSize ? (page.at(-1)?.key ?? null) : null
    } while (key !== null)
  }
}

const writePosition = ({ table, key }: Position) => Buffer.from(JSON.stringify([table, ...key])).toString('base64url')

const patterns = {
  uuid: /^[0-9a-f-]{36}$/,
  bigint: /^-?\d{1,18}$/,
  integer: /^-?\d{1,9}$/,
  smallint: /^-?\d{1,5}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\d.:+-]{1,16}$/,
  text: /^[^\0]*$/,
}

function readPosition(text: string): Position {
  const [table, ...key] = parseTexts(Buffer.from(text, 'base64url').toString())
  const name = accountTableNames.find((one) => one === table)
  const columns = name === undefined ? [] : tableOf(name).key
  if (
    name === undefined ||
    columns.length !== key.length ||
    columns.some(([, type], at) => !patterns[type].test(key[at] ?? ''))
  )
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'after', message: 'is not one that an exported line ended with' }],
    })
  return { table: name, key }
}

function parseTexts(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : []
  } catch {
    return []
  }
}
