import type { TemplateButton, TemplateComponent } from '@dawk/cloud-api/template-types.ts'

export type Button = TemplateButton & { text: string }

/** As `GET` shows it: buttons have their label, and an OTP button is a URL button. */
export interface Component extends TemplateComponent {
  readonly buttons?: readonly Button[]
  readonly cards?: readonly { readonly components: readonly Component[] }[]
}

type Status = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED'
export type Category = 'UTILITY' | 'MARKETING' | 'AUTHENTICATION'
export type QualityScore = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'

/** A template of one business account. Times are those of the simulator's clock. */
export interface Template {
  id: string
  wabaId: string
  name: string
  language: string
  category: Category
  previous_category?: Category
  correct_category?: Category
  status: Status
  parameter_format: 'POSITIONAL' | 'NAMED'
  components: readonly Component[]
  rejected_reason: string
  quality_score: { score: QualityScore; date: number }
  message_send_ttl_seconds?: number
  last_updated_time: string
  /** When it was edited while approved. */
  editedAt: number[]
  pauses: number
  pausedUntil: number | null
}
