import type { ReceivedFile } from '#messaging/media/receive/receive-file.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { AuditAction } from '#tenancy/audit/catalogue.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { selectPurposes } from '../consent/topic-store.ts'
import { selectAttributes } from '../contacts/attributes/attribute-store.ts'
import { requireSegment } from '../segments/segments.ts'
import { type ContactImport, type FileReading, type ImportMapping, type ImportState, undoDays } from './import.ts'
import type { ImportContext } from './import-context.ts'
import {
  deleteBatches,
  insertImport,
  type StoredImport,
  selectImport,
  selectImports,
  updateImport,
} from './import-store.ts'
import { upsertMapping } from './mapping-store.ts'
import { advanceImport, expireImport } from './run/import-jobs.ts'
import { validateMapping } from './validate-mapping.ts'

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString()

/** @throws GatewayError `forbidden` for a key that lacks the scope, or is restricted to some numbers */
export function assertMayImport(caller: Caller): void {
  assertScope(caller, 'contacts:write')
  if (caller.numberIds !== null)
    throw new GatewayError(
      'forbidden',
      'An import concerns every contact of the account, and this key is restricted to some numbers.',
    )
}

/**
 * Stores a file of contacts and has it analysed. Nothing is imported before somebody says what its columns mean.
 * @throws GatewayError `forbidden`; `media_refused` when the storage of the account is full
 */
export async function createImport(
  ctx: Pick<ImportContext, 'files'>,
  caller: Caller,
  file: ReceivedFile,
  filename: string | null,
): Promise<ContactImport> {
  assertMayImport(caller)
  const { accountId, actor } = caller
  const added = {
    accountId,
    id: newId(),
    filename,
    sizeBytes: file.sizeBytes,
    createdBy: actor,
    createdAt: new Date().toISOString(),
  }
  const named = { accountId, filename: filename ?? `import-${added.id}`, mimeType: 'application/octet-stream' }
  await ctx.files.keep(file, named, (kept, { id: mediaId }) =>
    kept.transaction(caller, async (tx) => {
      await insertImport(tx, { ...added, mediaId })
      tx.schedule(advanceImport, { key: added.id, payload: {} })
      tx.schedule(expireImport, { key: added.id, dueAt: inDays(undoDays), payload: {} })
      await tx.audit('contact_import.created', added.id, { before: null, after: { filename, state: 'uploaded' } })
    }),
  )
  return { ...bare, ...added, state: 'uploaded', mediaId: null }
}

const bare = {
  ...{
    format: null,
    reading: null,
    analysis: null,
    mapping: null,
    checkProgress: null,
    runProgress: null,
    undoProgress: null,
    error: null,
  },
  ...{ startedAt: null, finishedAt: null, undoUntil: null },
}

/** Newest first. */
export const listImports = (
  ctx: Pick<ImportContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  page: { before: string | null; limit: number },
): Promise<ContactImport[]> => ctx.read({ accountId }, (db) => selectImports(db, accountId, page))

/** @throws GatewayError `not_found` */
export const getImport = (
  ctx: Pick<ImportContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  id: string,
): Promise<StoredImport> => ctx.read({ accountId }, (db) => requireImport(db, accountId, id))

async function requireImport(db: Queryable, accountId: string, id: string, lock?: 'for update'): Promise<StoredImport> {
  const row = isId(id) ? await selectImport(db, accountId, id, lock) : null
  if (row === null) throw new GatewayError('not_found', 'There is no such import in this account.')
  return row
}

type ImportAction = Extract<AuditAction, `contact_import.${string}`>

interface Transition {
  action: ImportAction
  from: readonly ImportState[]
  /** What could not be done, for the refusal. */
  verb: string
  work(tx: UnitOfWork, stored: StoredImport): Promise<Partial<StoredImport> & { state: ImportState }>
}

/** @throws GatewayError `not_found`; `conflict` when the import is in another state */
async function change(
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
  { action, from, verb, work }: Transition,
): Promise<ContactImport> {
  assertMayImport(caller)
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const stored = await requireImport(tx, accountId, id, 'for update')
    if (!from.includes(stored.state)) throw wrongState(`The import is ${stored.state} and cannot be ${verb}.`)
    const changed = await work(tx, stored)
    await updateImport(tx, { accountId, id, ...changed }, from)
    const rows = stored.runProgress?.done
    await tx.audit(action, id, { before: null, after: { state: changed.state, ...(rows && { rows }) } })
    return { ...stored, ...changed }
  })
}

const wrongState = (message: string) => new GatewayError('conflict', message, { reason: 'import_state' })

/**
 * Says what the columns mean; with `saveAs` the mapping can be used again. What a dry run found before counts no more.
 * @throws GatewayError `not_found`; `invalid_request` with every problem by its place; `conflict`
 */
