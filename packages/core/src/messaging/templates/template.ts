import type { TemplateComponent } from '@dawk/cloud-api/template-types.ts'
import type { TemplateContract } from './contract/template-contract.ts'

/** A template as Meta has it. Instants are ISO 8601. */
export interface Template {
  id: string
  accountId: string
  wabaId: string
  /** Meta's id, digits. */
  metaId: string
  name: string
  language: string
  /** AUTHENTICATION, UTILITY, MARKETING. */
  category: string
  /** APPROVED can be sent; PENDING, REJECTED, PAUSED, DISABLED, … can not. */
  status: string
  /** GREEN, YELLOW, RED, UNKNOWN. */
  quality: string
  rejectedReason: string | null
  /** The category to which Meta says it will change it. */
  announcedCategory: string | null
  /** Its quality falls; it can still be sent. */
  flagged: boolean
  parameterFormat: string
  components: TemplateComponent[]
  contract: TemplateContract
  ttlSeconds: number | null
  /** Bulk messages accepted before this instant wait until the account lets them go: Meta changed the category. */
  holdBefore: string | null
  syncedAt: string
  createdAt: string
}

/** What Meta says of a template; the contract follows from the components. */
export type TemplateFacts = Pick<
  Template,
  | 'metaId'
  | 'name'
  | 'language'
  | 'category'
  | 'status'
  | 'quality'
  | 'rejectedReason'
  | 'announcedCategory'
  | 'flagged'
  | 'parameterFormat'
  | 'components'
  | 'ttlSeconds'
>
