import { type FileShape, maxCellLength } from '../import.ts'
import type { CellProblem } from '../import-errors.ts'
import { readCsv } from './csv-rows.ts'
import type { LocalFile } from './local-copy.ts'
import { readNdjson } from './ndjson-rows.ts'
import type { RawRow, RowPages, SourceRow } from './source-row.ts'
import { readXlsx } from './xlsx-rows.ts'

/** The rows in their order, without the header. @throws ImportFailure when the file is broken */
export async function* readRows(file: LocalFile, shape: FileShape): AsyncGenerator<readonly SourceRow[]> {
  for await (const page of openRows(file, shape)) {
    const rows = page
      .filter(({ number, cells, problem }) => !(shape.header && number === 1) && (problem || cells.some(isFilled)))
      .map((row) => toSourceRow(row, shape.columns.length))
    if (rows.length > 0) yield rows
  }
}

/** As they stand in the file, the header included. */
export function openRows(file: LocalFile, shape: Omit<FileShape, 'header'>): RowPages {
  if (shape.format === 'xlsx') return readXlsx(file, shape.sheet)
  return shape.format === 'ndjson' ? readNdjson(file, shape.encoding, shape.columns) : readCsv(file, shape)
}

const isFilled = (cell: string) => cell !== ''

/** What `errors.csv` puts before a cell that a spreadsheet would take for a formula is taken off again. */
const guard = /^'(?=[=+\-@\t\r])/

function toSourceRow({ number, cells, problem = undefined }: RawRow, width: number): SourceRow {
  const clean = cells.map((cell) => cell.replace(guard, '').replaceAll('\0', '').trim())
  if (problem) return { number, cells: clean, problem }
  const extra = clean.slice(width).find(isFilled)
  if (extra !== undefined)
    return { number, cells: clean, problem: tooLong(`There are ${clean.length} cells, and ${width} columns`) }
  if (clean.some(({ length }) => length > maxCellLength))
    return { number, cells: clean, problem: tooLong(`A cell has more than ${maxCellLength} characters`) }
  const missing = width - clean.length
  return {
    number,
    cells: missing > 0 ? [...clean, ...Array<string>(missing).fill('')] : clean.slice(0, width),
    problem: null,
  }
}

const tooLong = (detail: string): CellProblem => ({ problem: 'row_too_long', detail })
