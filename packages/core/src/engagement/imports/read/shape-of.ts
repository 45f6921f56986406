import { type FileReading, type FileShape, type ImportFormat, maxColumns } from '../import.ts'
import { ImportFailure } from '../import-errors.ts'
import { encodingOfAll, textOf } from './decode.ts'
import { bytesOf, type LocalFile } from './local-copy.ts'
import { ndjsonColumns } from './ndjson-rows.ts'
import { openRows } from './rows.ts'

const delimiters = [',', ';', '\t', '|'] as const
const headLength = 64 * 1024

/**
 * Tells by the bytes how a file is to be read, where nobody has said so; its name only decides where they leave it open.
 * @throws ImportFailure
 */
export async function shapeOf(file: LocalFile, filename: string | null, reading: FileReading = {}): Promise<FileShape> {
  const head = await headOf(file)
  if (head.length === 0) throw new ImportFailure('The file is empty.')
  if (head.subarray(0, 4).equals(zipMark))
    return withColumns(file, { format: 'xlsx', encoding: 'utf-8', delimiter: '', sheet: reading.sheet }, reading)
  if (head.subarray(0, 8).equals(oldExcelMark))
    throw new ImportFailure('This is a workbook of an old Excel (.xls). Save it as .xlsx or CSV.')
  const encoding = reading.encoding ?? (await encodingOfAll(bytesOf(file)))
  const text = await beginningOf(file, encoding)
  if (reading.delimiter === undefined && /^\s*\{/.test(text) && isJsonLine(text)) {
    const columns = await ndjsonColumns(file, encoding)
    return { format: 'ndjson', encoding, delimiter: '', header: false, columns }
  }
  const delimiter = reading.delimiter ?? delimiterOf(text)
  const isTsv = delimiter === '\t' || (delimiter === null && /\.tsv$/i.test(filename ?? ''))
  const format = isTsv ? ('tsv' as const) : ('csv' as const)
  return withColumns(file, { format, encoding, delimiter: delimiter ?? (isTsv ? '\t' : ',') }, reading)
}

const zipMark = Buffer.from('PK\u0003\u0004')
const oldExcelMark = Buffer.from('d0cf11e0a1b11ae1', 'hex')

async function headOf({ handle }: LocalFile): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0)
  return buffer.subarray(0, bytesRead)
}

async function beginningOf(file: LocalFile, encoding: FileShape['encoding']): Promise<string> {
  let text = ''
  for await (const part of textOf(bytesOf(file), encoding)) {
    text += part
    if (text.length >= headLength) break
  }
  return text.slice(0, headLength)
}

function isJsonLine(text: string): boolean {
  try {
    return typeof JSON.parse(text.split('\n', 1)[0] ?? '') === 'object'
  } catch {
    return false
  }
}

/** The character that parts most lines into the same number of cells; null: every line is one cell. */
function delimiterOf(text: string): string | null {
  const lines = linesOf(text).slice(0, 50)
  const scored = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }))
  const [best] = scored.toSorted((one, other) => other.score - one.score)
  return best && best.score > 0 ? best.delimiter : null
}

/** Without what stands in quotes; the last one may be cut off. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/)
  return (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line !== '')
}

function scoreOf(lines: readonly string[], delimiter: string): number {
  const counts = lines.map((line) => line.split(delimiter).length - 1)
  const usual = counts[0] ?? 0
  return usual === 0 ? 0 : counts.filter((count) => count === usual).length + Math.min(usual, 50) / 100
}

async function withColumns(
  file: LocalFile,
  shape: Omit<FileShape, 'header' | 'columns'>,
  reading: FileReading,
): Promise<FileShape> {
  const first = await firstRow(file, shape)
  if (first === null) throw new ImportFailure('The file has no rows.')
  if (first.length > maxColumns) throw new ImportFailure(`The file has more than ${maxColumns} columns.`)
  const header = reading.header ?? isHeader(first)
  return { ...shape, header, columns: header ? namesOf(first) : first.map((_, at) => `Column ${at + 1}`) }
}

async function firstRow(file: LocalFile, shape: { format: ImportFormat } & Omit<FileShape, 'header' | 'columns'>) {
  for await (const page of openRows(file, { ...shape, columns: [] })) {
    const row = page.find(({ number }) => number === 1)
    if (row) return row.cells.map((cell) => cell.trim())
    if (page.length > 0)
      throw new ImportFailure('The first row of the sheet is empty: the names of the columns belong there.')
  }
  return null
}

/** Names of columns have no digits in a row and no @: a phone number, a date or an address is a value. */
const isHeader = (cells: readonly string[]): boolean =>
  cells.some((cell) => cell !== '') && !cells.some((cell) => /\d{5}|\d[-/.]\d{1,2}[-/.]|\S@\S/.test(cell))

/** Each name once; columns without one are counted. */
function namesOf(cells: readonly string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, at) => {
    const name = cell.slice(0, 200) || `Column ${at + 1}`
    let unique = name
    for (let next = 2; taken.has(unique); next += 1) unique = `${name} (${next})`
    taken.add(unique)
    return unique
  })
}
