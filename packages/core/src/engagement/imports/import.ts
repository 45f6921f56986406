import type { Actor } from '#tenancy/audit/actor.ts'
import type { ConsentEvidence } from '../consent/consent-command.ts'
import type { ConflictRule, WriteMode } from '../contacts/write/contact-write.ts'
import type { ImportErrorCode } from './import-errors.ts'

export const maxImportBytes = 200 * 1024 * 1024
export const maxImportRows = 2_000_000
export const maxColumns = 500
/** Characters of one cell: as many as a spreadsheet allows. */
export const maxCellLength = 32_767
export const undoDays = 7

export const importStates = [
  'uploaded',
  'analysed',
  'ready',
  'checking',
  'running',
  'completed',
  'completed_with_errors',
  'failed',
  'canceled',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

export const importFormats = ['csv', 'tsv', 'xlsx', 'ndjson'] as const
export type ImportFormat = (typeof importFormats)[number]
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** How a file is to be read, as somebody says who knows it. What is absent its bytes tell. */
export interface FileReading {
  /** Of a workbook. */
  sheet?: string | undefined
  encoding?: Encoding | undefined
  delimiter?: string | undefined
  header?: boolean | undefined
}

/** How the bytes of a file become rows. */
export interface FileShape {
  format: ImportFormat
  encoding: Encoding
  /** Between the cells of CSV; of the other formats empty. */
  delimiter: string
  /** The first row names the columns. */
  header: boolean
  columns: readonly string[]
  /** Of a workbook, the one that is read; absent: the first. */
  sheet?: string | undefined
}

export const detectedTypes = ['phone', 'email', 'number', 'boolean', 'date', 'datetime', 'url', 'text'] as const
export type DetectedType = (typeof detectedTypes)[number]

export interface ColumnAnalysis {
  column: string
  /** Rows that have a value. */
  filled: number
  type: DetectedType
  /** The share of the values looked at that are of the type. */
  confidence: number
  /** Values that are not. */
  counterExamples: readonly { row: number; value: string }[]
}

export interface PhoneStatistics {
  column: string
  international: number
  national: number
  scientific: number
  /** Of a sample of the national ones: how many are valid in a country. */
  byCountry: readonly { country: string; valid: number; of: number }[]
}

export interface ImportAnalysis extends FileShape {
  rows: number
  columnAnalyses: readonly ColumnAnalysis[]
  phones: readonly PhoneStatistics[]
  /** Of a workbook. */
  sheets?: readonly string[] | undefined
  /** Empty once the file is gone. */
  sample: readonly { row: number; cells: readonly string[] }[]
  proposal: { mapping: ImportMapping; confidence: readonly { column: string; confidence: number }[] }
  /** A saved mapping that fits the columns. */
  savedMappingId: string | null
}

/** What one column means. */
export interface MappedColumn {
  column: string
  /** `phone`, `name`, `tags`, `attributes.city`, …; see `mapping-targets.ts`. */
  target: string
  mode?: WriteMode | undefined
  /** Of phone numbers without a country code. */
  defaultCountry?: string | undefined
  /** Between several values in one cell. */
  split?: string | undefined
  /** Of `externalId`: the system whose id it is. */
  source?: string | undefined
  /** Of dates: `DD/MM/YYYY`. */
  dateFormat?: string | undefined
  /** Of instants without a time zone. */
  timezone?: string | undefined
  /** What stands before the decimals; then the other one may stand between thousands. */
  decimal?: '.' | ',' | undefined
  /** Of a select or multi_select: a value that is no option becomes one. */
  createOptions?: boolean | undefined
  /** Of amounts without a currency. */
  currency?: string | undefined
}

/** What the rows say of consent. Without evidence they may restrict, never permit. */
export interface MappedConsent {
  purpose: string
  /** For every row; absent: what `column` says. */
  state?: 'opted_in' | 'opted_out' | undefined
  /** yes and no, or opted_in and opted_out; empty leaves the consent as it is. */
  column?: string | undefined
  evidence?:
    | {
        kind: ConsentEvidence['kind']
        /** When the person acted; else in `occurredAtColumn`. */
        occurredAt?: string | undefined
        occurredAtColumn?: string | undefined
        text?: string | undefined
        textColumn?: string | undefined
        reference?: string | undefined
        referenceColumn?: string | undefined
        noticeVersion?: string | undefined
      }
    | undefined
}

export const mappingKeys = ['phone', 'externalId', 'userId', 'id', 'any'] as const

export interface ImportMapping {
  columns: readonly MappedColumn[]
  /** What each row must have; `any`: one of the keys. */
  key: (typeof mappingKeys)[number]
  onConflict: ConflictRule
  /** A static segment. */
  addToSegment: string | null
  /** A cell that holds it clears the field; an empty cell leaves the field alone. */
  clear: string
  consent: MappedConsent | null
}

export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
  failed: number
  duplicatesInFile: number
  conflicts: number
  invalid: number
  /** Imported, and on the list of those who are sent nothing. */
  suppressed: number
  /** Phone numbers of landlines, which rarely are on WhatsApp. */
  landlines: number
  consentsChanged: number
  /** The person has said something else since: their word stands. */
  consentsKept: number
  addedToSegment: number
  byError: Partial<Record<ImportErrorCode, { count: number; sampleRows: number[] }>>
}

export interface ImportProgress {
  /** The last row that is done. */
  row: number
  /** How many are done. */
  done: number
  counts: ImportCounts
}

export interface UndoProgress {
  /** The first row of the batch that was undone last; earlier ones remain. */
  before: number | null
  deleted: number
  restored: number
  /** Changed since, and left as they are. */
  kept: number
}

/** Instants are ISO 8601. */
export interface ContactImport {
  id: string
  state: ImportState
  filename: string | null
  format: ImportFormat | null
  sizeBytes: number
  /** Null: it is gone. */
  mediaId: string | null
  createdBy: Pick<Actor, 'kind' | 'id' | 'name'>
  /** Null: the bytes of the file tell how it is read. */
  reading: FileReading | null
  analysis: ImportAnalysis | null
  mapping: ImportMapping | null
  checkProgress: ImportProgress | null
  runProgress: ImportProgress | null
  undoProgress: UndoProgress | null
  error: string | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  undoUntil: string | null
}

export const noCounts = (): ImportCounts => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  duplicatesInFile: 0,
  conflicts: 0,
  invalid: 0,
  suppressed: 0,
  landlines: 0,
  consentsChanged: 0,
  consentsKept: 0,
  addedToSegment: 0,
  byError: {},
})
