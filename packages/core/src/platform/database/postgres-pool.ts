import pg from 'pg'
import { isDatabaseUnavailable } from './errors.ts'
import { createHosts, type Hosts } from './hosts.ts'
import { assertUsable, type ConnectionState, type Role, whoAmI } from './postgres-roles.ts'
import { parsers, toInstant } from './rows.ts'

const connectMs = 5_000
const statementMs = 30_000

/** Connections of one role. */
export interface RolePool {
  pool: pg.Pool
  role: Role
  hosts: Hosts
  /**
   * Behind a pooler in transaction mode nothing lasts longer than a transaction: role and limits are set in each, and no statement is
   * prepared under a name.
   */
  isPooled: boolean
}

export interface PoolOptions {
  url: string
  role: Role
  isPooled: boolean
  /** Settings of each connection besides. */
  settings: string
  max: number
  onError: (error: Error) => void
}

/** What a session is limited to, where a session lasts only for one transaction. */
export const limitsOfTransaction = `set local jit = off; set local statement_timeout = ${statementMs}; set local idle_in_transaction_session_timeout = ${statementMs}`

export function createRolePool({ url, role, isPooled, settings, max, onError }: PoolOptions): RolePool {
  const hosts = createHosts(url)
  const configOf = () =>
    isPooled ? plainConnection(hosts.current()) : connection(hosts.current(), `-c role=${role} ${settings}`.trim())
  const pool = new pg.Pool({
    ...configOf(),
    types: createTypes(),
    pipeline: true,
    max,
    onConnect: async (client) => {
      if (isPooled) return // the server behind the next transaction is another one
      const { rows } = await client.query<ConnectionState>(whoAmI)
      assertUsable(rows[0] as ConnectionState, role)
    },
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', () => {})) // else a connection lost while lent out ends the process
  const turn = () => {
    hosts.next()
    Object.assign(pool.options, { connectionString: configOf().connectionString })
  }
  return { pool, role, isPooled, hosts: { ...hosts, next: turn } }
}

/** A connection; a server that does not answer or takes no writes is not asked next time, when there are others. */
export async function lend({ pool, hosts }: RolePool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (isDatabaseUnavailable(error)) hosts.next()
    throw error
  }
}

/**
 * A setting in the URL replaces ours in `pg`, so its `options` are joined with ours: without the role, isolation would be
 * gone. Statements are short, and compiling one (`jit`) takes longer than any of them.
 */
export function connection(url: string, options: string): pg.ClientConfig {
  const at = url.indexOf('?')
  const search = new URLSearchParams(at < 0 ? '' : url.slice(at))
  const joined = ['-c jit=off', ...search.getAll('options'), options].join(' ').trim()
  search.delete('options')
  const rest = search.size === 0 ? '' : `?${search}`
  return {
    ...plainConnection((at < 0 ? url : url.slice(0, at)) + rest),
    options: joined,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
  }
}

/** With nothing that a pooler would not pass on. */
const plainConnection = (url: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'dawk',
  connectionTimeoutMillis: connectMs,
  query_timeout: statementMs + 5_000, // a network that swallows packets; the server's own limit comes first otherwise
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
})

const textArray: number = 1009

/** `parsers` for `pg`, which unlike the embedded database wants arrays to be named too. */
function createTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides()
  for (const [oid, parse] of Object.entries(parsers)) types.setTypeParser(Number(oid), parse)
  const toTexts = pg.types.getTypeParser(textArray)
  const toArray = (text: string): (string | null)[] => toTexts(text)
  types.setTypeParser(1182, toArray)
  types.setTypeParser(1185, (text) => toArray(text).map((one) => (one === null ? null : toInstant(one))))
  return types
}
