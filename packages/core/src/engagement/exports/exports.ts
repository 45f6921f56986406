import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { selectAttributes } from '../contacts/attributes/attribute-store.ts'
import { resolveFilter } from '../segments/resolve-filter.ts'
import { type ContactExport, type ExportFormat, exportFields } from './export.ts'
import { writeExport } from './export-jobs.ts'
import { insertExport, type StoredExport, selectExport, selectExports, updateExport } from './export-store.ts'

interface NewExport {
  format: ExportFormat
  /** Null: everybody. */
  filter: unknown
  segment: string | null
  /** Absent: the usual fields and every attribute in use. */
  columns?: readonly string[] | undefined
}

/**
 * Has contacts written into a file, which a link that expires leads to. Who may read contacts may do it; the audit log says so.
 * @throws GatewayError `forbidden` for a key that is restricted to some numbers; `invalid_request`
 */
export async function createExport(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { format, filter, segment, columns }: NewExport,
): Promise<ContactExport> {
  assertScope(caller, 'contacts:read')
  if (caller.numberIds !== null)
    throw new GatewayError(
      'forbidden',
      'An export concerns every contact of the account, and this key is restricted to some numbers.',
    )
  const { accountId, actor } = caller
  return ctx.transaction(caller, async (tx) => {
    const filters = [
      ...(filter === null ? [] : [filter]),
      ...(segment === null ? [] : [{ field: 'segment', op: 'in', value: segment }]),
    ]
    const joined = filters.length > 1 ? { all: filters } : (filters[0] ?? null)
    if (joined !== null) await resolveFilter(tx, accountId, joined)
    const added: StoredExport = {
      ...{
        accountId,
        id: newId(),
        state: 'queued',
        format,
        filter: joined,
        createdBy: actor,
        createdAt: new Date().toISOString(),
      },
      columns: await columnsOf(tx, accountId, columns),
      ...{
        rowsWritten: 0,
        revision: 0,
        mediaId: null,
        sizeBytes: null,
        error: null,
        finishedAt: null,
        expiresAt: null,
      },
    }
    await insertExport(tx, added)
    tx.schedule(writeExport, { key: added.id, payload: {} })
    const after = { format, filter: joined, columns: added.columns, state: 'queued' }
    await tx.audit('contact_export.created', added.id, { before: null, after })
    return added
  })
}

const usual = exportFields.filter((field) => field !== 'externalIds' && field !== 'username')

async function columnsOf(tx: Queryable, accountId: string, given: readonly string[] | undefined): Promise<string[]> {
  const attributes = (await selectAttributes(tx, accountId))
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ key }) => `attributes.${key}`)
  if (given === undefined) return [...usual, ...attributes]
  const known = new Set<string>([...exportFields, ...attributes])
  const details = given.flatMap((column, at): FieldProblem[] =>
    known.has(column)
      ? []
      : [{ field: `columns.${at}`, message: `must be one of ${[...known].slice(0, 30).join(', ')}` }],
  )
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  return [...given]
}

/** Newest first. */
export const listExports = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  page: { before: string | null; limit: number },
): Promise<ContactExport[]> => ctx.read({ accountId }, (db) => selectExports(db, accountId, page))

/** @throws GatewayError `not_found` */
export const getExport = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  id: string,
): Promise<ContactExport> => ctx.read({ accountId }, (db) => getExportIn(db, accountId, id))

async function getExportIn(db: Queryable, accountId: string, id: string): Promise<StoredExport> {
  const row = isId(id) ? await selectExport(db, accountId, id) : null
  if (row === null) throw new GatewayError('not_found', 'There is no such export in this account.')
  return row
}

/** @throws GatewayError `not_found`; `conflict` when it is over */
export async function cancelExport(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<ContactExport> {
  assertScope(caller, 'contacts:read')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const stored = await getExportIn(tx, accountId, id)
    const canceled = { state: 'canceled' as const, finishedAt: new Date().toISOString() }
    if (!(await updateExport(tx, { accountId, id, ...canceled }, ['queued', 'running'])))
      throw new GatewayError('conflict', `The export is ${stored.state}.`, { reason: 'export_state' })
    await tx.audit('contact_export.canceled', id, { before: null, after: { state: 'canceled' } })
    return { ...stored, ...canceled }
  })
}
