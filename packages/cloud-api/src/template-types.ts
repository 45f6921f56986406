/** Message templates as Meta stores them. Unknown members and kinds are kept: Meta adds some each year. */
type TemplateCategory = 'AUTHENTICATION' | 'UTILITY' | 'MARKETING'

type TemplateStatus =
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'LIMIT_EXCEEDED'
  | 'PENDING_DELETION'
  | 'DELETED'
  | 'ARCHIVED'

type ParameterFormat = 'POSITIONAL' | 'NAMED'

interface NamedExample {
  readonly param_name: string
  readonly example: string
}

/** One button of a template; which members count depends on `type` (QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, OTP, FLOW, …). */
export interface TemplateButton {
  readonly type: string
  readonly text?: string
  readonly url?: string
  readonly phone_number?: string
  readonly example?: string | readonly string[]
  readonly otp_type?: string
  readonly flow_id?: string
  readonly flow_name?: string
  readonly flow_json?: string
  readonly [member: string]: unknown
}

/** HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER, CALL_PERMISSION_REQUEST, … */
export interface TemplateComponent {
  readonly type: string
  /** Of a header: TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT, GIF. */
  readonly format?: string
  readonly text?: string
  readonly example?: {
    readonly header_text?: readonly string[]
    readonly header_text_named_params?: readonly NamedExample[]
    readonly header_handle?: readonly string[]
    readonly body_text?: readonly (readonly string[])[]
    readonly body_text_named_params?: readonly NamedExample[]
    readonly [member: string]: unknown
  }
  readonly buttons?: readonly TemplateButton[]
  readonly cards?: readonly { readonly components: readonly TemplateComponent[] }[]
  readonly limited_time_offer?: { readonly text?: string; readonly has_expiration?: boolean }
  readonly add_security_recommendation?: boolean
  readonly code_expiration_minutes?: number
  readonly [member: string]: unknown
}

/** A template as `GET` shows it. */
export interface MetaTemplate {
  /** A string here; webhooks write the same id as an integer. */
  readonly id: string
  readonly name: string
  readonly language: string
  readonly category: string
  readonly status: string
  readonly components?: readonly TemplateComponent[]
  readonly parameter_format?: string
  readonly sub_category?: string
  readonly previous_category?: string
  readonly correct_category?: string
  readonly rejected_reason?: string
  readonly quality_score?: { readonly score?: string; readonly date?: number }
  readonly message_send_ttl_seconds?: number
  readonly library_template_name?: string
  readonly cta_url_link_tracking_opted_out?: boolean
  readonly last_updated_time?: string
}

/** The body of a creation; members beyond these go to Meta as they are. */
export interface NewTemplate {
  readonly name: string
  readonly language: string
  readonly category: string
  readonly components?: readonly TemplateComponent[]
  readonly parameter_format?: string
  readonly message_send_ttl_seconds?: number
  readonly [member: string]: unknown
}

/** The body of an edit: components are replaced as a whole. */
export interface TemplateEdit {
  readonly category?: string
  readonly components?: readonly TemplateComponent[]
  readonly parameter_format?: string
  readonly message_send_ttl_seconds?: number
  readonly [member: string]: unknown
}
