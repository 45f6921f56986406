import { createHash } from 'node:crypto'
import type { ConsentAct, ConsentState } from './consent-state.ts'

/** From where an act came. The first five are acts of the person. */
export const consentSources = {
  form: 'The person filled in a form.',
  keyword: 'The person wrote a keyword, such as STOP.',
  button: 'The person pressed a button.',
  whatsapp: "The person used WhatsApp's own control for marketing messages, or Meta reported that they had.",
  store: 'The person chose it in a shop or another system, which dates it.',
  verbal: 'The person said it to somebody of the business, who noted it.',
  document: 'The person signed a document.',
  api: 'A call of the API without evidence.',
  import: 'A list from elsewhere.',
  system: 'Dawk itself.',
} as const
export type ConsentSource = keyof typeof consentSources

/** One act of the ledger, as its digest covers it. Instants are ISO 8601 with milliseconds. */
export interface ConsentEvent {
  id: string
  contactId: string
  seq: number
  purpose: string
  act: ConsentAct['state']
  state: ConsentState
  source: ConsentSource
  actorKind: string
  actorId: string | null
  language: string | null
  noticeVersion: string | null
  identifierHash: string | null
  proofDigest: string | null
  occurredAt: string
  recordedAt: string
  previousDigest: string
  digest: string
}

/** What proves an act, in the person's words. */
export interface ConsentProof {
  /** The wording that the person agreed to, or what they wrote. */
  text?: string | undefined
  /** Where the original is: an order, a recording, the id of a message. */
  reference?: string | undefined
  ip?: string | undefined
  userAgent?: string | undefined
  note?: string | undefined
  details?: Readonly<Record<string, unknown>> | undefined
}

export const firstDigest = '0'.repeat(64)

/** SHA-256 in hex over the members of the event in alphabetical order, as JSON without spaces, its own digest left out. */
export function digestOfEvent({ digest: _, ...event }: Omit<ConsentEvent, 'digest'> & { digest?: string }): string {
  return sha256(canonicalJson(event))
}

/** SHA-256 in hex over the salt, a line feed, and the proof as JSON with its members in alphabetical order. */
export const digestOfProof = (salt: string, proof: ConsentProof): string => sha256(`${salt}\n${canonicalJson(proof)}`)

/** The `seq` of the first event that does not follow from the one before it, or was changed. Null: the chain is whole. */
export function findBrokenLink(events: readonly ConsentEvent[]): number | null {
  let previous = firstDigest
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || event.previousDigest !== previous || event.digest !== digestOfEvent(event))
      return index + 1
    previous = event.digest
  }
  return null
}

/** JSON in which equal values have equal texts: members sorted, absent ones left out. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
