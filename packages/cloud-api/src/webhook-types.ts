/** What Meta posts to a webhook. Timestamps of messages and statuses are strings of epoch seconds. */
export interface Notification {
  readonly object: string
  readonly entry: readonly unknown[]
}

export interface WebhookContact {
  readonly profile?: { readonly name?: string; readonly username?: string }
  readonly wa_id?: string
  readonly user_id?: string
  readonly parent_user_id?: string
  readonly identity_key_hash?: string
}

/** An error reported by webhook; unlike the one in an HTTP reply it has a `title` and no trace id. */
export interface WebhookError {
  readonly code?: number
  readonly title?: string
  readonly message?: string
  readonly error_data?: { readonly details?: string }
  readonly href?: string
}

interface InboundContext {
  readonly from?: string
  readonly id?: string
  readonly forwarded?: boolean
  readonly frequently_forwarded?: boolean
  readonly referred_product?: { readonly catalog_id: string; readonly product_retailer_id: string }
}

/** The ad or post that a first message came from. */
interface Referral {
  readonly source_url?: string
  readonly source_id?: string
  readonly source_type?: string
  readonly headline?: string
  readonly body?: string
  readonly media_type?: string
  readonly image_url?: string
  readonly video_url?: string
  readonly thumbnail_url?: string
  readonly ctwa_clid?: string
  readonly welcome_message?: { readonly text?: string }
}

/** A user with a username may come without a phone number: then `from` is absent and `from_user_id` names the sender. */
interface InboundCommon {
  readonly from?: string
  readonly from_user_id?: string
  readonly from_parent_user_id?: string
  readonly id: string
  /** Absent where Meta's own makes no sense. */
  readonly timestamp?: string
  readonly group_id?: string
  readonly context?: InboundContext
  readonly referral?: Referral
  readonly errors?: readonly WebhookError[]
  readonly identity?: {
    readonly acknowledged?: boolean
    readonly created_timestamp?: string | number
    readonly hash?: string
  }
}

interface InboundMedia {
  readonly id: string
  readonly mime_type?: string
  readonly sha256?: string
  readonly url?: string
}

interface InboundSharedContact {
  readonly name?: { readonly formatted_name?: string; readonly first_name?: string; readonly last_name?: string }
  readonly phones?: readonly { readonly phone?: string; readonly type?: string; readonly wa_id?: string }[]
  readonly emails?: readonly { readonly email?: string; readonly type?: string }[]
  readonly addresses?: readonly Readonly<Record<string, string>>[]
  readonly org?: { readonly company?: string; readonly department?: string; readonly title?: string }
  readonly urls?: readonly { readonly url?: string; readonly type?: string }[]
  readonly birthday?: string
  readonly origin?: string
  readonly vcard?: string
}

type InboundInteractive =
  | { readonly type: 'button_reply'; readonly button_reply: { readonly id: string; readonly title: string } }
  | {
      readonly type: 'list_reply'
      readonly list_reply: { readonly id: string; readonly title: string; readonly description?: string }
    }
  | {
      readonly type: 'nfm_reply'
      /** `response_json` is JSON inside a string. */
      readonly nfm_reply: { readonly name?: string; readonly body?: string; readonly response_json: string }
    }
  | {
      readonly type: 'call_permission_reply'
      readonly call_permission_reply: {
        readonly response: string
        readonly expiration_timestamp?: string | number
        readonly response_source?: string
      }
    }

/** The member named like the type, for each type that has one. */
interface InboundContent {
  readonly text: { readonly body: string }
  readonly image: InboundMedia & { readonly caption?: string }
  readonly video: InboundMedia & { readonly caption?: string }
  readonly audio: InboundMedia & { readonly voice?: boolean }
  readonly document: InboundMedia & { readonly caption?: string; readonly filename?: string }
  readonly sticker: InboundMedia & { readonly animated?: boolean }
  readonly location: {
    readonly latitude: number
    readonly longitude: number
    readonly name?: string
    readonly address?: string
    readonly url?: string
  }
  readonly contacts: readonly InboundSharedContact[]
  /** An absent or empty `emoji` takes the reaction back. */
  readonly reaction: { readonly message_id: string; readonly emoji?: string }
  readonly interactive: InboundInteractive
  readonly button: { readonly payload?: string; readonly text: string }
  readonly order: {
    readonly catalog_id: string
    readonly text?: string
    readonly product_items: readonly {
      readonly product_retailer_id: string
      readonly quantity: number | string
      readonly item_price: number | string
      readonly currency: string
    }[]
  }
  readonly system: {
    readonly type?: string
    readonly body?: string
    readonly wa_id?: string
    readonly user_id?: string
    readonly parent_user_id?: string
    /** Of `user_changed_user_id`, which may name its sender by this alone. */
    readonly previous_user_id?: string
  }
  readonly edit: {
    readonly original_message_id: string
    readonly message: { readonly type: string; readonly [member: string]: unknown }
  }
  readonly revoke: { readonly original_message_id: string }
}

