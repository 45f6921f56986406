import type { ConsentCommand, ConsentEvidence } from '../../consent/consent-command.ts'
import type { MappedConsent } from '../import.ts'
import type { CellProblem } from '../import-errors.ts'
import type { SourceRow } from '../read/source-row.ts'
import { yesOrNo } from './value-cells.ts'

/** What a row says of consent; null: nothing. */
export type ConsentReader = (row: SourceRow) => ConsentCommand | CellProblem | null

/** Clocks of others may be ahead of ours by so much. */
const skewMs = 5 * 60_000

export function createConsentReader(consent: MappedConsent | null, columns: readonly string[]): ConsentReader {
  if (consent === null) return () => null
  const { purpose, evidence } = consent
  const cellOf = (column: string | undefined) => {
    const place = column === undefined ? -1 : columns.indexOf(column)
    return (row: SourceRow) => row.cells[place] ?? ''
  }
  const stateCell = cellOf(consent.column)
  const atCell = cellOf(evidence?.occurredAtColumn)
  const textCell = cellOf(evidence?.textColumn)
  const referenceCell = cellOf(evidence?.referenceColumn)
  return (row) => {
    const state = consent.state ?? stateIn(stateCell(row))
    if (state === null) return null
    if (typeof state === 'object') return { ...state, detail: `${consent.column}: ${state.detail}` }
    const at = instantOf(atCell(row) || evidence?.occurredAt)
    const text = textCell(row) || evidence?.text
    const reference = referenceCell(row) || evidence?.reference
    const proof =
      evidence && (text ?? reference ?? evidence.noticeVersion) ? toEvidence(evidence, text, reference) : null
    if (state === 'opted_out')
      return {
        purpose,
        state,
        ...(at !== null && { occurredAt: at }),
        ...(proof && at !== null && { evidence: proof }),
      }
    if (at === null) return missing('when the person agreed')
    if (Date.parse(at) > Date.now() + skewMs)
      return { problem: 'type_mismatch', detail: `The consent lies in the future (${at})` }
    return proof ? { purpose, state, occurredAt: at, evidence: proof } : missing('to what the person agreed')
  }
}

const missing = (what: string): CellProblem => ({
  problem: 'consent_evidence_missing',
  detail: `Nothing says ${what}: without it nobody is opted in`,
})

const toEvidence = (
  { kind, noticeVersion }: NonNullable<MappedConsent['evidence']>,
  text: string | undefined,
  reference: string | undefined,
): ConsentEvidence => ({
  kind,
  ...(text !== undefined && { text }),
  ...(reference !== undefined && { reference }),
  ...(noticeVersion !== undefined && { noticeVersion }),
})

function stateIn(text: string): 'opted_in' | 'opted_out' | null | CellProblem {
  const word = text.toLowerCase().replaceAll(/[\s-]+/g, '_')
  if (word === '') return null
  if (/^(opted_?in|subscribed|granted)$/.test(word)) return 'opted_in'
  if (/^(opted_?out|unsubscribed|denied|stop)$/.test(word)) return 'opted_out'
  const said = yesOrNo(word)
  if (said !== null) return said ? 'opted_in' : 'opted_out'
  return { problem: 'type_mismatch', detail: `${JSON.stringify(text.slice(0, 60))} must be yes or no` }
}

const dayOrInstant = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[zZ]|[+-]\d\d:?\d\d))?$/

/** A day counts from its beginning in UTC; null: no instant. */
function instantOf(text: string | undefined): string | null {
  if (!text || !dayOrInstant.test(text)) return null
  const at = new Date(text.length === 10 ? `${text}T00:00:00Z` : text)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
