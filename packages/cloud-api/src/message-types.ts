/** Bodies of `POST /{phone number id}/messages`. Limits of length and count are Meta's and are checked by core. */
interface OutboundCommon {
  readonly messaging_product: 'whatsapp'
  readonly recipient_type?: 'individual' | 'group'
  /** With `+` and country code, or Meta may prepend the sender's. */
  readonly to?: string
  /** A business-scoped user id; `to` wins when both are given. */
  readonly recipient?: string
  readonly context?: { readonly message_id: string }
  /** At most 512 characters; comes back in every status of the message. */
  readonly biz_opaque_callback_data?: string
  readonly recipient_identity_key_hash?: string
}

/** Media by uploaded id or by public link, never both. */
export type MediaSource =
  | { readonly id: string; readonly link?: never }
  | { readonly link: string; readonly id?: never }

export interface LocationContent {
  readonly latitude: string | number
  readonly longitude: string | number
  readonly name?: string
  readonly address?: string
}

export interface ContactContent {
  readonly name: {
    readonly formatted_name: string
    readonly first_name?: string
    readonly last_name?: string
    readonly middle_name?: string
    readonly suffix?: string
    readonly prefix?: string
  }
  readonly phones?: readonly { readonly phone?: string; readonly type?: string; readonly wa_id?: string }[]
  readonly emails?: readonly { readonly email?: string; readonly type?: string }[]
  readonly addresses?: readonly {
    readonly street?: string
    readonly city?: string
    readonly state?: string
    readonly zip?: string
    readonly country?: string
    readonly country_code?: string
    readonly type?: string
  }[]
  readonly org?: { readonly company?: string; readonly department?: string; readonly title?: string }
  readonly urls?: readonly { readonly url?: string; readonly type?: string }[]
  /** `YYYY-MM-DD` */
  readonly birthday?: string
}

interface TextPart {
  readonly text: string
}
type TextHeader = { readonly type: 'text'; readonly text: string }
type MediaHeader =
  | { readonly type: 'image'; readonly image: MediaSource }
  | { readonly type: 'video'; readonly video: MediaSource }
  | { readonly type: 'document'; readonly document: MediaSource & { readonly filename?: string } }
export type InteractiveHeader = TextHeader | MediaHeader

interface CtaUrlAction {
  readonly name: 'cta_url'
  readonly parameters: { readonly display_text: string; readonly url: string }
}
interface ProductSection {
  readonly title?: string
  readonly product_items: readonly { readonly product_retailer_id: string }[]
}
type Interactive<Type extends string, Header, Action, Body = TextPart> = {
  readonly type: Type
  readonly action: Action
  readonly footer?: TextPart
} & (undefined extends Body ? { readonly body?: TextPart } : { readonly body: TextPart }) &
  ([Header] extends [never] ? { readonly header?: never } : { readonly header?: Header })

type CarouselCard = { readonly card_index: number } & (
  | {
      readonly type: 'cta_url'
      readonly header: MediaHeader
      readonly body?: TextPart
      readonly action: CtaUrlAction
    }
  | {
      readonly type: 'product'
      readonly action: { readonly product_retailer_id: string; readonly catalog_id: string }
    }
)

interface FlowParameters {
  readonly flow_message_version: string
  /** Exactly one of `flow_id` and `flow_name`. */
  readonly flow_id?: string
  readonly flow_name?: string
  readonly flow_cta: string
  readonly mode?: 'draft' | 'published'
  readonly flow_token?: string
  readonly flow_action?: 'navigate' | 'data_exchange'
  readonly flow_action_payload?: { readonly screen?: string; readonly data?: Readonly<Record<string, unknown>> }
}