type InboundOf<T extends keyof InboundContent> = InboundCommon & { readonly type: T } & Pick<InboundContent, T>

type UnsupportedMessage = InboundCommon & {
  readonly type: 'unsupported'
  readonly unsupported?: { readonly type?: string }
}
type RequestWelcomeMessage = InboundCommon & { readonly type: 'request_welcome' }

/** A user message of a kind this version knows; `type` tells which. */
export type InboundMessage =
  | { [T in keyof InboundContent]: InboundOf<T> }[keyof InboundContent]
  | UnsupportedMessage
  | RequestWelcomeMessage

/** A user message of a later kind, or one whose content is not what its type promises: kept as it came. */
export type UnknownInboundMessage = InboundCommon & { readonly type: string; readonly [member: string]: unknown }

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export interface MessageStatus {
  readonly id: string
  readonly status: StatusName
  readonly timestamp?: string
  readonly recipient_id?: string
  readonly recipient_user_id?: string
  readonly recipient_parent_user_id?: string
  readonly recipient_type?: string
  readonly recipient_participant_id?: string
  readonly biz_opaque_callback_data?: string
  readonly conversation?: {
    readonly id?: string
    readonly expiration_timestamp?: string
    readonly origin?: { readonly type?: string }
  }
  readonly pricing?: {
    readonly billable?: boolean
    readonly pricing_model?: string
    readonly type?: string
    readonly category?: string
  }
  readonly errors?: readonly WebhookError[]
}

/** Where an item of a notification came from. */
export interface ItemOrigin {
  readonly wabaId: string
  /** `null` for fields that carry no `metadata`, such as those of templates and accounts. */
  readonly phoneNumberId: string | null
  readonly displayPhoneNumber: string | null
  readonly contacts: readonly WebhookContact[]
  /** Another responder owns the conversation: its messages are told for observation. */
  readonly isStandby: boolean
}

/** What became of a payment that a message asked for: https://developers.facebook.com/docs/whatsapp/cloud-api/payments-api */
interface PaymentStatus {
  /** Of the message. */
  readonly id: string
  /** `pending`, `captured`, `failed`, … */
  readonly status: string
  readonly timestamp?: string
  readonly recipient_id?: string
  readonly recipient_user_id?: string
  readonly biz_opaque_callback_data?: string
  readonly payment?: Readonly<Record<string, unknown>>
  readonly errors?: readonly WebhookError[]
}

export interface PaymentEntry extends ItemOrigin {
  readonly payment: PaymentStatus
}

export interface StatusEntry extends ItemOrigin {
  readonly status: MessageStatus
}

export type InboundEntry = ItemOrigin &
  (
    | { readonly known: true; readonly message: InboundMessage }
    | { readonly known: false; readonly message: UnknownInboundMessage }
  )

/** What the business wrote in its phone app, with a content as users send it; coexistence numbers only. */
export type EchoedMessage = InboundCommon & {
  readonly to?: string
  readonly to_user_id?: string
  readonly type: string
  readonly [member: string]: unknown
}

export interface EchoEntry extends ItemOrigin {
  readonly message: EchoedMessage
}

/** A message of before the number came here; `history_context.status` is what had become of it. */
export type HistoricMessage = EchoedMessage & {
  readonly history_context?: { readonly status?: string; readonly from_me?: boolean }
}

export interface HistoricItem {
  readonly message: HistoricMessage
  /** Written by the business. */
  readonly isOutbound: boolean
}

/** At least one of phone and user id is there. */
export interface HistoricUser {
  /** Digits. */
  readonly phone: string | null
  readonly userId: string | null
  readonly username: string | null
}

export interface HistoricThread {
  readonly user: HistoricUser
  readonly messages: readonly HistoricItem[]
}

/** One chunk of the history that a business shares from its phone app; with `errors` it declined to. */
export interface HistoryEntry extends ItemOrigin {
  /** False: no chunk, but the file of a message that a chunk had as a placeholder. */
  readonly isChunk: boolean
  readonly phase: number | null
  readonly chunkOrder: number | null
  /** Percent of the whole. */
  readonly progress: number | null
  readonly threads: readonly HistoricThread[]
  readonly errors: readonly WebhookError[]
}

/** A change in the contact book of the phone app; at least one of phone and user id is there. */
export interface BookEntry extends ItemOrigin {
  readonly action: string
  readonly phone: string | null
  readonly userId: string | null
  readonly username: string | null
  readonly name: string | null
  /** Epoch seconds; null: not told. */
  readonly timestamp: string | null
}

/**
 * Anything else. `change`: a whole value of another field; `error`: one member of `value.errors`; the others:
 * an item that is malformed, or a status of an unknown name. `value` is as it came.
 */
export interface OtherEntry extends ItemOrigin {
  readonly kind: 'change' | 'error' | 'message' | 'status' | 'echo' | 'history' | 'contact'
  readonly field: string | null
  /** Epoch seconds, on the fields of templates and accounts. */
  readonly time: number | null
  readonly value: unknown
  readonly malformed: boolean
}