export const mapImport = (
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
  { mapping, saveAs }: { mapping: ImportMapping; saveAs?: string | undefined },
): Promise<ContactImport> =>
  change(ctx, caller, id, {
    action: 'contact_import.mapped',
    from: ['analysed', 'ready'],
    verb: 'mapped',
    async work(tx, { analysis }) {
      await assertMapping(tx, mapping, analysis?.columns ?? [])
      if (saveAs !== undefined) await saveMapping(tx, saveAs, mapping)
      await deleteBatches(tx, caller.accountId, id, 'check')
      return { state: 'ready', mapping, checkProgress: null }
    },
  })

/** @throws GatewayError `invalid_request` */
async function assertMapping(tx: UnitOfWork, mapping: ImportMapping, columns: readonly string[]): Promise<void> {
  const { accountId } = tx.caller
  const [attributes, purposes] = [await selectAttributes(tx, accountId), await selectPurposes(tx, accountId)]
  const details = validateMapping(mapping, { columns, attributes, purposes })
  if (mapping.addToSegment !== null) {
    const segment = await requireSegment(tx, accountId, mapping.addToSegment).catch(() => null)
    if (segment?.kind !== 'static')
      details.push({ field: 'addToSegment', message: 'must be a static segment of this account' })
  }
  if (details.length > 0) throw new GatewayError('invalid_request', 'The mapping cannot be used.', { details })
}

async function saveMapping(tx: UnitOfWork, name: string, mapping: ImportMapping): Promise<void> {
  const added = { id: newId(), name: name.trim(), mapping, updatedAt: new Date().toISOString() }
  const saved = await upsertMapping(tx, tx.caller.accountId, added)
  await tx.audit('contact_import_mapping.saved', saved.id, { before: null, after: { name: saved.name } })
}

/**
 * Has the file analysed anew, read as somebody says: another sheet, another encoding. The mapping and what a dry run found go.
 * @throws GatewayError `not_found`; `conflict` once rows were written, or when the file is gone
 */
export const readImportAs = (
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
  reading: FileReading,
): Promise<ContactImport> =>
  change(ctx, caller, id, {
    action: 'contact_import.read_anew',
    from: ['analysed', 'ready', 'failed'],
    verb: 'read anew',
    async work(tx, { startedAt, mediaId }) {
      if (startedAt !== null || mediaId === null)
        throw wrongState('The import cannot be read anew: it has run, or its file is gone.')
      await deleteBatches(tx, caller.accountId, id, 'check')
      tx.schedule(advanceImport, { key: id, payload: {} })
      const nothing = { analysis: null, mapping: null, checkProgress: null, error: null, finishedAt: null }
      return { state: 'uploaded', reading, ...nothing }
    },
  })

/** Tries every row and writes none. @throws GatewayError `not_found`; `conflict` */
export const checkImport = (
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<ContactImport> =>
  change(ctx, caller, id, {
    action: 'contact_import.check_started',
    from: ['ready'],
    verb: 'tried: it needs a mapping first, and only before it has run',
    async work(tx) {
      await deleteBatches(tx, caller.accountId, id, 'check')
      tx.schedule(advanceImport, { key: id, payload: {} })
      return { state: 'checking', checkProgress: null }
    },
  })

/** Writes the contacts. @throws GatewayError `not_found`; `conflict` */
export const runImport = (
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<ContactImport> =>
  change(ctx, caller, id, {
    action: 'contact_import.started',
    from: ['ready'],
    verb: 'run: it needs a mapping first, and runs once',
    async work(tx) {
      tx.schedule(advanceImport, { key: id, payload: {} })
      return { state: 'running', startedAt: new Date().toISOString() }
    },
  })

/** Comes to an end after the batch that is being written; what was written stands. @throws GatewayError `not_found`; `conflict` */
export const cancelImport = (
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<ContactImport> =>
  change(ctx, caller, id, {
    action: 'contact_import.canceled',
    from: ['uploaded', 'analysed', 'ready', 'checking', 'running'],
    verb: 'canceled',
    async work(tx, { runProgress }) {
      tx.schedule(expireImport, { key: id, dueAt: inDays(undoDays), payload: {} })
      tx.emit('contact.import.canceled', { importId: id, rows: runProgress?.done ?? 0 })
      const undoUntil = runProgress === null ? null : inDays(undoDays)
      return { state: 'canceled', finishedAt: new Date().toISOString(), undoUntil }
    },
  })

/**
 * Takes back what the import has written, but for what was changed since, within seven days.
 * @throws GatewayError `not_found`; `conflict` when nothing was written, or its time is over
 */
export const undoImport = (
  ctx: Pick<ImportContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<ContactImport> =>
  change(ctx, caller, id, {
    action: 'contact_import.undo_started',
    from: ['completed', 'completed_with_errors', 'canceled', 'failed'],
    verb: 'undone',
    async work(tx, { undoUntil }) {
      if (undoUntil === null || undoUntil <= new Date().toISOString())
        throw wrongState(`Nothing can be undone: the import has written nothing, or its ${undoDays} days are over.`)
      tx.schedule(advanceImport, { key: id, payload: {} })
      return { state: 'undoing' }
    },
  })