export type InteractiveContent =
  | Interactive<
      'button',
      InteractiveHeader,
      {
        readonly buttons: readonly {
          readonly type: 'reply'
          readonly reply: { readonly id: string; readonly title: string }
        }[]
      }
    >
  | Interactive<
      'list',
      TextHeader,
      {
        readonly button: string
        readonly sections: readonly {
          readonly title?: string
          readonly rows: readonly { readonly id: string; readonly title: string; readonly description?: string }[]
        }[]
      }
    >
  | Interactive<'cta_url', InteractiveHeader, CtaUrlAction>
  | Interactive<'location_request_message', never, { readonly name: 'send_location' }>
  | Interactive<
      'address_message',
      InteractiveHeader,
      {
        readonly name: 'address_message'
        readonly parameters: {
          readonly country: string
          readonly values?: Readonly<Record<string, string>>
          readonly saved_addresses?: readonly {
            readonly id: string
            readonly value: Readonly<Record<string, string>>
          }[]
          readonly validation_errors?: Readonly<Record<string, string>>
        }
      }
    >
  | Interactive<'flow', InteractiveHeader, { readonly name: 'flow'; readonly parameters: FlowParameters }>
  | Interactive<
      'product',
      never,
      { readonly catalog_id: string; readonly product_retailer_id: string },
      TextPart | undefined
    >
  | (Interactive<
      'product_list',
      TextHeader,
      { readonly catalog_id: string; readonly sections: readonly ProductSection[] }
    > & { readonly header: TextHeader })
  | Interactive<
      'catalog_message',
      never,
      { readonly name: 'catalog_message'; readonly parameters?: { readonly thumbnail_product_retailer_id?: string } }
    >
  | Omit<Interactive<'carousel', never, { readonly cards: readonly CarouselCard[] }>, 'footer'>
  | Interactive<'call_permission_request', never, { readonly name: 'call_permission_request' }>
  | Interactive<
      'voice_call',
      InteractiveHeader,
      {
        readonly name: 'voice_call'
        readonly parameters?: {
          readonly display_text?: string
          readonly ttl_minutes?: number
          readonly payload?: string
        }
      }
    >
  /** Asks a person who shows no phone number for it; the answer is a `contacts` message. */
  | (Omit<Interactive<'request_contact_info', never, unknown>, 'action'> & { readonly action?: unknown })
  /** Payments in India, Brazil and Singapore: Meta's pages show no action here. */
  | Interactive<'order_details', InteractiveHeader, Readonly<Record<string, unknown>>>
  | Interactive<'order_status', never, Readonly<Record<string, unknown>>>

/** One value of a template. Templates with named parameters take `parameter_name` on each. */
export type TemplateParameter = { readonly parameter_name?: string } & (
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'currency'
      readonly currency: { readonly fallback_value: string; readonly code: string; readonly amount_1000: number }
    }
  | { readonly type: 'date_time'; readonly date_time: { readonly fallback_value: string } }
  | MediaHeader
  | { readonly type: 'gif'; readonly gif: MediaSource }
  | { readonly type: 'location'; readonly location: LocationContent }
  | {
      readonly type: 'product'
      readonly product: { readonly product_retailer_id: string; readonly catalog_id: string }
    }
  | { readonly type: 'payload'; readonly payload: string }
  | { readonly type: 'coupon_code'; readonly coupon_code: string }
  | {
      readonly type: 'action'
      readonly action: {
        readonly flow_token?: string
        readonly flow_action_data?: Readonly<Record<string, unknown>>
        readonly thumbnail_product_retailer_id?: string
        readonly sections?: readonly ProductSection[]
      }
    }
  | { readonly type: 'ttl_minutes'; readonly ttl_minutes: number }
  | { readonly type: 'limited_time_offer'; readonly limited_time_offer: { readonly expiration_time_ms: number } }
)

export type TemplateComponent =
  | { readonly type: 'header' | 'body' | 'limited_time_offer'; readonly parameters: readonly TemplateParameter[] }
  | {
      readonly type: 'button'
      /** Lower-case as documented, though Meta also takes upper-case. */
      readonly sub_type: string
      /** From 0, in the template's list of buttons. */
      readonly index: string | number
      readonly parameters: readonly TemplateParameter[]
    }
  | {
      readonly type: 'carousel'
      readonly cards: readonly { readonly card_index: number; readonly components: readonly TemplateComponent[] }[]
    }
  /** Of payments; its shape is by country. */
  | { readonly type: 'order_status'; readonly parameters: readonly Readonly<Record<string, unknown>>[] }
  | {
      readonly type: 'tap_target_configuration'
      readonly tap_target_configuration: readonly { readonly url: string; readonly title: string }[]
    }

export interface TemplateContent {
  readonly name: string
  readonly language: { readonly code: string; readonly policy?: 'deterministic' }
  readonly components?: readonly TemplateComponent[]
}

/** The member named like the type. */
export interface OutboundContent {
  readonly text: { readonly body: string; readonly preview_url?: boolean }
  readonly image: MediaSource & { readonly caption?: string }
  readonly video: MediaSource & { readonly caption?: string }
  /** `voice` makes it a voice note; it must be OGG with Opus. */
  readonly audio: MediaSource & { readonly voice?: boolean }
  readonly document: MediaSource & { readonly caption?: string; readonly filename?: string }
  readonly sticker: MediaSource
  readonly location: LocationContent
  readonly contacts: readonly ContactContent[]
  /** An empty `emoji` takes the reaction back. */
  readonly reaction: { readonly message_id: string; readonly emoji: string }
  readonly interactive: InteractiveContent
  readonly template: TemplateContent
}
export type OutboundType = keyof OutboundContent

/** Type and content alone, without recipient: `{ type: 'text', text: { body } }`. */
export type OutboundBody = {
  [T in OutboundType]: { readonly type: T } & Pick<OutboundContent, T>
}[OutboundType]

export type OutboundMessage = OutboundCommon & OutboundBody
