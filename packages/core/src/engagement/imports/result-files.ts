import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { ImportContext } from './import-context.ts'
import { importErrors, type RowFailure } from './import-errors.ts'
import { type Phase, type StoredImport, selectBatchAfter } from './import-store.ts'
import { getImport } from './imports.ts'
import { copyLocally, type LocalFile } from './read/local-copy.ts'
import { readRows } from './read/rows.ts'
import type { SourceRow } from './read/source-row.ts'

export const resultFiles = ['errors', 'created', 'updated'] as const
export type ResultFile = (typeof resultFiles)[number]

/** A table, row by row. */
export interface ResultTable {
  header: readonly string[]
  rows: AsyncIterable<readonly string[]>
}

/** What `errors.csv` adds to the columns of the file; a file that has them already gets them anew. */
const errorColumns = ['row', 'error_code', 'error_detail', 'suggestion'] as const

/**
 * The rows of the file that came out in one way, as they stand in it and in its columns, with why. They are read from the file
 * again, so nothing of them is stored twice. Of an import that has not run, `errors` are those of its dry run.
 * @throws GatewayError `not_found`; `conflict` when there are no results, or the file is gone
 */
export async function readResults(
  ctx: ImportContext,
  caller: Caller,
  id: string,
  which: ResultFile,
): Promise<ResultTable> {
  const stored = await getImport(ctx, caller, id)
  const { accountId, analysis, mediaId, runProgress, checkProgress } = stored
  const phase = runProgress ? ('run' as const) : ('check' as const)
  if (!analysis || !(runProgress ?? checkProgress) || (phase === 'check' && which !== 'errors'))
    throw new GatewayError('conflict', 'The import has no results yet.', { reason: 'import_state' })
  if (mediaId === null)
    throw new GatewayError('conflict', 'The file of the import is gone, and its rows with it.', {
      reason: 'import_state',
    })
  const places = analysis.columns.flatMap((column, place) =>
    which === 'errors' && (errorColumns as readonly string[]).includes(column) ? [] : [place],
  )
  const file = await copyLocally(ctx.files, accountId, mediaId)
  const columns = places.map((place) => analysis.columns[place] ?? '')
  const header = [...columns, ...(which === 'errors' ? errorColumns : ['row', 'contact_id'])]
  return { header, rows: pickRows({ ctx, stored, file, phase }, places, which) }
}

interface Source {
  ctx: ImportContext
  stored: StoredImport
  file: LocalFile
  phase: Phase
}

async function* pickRows(
  source: Source,
  places: readonly number[],
  which: ResultFile,
): AsyncGenerator<readonly string[]> {
  const { stored, file } = source
  const reasonOf = createLookup(source, which)
  try {
    if (!stored.analysis) return
    for await (const rows of readRows(file, stored.analysis))
      for (const row of rows) {
        const reason = await reasonOf(row)
        if (reason !== null) yield [...cellsOf(row, places), ...reason]
      }
  } finally {
    await file.close()
  }
}

const cellsOf = ({ cells, problem }: SourceRow, places: readonly number[]): string[] =>
  problem?.problem === 'row_unreadable'
    ? places.map((_, at) => (at === 0 ? (cells[0] ?? '') : ''))
    : places.map((place) => cells[place] ?? '')

const ofFailure = ({ row, code, detail }: RowFailure) => [String(row), code, detail, importErrors[code]]

/** What stands behind the cells of a row; null: it is not asked for. Rows come in their order, and so do the batches. */
function createLookup({ ctx, stored, phase }: Source, which: ResultFile) {
  const { accountId, id } = stored
  let reasons = new Map<number, string[]>()
  let last = 0
  return async ({ number }: SourceRow): Promise<string[] | null> => {
    if (number > last) {
      const batch = await ctx.read({ accountId }, (db) =>
        selectBatchAfter(db, { accountId, importId: id, phase, after: last }),
      )
      last = batch?.lastRow ?? Number.POSITIVE_INFINITY
      const changes =
        batch?.changes.filter(
          ({ version, before }) => version !== null && (before === null) === (which === 'created'),
        ) ?? []
      reasons = new Map(
        which === 'errors'
          ? batch?.failures.map((failure) => [failure.row, ofFailure(failure)])
          : changes.map(({ row, id: contactId }) => [row, [String(row), contactId]]),
      )
    }
    return reasons.get(number) ?? null
  }
}
