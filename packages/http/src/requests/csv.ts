import { stringify } from 'csv-stringify/sync'

type Cell = string | null

/** CSV, line by line, with a header. A cell that a spreadsheet would take for a formula gets a leading apostrophe. */
export async function* toCsv<Item>(
  header: readonly string[],
  items: AsyncIterable<Item>,
  toRow: (item: Item) => readonly Cell[],
): AsyncGenerator<string> {
  yield toLine(header)
  for await (const item of items) yield toLine(toRow(item))
}

const toLine = (cells: readonly Cell[]): string => writeCsv([cells])

/** The same of a few rows that are there already. */
export const writeCsv = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows' },
  )
