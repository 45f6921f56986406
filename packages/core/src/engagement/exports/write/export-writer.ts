import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Contact } from '../../contacts/read/contact.ts'
import type { ExportFormat } from '../export.ts'
import { type Cell, cellOf, fieldOf } from './cells.ts'
import { writeXlsx } from './xlsx-writer.ts'

export const mimeTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson',
}

type Pages = AsyncIterable<readonly Contact[]>

/** The bytes of a file with these columns, written as the contacts come. */
export function createExportWriter(format: ExportFormat, columns: readonly string[], pages: Pages): Readable {
  if (format === 'ndjson') return Readable.from(toNdjson(columns, pages))
  const rows = toRows(columns, pages)
  return format === 'csv' ? Readable.from(toCsv(columns, rows)) : writeXlsx(columns, rows)
}

async function* toNdjson(columns: readonly string[], pages: Pages): AsyncGenerator<string> {
  for await (const page of pages)
    yield page
      .map(
        (contact) =>
          `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, fieldOf(contact, column)])))}\n`,
      )
      .join('')
}

async function* toRows(columns: readonly string[], pages: Pages): AsyncGenerator<Cell[][]> {
  for await (const page of pages) yield page.map((contact) => columns.map((column) => cellOf(contact, column)))
}

/** With a mark at the beginning, by which Excel knows UTF-8. What a spreadsheet would take for a formula gets an apostrophe. */
async function* toCsv(columns: readonly string[], pages: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
  const lines = (rows: Cell[][]) => stringify(rows, { escape_formulas: true, record_delimiter: 'windows' })
  yield `\ufeff${lines([[...columns]])}`
  for await (const rows of pages) if (rows.length > 0) yield lines(rows)
}
