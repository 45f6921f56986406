/** Why a row was not imported: every code that `errors.csv` and the counts of a run may name, with what helps. */
export const importErrors = {
  phone_missing: 'Write a phone number with its country code, such as +91 99001 12233.',
  phone_scientific: 'The spreadsheet has cut off digits. Format the column as text and enter the whole number again.',
  phone_ambiguous_country: 'Write the number with + and its country code, or choose a default country in the mapping.',
  phone_impossible: 'Check the digits: nobody can have this number.',
  phone_several: 'Leave one number in the cell, or name the character between them (split) in the mapping.',
  key_missing: 'Fill in the column by which contacts are matched.',
  duplicate_in_file: 'Remove this row, or merge it with the row that is named.',
  conflict: 'Correct the key that belongs to somebody else, or merge the contacts.',
  not_found: 'Remove the id, or correct it: no contact of this account has it.',
  type_mismatch: 'Write the value as the attribute expects it, or name its format in the mapping.',
  unknown_option: 'Choose one of the options, or add this one to the attribute.',
  suppressed: 'Remove the row: the data of this person were erased at their wish.',
  row_too_long: 'The row has more cells than the header, or a cell is too long. Look for a stray quote or delimiter.',
  row_unreadable: 'The line is not a JSON object.',
  consent_evidence_missing: 'Say when and to what the person agreed, or leave the consent out.',
} as const

export type ImportErrorCode = keyof typeof importErrors

/** What is wrong with one row. */
export interface RowFailure {
  row: number
  code: ImportErrorCode
  /** Names the column and what was found there. */
  detail: string
}

/** What is wrong with one cell. */
export interface CellProblem {
  problem: ImportErrorCode
  detail: string
}

/** The file as a whole cannot be imported: trying again would not help. */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure'
}
