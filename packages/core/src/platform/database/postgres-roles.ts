import type { MigrationSession } from './migrate.ts'

export type Role = 'dawk_app' | 'dawk_worker'
const roles: readonly Role[] = ['dawk_app', 'dawk_worker']

/** Quoted as an identifier of SQL. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** @throws Error with the statements to run, when a role is missing that this user may not create */
export async function assertRolesCanBeMade(session: MigrationSession): Promise<void> {
  const [row] = await session.query(
    `select current_user as name, rolsuper or rolcreaterole as "mayCreate",
            (select count(*)::int from pg_roles where rolname = any ($1::text[])) as known
       from pg_roles where rolname = current_user`,
    [roles],
  )
  if (row?.['mayCreate'] === true || row?.['known'] === roles.length) return
  const user = String(row?.['name'])
  throw new Error(
    `The database needs the roles ${roles.join(' and ')}, and "${user}" may not create them. Have a superuser run:\n` +
      `  ${roles.map((role) => `create role ${role} nologin; `).join('')}${grantTo(user)}`,
  )
}

/**
 * A dump that was restored where the roles did not exist lacks what names them: the policies of tables, and grants.
 * @throws Error that says how to repair it
 */
export async function assertRolesHaveTheirTables(session: MigrationSession): Promise<void> {
  const rows = await session.query(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and (to_regrole('dawk_worker') is null or to_regrole('dawk_app') is null
          or not has_table_privilege(to_regrole('dawk_worker'), c.oid, 'select')
          or (select count(*) from pg_policy p where p.polrelid = c.oid) < 2) order by 1`,
  )
  if (rows.length === 0) return
  const names = rows.map((row) => String(row['name']))
  const some = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  throw new Error(
    `Tables of this database lack the policies or grants of ${roles.join(' and ')}: ${some}. A dump was restored where these roles did not ` +
      `exist. Create them (${roles.map((role) => `create role ${role} nologin;`).join(' ')}), then restore the dump again into an empty database.`,
  )
}

const grantTo = (user: string) => `grant ${roles.join(', ')} to ${quoted(user)};`

/** What a new connection is asked: whom the server takes it for, and whether it takes writes. */
export const whoAmI = `select current_user::text as role, session_user::text as "user",
  pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as standby`

export interface ConnectionState {
  role: string
  user: string
  standby: boolean
}

/** @throws Error that a connection of this role may not be used, since without it there is no isolation of tenants; or that the server is a standby */
export function assertUsable({ role, user, standby }: ConnectionState, expected: Role): void {
  if (role !== expected)
    throw new Error(
      `A connection for ${expected} runs as ${role}, for which nothing keeps tenants apart. A pooler such as PgBouncer in transaction mode takes ` +
        'the role away: set DATABASE_SESSION_URL to where PostgreSQL itself is reached, and DATABASE_URL to the pooler.',
    )
  if (user === expected)
    throw new Error(`Log in as another user than ${expected}: it has to be a member of both roles.`)
  if (standby) throw standbyError()
}

/** As PostgreSQL says it of a write, which nobody has to send to find out. */
const standbyError = () =>
  Object.assign(new Error('The database is a standby, which takes no writes'), { code: '25006' })

/** The role could not be taken on, which PostgreSQL says in two ways. */
export function explainRoleError(error: unknown): unknown {
  if (
    !(error instanceof Error) ||
    !/permission denied to set role|role "dawk_\w+" does not exist|invalid value for parameter "role"/.test(
      error.message,
    )
  )
    return error
  return new Error(
    `The user of DATABASE_URL may not act as ${roles.join(' or ')} (${error.message}). Have a superuser run:\n` +
      `  grant ${roles.join(', ')} to <that user>;`,
    { cause: error },
  )
}
