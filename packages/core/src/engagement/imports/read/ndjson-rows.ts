import { isObject } from '@dawk/cloud-api/json.ts'
import type { Encoding } from '../import.ts'
import { maxColumns } from '../import.ts'
import { ImportFailure } from '../import-errors.ts'
import { textOf } from './decode.ts'
import { bytesOf, type LocalFile } from './local-copy.ts'
import type { RawRow, RowPages } from './source-row.ts'

const maxLineLength = 1024 * 1024

/** One JSON object a line; its members are the cells of the columns of their names. */
export async function* readNdjson(file: LocalFile, encoding: Encoding, columns: readonly string[]): RowPages {
  let number = 0
  for await (const lines of linesOf(file, encoding)) {
    const page: RawRow[] = []
    for (const line of lines) {
      number += 1
      if (line.trim() !== '') page.push(toRow(line, number, columns))
    }
    if (page.length > 0) yield page
  }
}

/** The members of all lines, in the order in which they first appear. */
export async function ndjsonColumns(file: LocalFile, encoding: Encoding): Promise<string[]> {
  const names = new Set<string>()
  for await (const lines of linesOf(file, encoding))
    for (const line of lines) {
      for (const name of Object.keys(parseLine(line) ?? {})) names.add(name)
      if (names.size > maxColumns)
        throw new ImportFailure(`The objects have more than ${maxColumns} different members.`)
    }
  return [...names]
}

async function* linesOf(file: LocalFile, encoding: Encoding): AsyncGenerator<string[]> {
  let rest = ''
  for await (const text of textOf(bytesOf(file), encoding)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxLineLength) throw new ImportFailure('A line has more than a million characters.')
    if (lines.length > 0) yield lines
  }
  if (rest !== '') yield [rest]
}

function toRow(line: string, number: number, columns: readonly string[]): RawRow {
  const value = parseLine(line)
  if (value === null)
    return {
      number,
      cells: [line.slice(0, 1000)],
      problem: { problem: 'row_unreadable', detail: 'This is not a JSON object' },
    }
  return { number, cells: columns.map((column) => toCell(value[column])) }
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
