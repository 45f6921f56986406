import type { WriteOutcome } from '../../contacts/write/contact-write.ts'
import type { ImportCounts, ImportMapping } from '../import.ts'
import type { ImportErrorCode, RowFailure } from '../import-errors.ts'

/** Why a row that was read was not written, in the words of its columns. */
export function toFailure(row: number, outcome: WriteOutcome, mapping: ImportMapping): RowFailure {
  const { status, problems, contactIds, repeats } = outcome
  if (repeats !== null) return { row, code: 'duplicate_in_file', detail: `Row ${repeats} is the same person` }
  if (status === 'not_found') return { row, code: 'not_found', detail: 'There is no contact with this id' }
  const detail = problems.map(({ field, message }) => `${columnOf(field, mapping)}: ${message}`).join('; ')
  if (status === 'conflict')
    return { row, code: 'conflict', detail: detail || `It belongs to ${contactIds.join(' and ')}` }
  return { row, code: codeOf(problems[0]), detail }
}

function codeOf(problem: WriteOutcome['problems'][number] | undefined): ImportErrorCode {
  if (problem?.field === 'phone') return 'phone_impossible'
  return problem?.message.startsWith('must be one of the options') ? 'unknown_option' : 'type_mismatch'
}

function columnOf(field: string, { columns }: ImportMapping): string {
  const target = field.startsWith('externalIds') ? 'externalId' : field.replace(/^tags\.\d+$/, 'tags')
  return columns.find((column) => column.target === target)?.column ?? field
}

const maxSamples = 5

/** The counts that follow from failures. */
export function countFailures(
  failures: readonly RowFailure[],
): Pick<ImportCounts, 'failed' | 'duplicatesInFile' | 'conflicts' | 'invalid' | 'byError'> {
  const byError: ImportCounts['byError'] = {}
  for (const { row, code } of failures.toSorted((one, other) => one.row - other.row)) {
    const known = byError[code] ?? { count: 0, sampleRows: [] }
    if (known.sampleRows.length < maxSamples) known.sampleRows.push(row)
    byError[code] = { ...known, count: known.count + 1 }
  }
  const duplicatesInFile = byError.duplicate_in_file?.count ?? 0
  const conflicts = byError.conflict?.count ?? 0
  return {
    failed: failures.length,
    duplicatesInFile,
    conflicts,
    invalid: failures.length - duplicatesInFile - conflicts,
    byError,
  }
}

/** Counts of all batches so far. */
export function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  const { byError: first, ...numbers } = one
  const sums = Object.fromEntries(
    Object.entries(numbers).map(([name, count]) => [name, count + other[name as keyof typeof numbers]]),
  ) as Omit<ImportCounts, 'byError'>
  const byError = { ...first }
  for (const [code, { count, sampleRows }] of Object.entries(other.byError)) {
    const known = byError[code as ImportErrorCode] ?? { count: 0, sampleRows: [] }
    byError[code as ImportErrorCode] = {
      count: known.count + count,
      sampleRows: [...known.sampleRows, ...sampleRows].slice(0, maxSamples),
    }
  }
  return { ...sums, byError }
}
