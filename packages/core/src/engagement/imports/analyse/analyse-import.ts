import type { LongJob } from '#platform/jobs/job.ts'
import { selectAttributes } from '../../contacts/attributes/attribute-store.ts'
import { type ImportAnalysis, maxImportRows } from '../import.ts'
import { asImporter, type ImportContext } from '../import-context.ts'
import { ImportFailure } from '../import-errors.ts'
import { type StoredImport, updateImport } from '../import-store.ts'
import { type SavedMapping, selectMappings } from '../mapping-store.ts'
import { copyLocally, type LocalFile } from '../read/local-copy.ts'
import { readRows } from '../read/rows.ts'
import { shapeOf } from '../read/shape-of.ts'
import { listSheets } from '../read/xlsx-rows.ts'
import { ColumnTypes } from './column-types.ts'
import { PhoneNumbers } from './phone-statistics.ts'
import { proposeMapping } from './propose-mapping.ts'

const sampleRows = 20
const sampleLength = 200

/** Reads the whole file once and writes nothing but what it looks like. After a crash it begins anew. */
export async function analyseImport(ctx: ImportContext, stored: StoredImport, job: LongJob): Promise<void> {
  const { accountId, id, mediaId } = stored
  if (mediaId === null) throw new ImportFailure('The file is no longer there.')
  const file = await copyLocally(ctx.files, accountId, mediaId)
  try {
    const reading = await readAnalysis(file, stored, job.signal)
    await asImporter(ctx, stored, async (tx) => {
      const attributes = await selectAttributes(tx, accountId)
      const saved = await selectMappings(tx, accountId)
      const analysis: ImportAnalysis = {
        ...reading,
        proposal: proposeMapping(reading.columnAnalyses, reading.phones, attributes),
        savedMappingId: saved.find((one) => fits(one, reading.columns))?.id ?? null,
      }
      const { format } = analysis
      if (!(await updateImport(tx, { accountId, id, state: 'analysed', format, analysis }, ['uploaded']))) return
      await job.complete(tx)
      tx.emit('contact.import.analysed', { importId: id, format, rows: analysis.rows })
    })
  } finally {
    await file.close()
  }
}

const fits = ({ mapping }: SavedMapping, columns: readonly string[]) =>
  mapping.columns.every(({ column }) => columns.includes(column))

/** @throws ImportFailure when the file cannot be read */
async function readAnalysis(
  file: LocalFile,
  { filename, reading }: Pick<StoredImport, 'filename' | 'reading'>,
  signal: AbortSignal,
): Promise<Omit<ImportAnalysis, 'proposal' | 'savedMappingId'>> {
  const shape = await shapeOf(file, filename, reading ?? {})
  const types = shape.columns.map(() => new ColumnTypes())
  const numbers = shape.columns.map(() => new PhoneNumbers())
  const sample: { row: number; cells: string[] }[] = []
  let rows = 0
  for await (const page of readRows(file, shape)) {
    signal.throwIfAborted()
    rows += page.length
    if (rows > maxImportRows) throw new ImportFailure(`The file has more than ${maxImportRows} rows.`)
    for (const { number, cells, problem } of page) {
      if (sample.length < sampleRows)
        sample.push({ row: number, cells: cells.map((cell) => cell.slice(0, sampleLength)) })
      if (problem) continue
      for (const [at, cell] of cells.entries()) {
        types[at]?.add(number, cell)
        if (cell !== '') numbers[at]?.add(cell)
      }
    }
  }
  if (rows === 0) throw new ImportFailure('The file has a header and no rows.')
  const columnAnalyses = shape.columns.map((column, at) => (types[at] ?? new ColumnTypes()).toAnalysis(column))
  const phones = await Promise.all(
    columnAnalyses.flatMap(({ type, column }, at) =>
      type === 'phone' || /phone|mobile|whatsapp|tel|cel|número/i.test(column)
        ? [numbers[at]?.toStatistics(column)]
        : [],
    ),
  )
  const sheets = shape.format === 'xlsx' ? await listSheets(file) : undefined
  return { ...shape, sheets, rows, columnAnalyses, phones: phones.filter((one) => one !== undefined), sample }
}
