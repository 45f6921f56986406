import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Encoding } from '../import.ts'
import { ImportFailure } from '../import-errors.ts'
import { textOf } from './decode.ts'
import { bytesOf, type LocalFile } from './local-copy.ts'
import type { RawRow, RowPages } from './source-row.ts'

const maxRecordBytes = 1024 * 1024
const pageRows = 500

/** CSV and TSV. Quotes within a cell that is not quoted are taken as they stand; a quote that never ends fails the file. */
export async function* readCsv(
  file: LocalFile,
  { encoding, delimiter }: { encoding: Encoding; delimiter: string },
): RowPages {
  const parser = parse({
    bom: true,
    delimiter,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    maxRecordSize: maxRecordBytes,
  })
  const source = Readable.from(encoding === 'utf-8' ? bytesOf(file) : textOf(bytesOf(file), encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let number = 0
  let page: RawRow[] = []
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1
      page.push({ number, cells })
      if (page.length < pageRows) continue
      yield page
      page = []
    }
  } catch (cause) {
    throw cause instanceof CsvError ? brokenAfter(number, cause) : cause
  } finally {
    source.destroy()
    parser.destroy()
  }
  if (page.length > 0) yield page
}

function brokenAfter(number: number, cause: CsvError): ImportFailure {
  const where = `Row ${number + 1}`
  if (cause.code === 'CSV_MAX_RECORD_SIZE' || cause.code === 'CSV_QUOTE_NOT_CLOSED')
    return new ImportFailure(`${where} opens a quote (") that is never closed.`, { cause })
  return new ImportFailure(`${where} cannot be read as CSV: ${cause.message}`, { cause })
}
