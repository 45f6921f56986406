import type { ConsentState } from '../../consent/consent-state.ts'
import { beforeOf, type ContactBefore } from '../../contacts/write/contact-before.ts'
import type { ContactDraft } from '../../contacts/write/contact-draft.ts'

/** What one row did to a contact, so that it can be undone. */
export interface ContactChange {
  row: number
  id: string
  /** Of the contact after the change; null: only its consent or its segments changed. */
  version: number | null
  /** Null: the row made the contact, or nothing of it changed. */
  before: ContactBefore | null
  /** It became a member of the segment. */
  member?: true
  consent?: { purpose: string; eventId: string; before: ConsentState; after: ConsentState }
}

export const toChange = (row: number, draft: ContactDraft, isChanged: boolean): ContactChange =>
  isChanged
    ? { row, id: draft.now.id, version: draft.now.version, before: beforeOf(draft) }
    : { row, id: draft.now.id, version: null, before: null }
