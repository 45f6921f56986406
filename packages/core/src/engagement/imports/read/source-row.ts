import type { CellProblem } from '../import-errors.ts'

/** One row of a file; a spreadsheet shows it under this number. */
export interface SourceRow {
  number: number
  /** As many as there are columns, but where the row has a problem. Empty: nothing was entered. */
  cells: readonly string[]
  /** Why it cannot be read; null: it can. */
  problem: CellProblem | null
}

/** What a reader yields: lists of rows, each read in one go, so that nobody waits for long and few promises are made. */
export type RowPages = AsyncGenerator<readonly RawRow[]>

export interface RawRow {
  number: number
  cells: string[]
  problem?: CellProblem
}
