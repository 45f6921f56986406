import type { CountryCode } from 'libphonenumber-js/max'
import type { ConsentCommand } from '../../consent/consent-command.ts'
import type { ContactWrite, WriteMode } from '../../contacts/write/contact-write.ts'
import type { Definitions } from '../../contacts/write/parse-write.ts'
import type { ImportMapping, MappedColumn } from '../import.ts'
import type { CellProblem } from '../import-errors.ts'
import type { SourceRow } from '../read/source-row.ts'
import { type ConsentReader, createConsentReader } from './consent-cells.ts'
import { readCountryCell, readPhoneCell } from './phone-cell.ts'
import { listIn, readValueCell } from './value-cells.ts'

/** What a row wants written, as any other write of contacts. */
export interface ReadRow {
  write: ContactWrite
  isLandline: boolean
  /** Null: it says nothing of consent. */
  consent: ConsentCommand | null
}

type Draft = {
  -readonly [Key in keyof ContactWrite]: ContactWrite[Key]
} & { attributes: Record<string, unknown>; modes: Record<string, WriteMode>; names: string[] }

interface RowContext {
  draft: Draft
  country: CountryCode | null
  isLandline: boolean
}

/** Puts one cell that is not empty into the draft; returns what is wrong with it. */
type CellReader = (text: string, row: RowContext) => CellProblem | null

export type RowReader = (row: SourceRow) => ReadRow | CellProblem

/** Prepares a mapping for the rows of a file with these columns. What the mapping does not name is left out. */
export function createRowReader(
  mapping: ImportMapping,
  columns: readonly string[],
  definitions: Definitions,
): RowReader {
  const placed = mapping.columns.flatMap((column) => {
    const place = columns.indexOf(column.column)
    return place < 0 ? [] : [{ column, place, read: readerOf(column, mapping, definitions) }]
  })
  const countryPlace = placed.find(({ column }) => column.target === 'country')?.place
  const readConsent = createConsentReader(mapping.consent, columns)
  return (row) => {
    if (row.problem) return row.problem
    const country = countryPlace === undefined ? null : readCountryCell(row.cells[countryPlace] ?? '')
    const context: RowContext = { draft: { attributes: {}, modes: {}, names: [] }, country, isLandline: false }
    for (const { column, place, read } of placed) {
      const text = row.cells[place] ?? ''
      const problem = text === '' ? null : read(text, context)
      if (problem) return { ...problem, detail: `${column.column}: ${problem.detail}` }
    }
    return finish(context, mapping, readConsent(row))
  }
}

function finish(
  { draft, isLandline }: RowContext,
  { key }: ImportMapping,
  consent: ReturnType<ConsentReader>,
): ReadRow | CellProblem {
  const { names, ...write } = draft
  if (names.length > 0) write.name = names.join(' ')
  const missing = missingKey(write, key)
  if (missing !== null) return missing
  if (consent !== null && 'problem' in consent) return consent
  return { write, isLandline, consent }
}

function missingKey(write: ContactWrite, key: ImportMapping['key']): CellProblem | null {
  const has = {
    phone: write.phone !== undefined,
    externalId: (write.externalIds ?? []).length > 0,
    userId: write.userId !== undefined,
    id: write.id !== undefined,
  }
  if (key === 'any' ? Object.values(has).some(Boolean) : has[key]) return null
  return key === 'phone' || key === 'any'
    ? { problem: 'phone_missing', detail: 'The row has no phone number' }
    : { problem: 'key_missing', detail: `The row has no ${key}` }
}

function readerOf(column: MappedColumn, { clear }: ImportMapping, definitions: Definitions): CellReader {
  const { target, mode, split } = column
  const set = (assign: (draft: Draft, text: string) => void): CellReader => {
    return (text, { draft }) => {
      assign(draft, text)
      return null
    }
  }
  const field = (name: 'name' | 'language' | 'timezone') =>
    set((draft, text) => {
      if (mode) draft.modes[name] = mode
      if (text === clear) draft[name] = null
      else if (name === 'name') draft.names.push(text)
      else draft[name] = text
    })
  switch (target) {
    case 'phone':
      return readPhoneInto(column)
    case 'id':
    case 'userId':
      return set((draft, text) => {
        draft[target] = text
      })
    case 'externalId':
      return set((draft, text) => {
        draft.externalIds = [...(draft.externalIds ?? []), { source: column.source ?? 'import', externalId: text }]
      })
    case 'name':
    case 'language':
    case 'timezone':
      return field(target)
    case 'tags':
      return set((draft, text) => {
        draft.modes['tags'] = mode ?? 'append'
        draft.tags = text === clear ? null : [...(draft.tags ?? []), ...listIn(text, split ?? ',')]
      })
    case 'country':
      return (text) =>
        readCountryCell(text) === null
          ? { problem: 'type_mismatch', detail: `${JSON.stringify(text)} is not a country` }
          : null
    default:
      return readAttributeInto(column, clear, definitions)
  }
}

function readPhoneInto({ defaultCountry, split = undefined }: MappedColumn): CellReader {
  return (text, row) => {
    const country = row.country ?? ((defaultCountry ?? null) as CountryCode | null)
    const read = readPhoneCell(text, country, split ?? null)
    if ('problem' in read) return read
    row.draft.phone = read.phone
    row.isLandline = read.isLandline
    return null
  }
}

function readAttributeInto(column: MappedColumn, clear: string, definitions: Definitions): CellReader {
  const key = column.target.slice('attributes.'.length)
  const type = definitions.get(key)?.type ?? 'text'
  return (text, { draft }) => {
    if (column.mode) draft.modes[column.target] = column.mode
    const read =
      text === clear ? { value: null } : type === 'phone' ? phoneValue(text, column) : readValueCell(text, type, column)
    if ('problem' in read) return read
    draft.attributes[key] = read.value
    return null
  }
}

function phoneValue(text: string, { defaultCountry, split }: MappedColumn): { value: string } | CellProblem {
  const read = readPhoneCell(text, (defaultCountry ?? null) as CountryCode | null, split ?? null)
  return 'problem' in read ? read : { value: `+${read.phone}` }
}
