import type { CallOutcome, Refusal } from './call-outcome.ts'
import { createMediaCalls, type MediaCalls } from './calls/media-calls.ts'
import { createNumberCalls, type NumberCalls } from './calls/number-calls.ts'
import { createOnboardingCalls, type OnboardingCalls } from './calls/onboarding-calls.ts'
import { createTemplateCalls, type TemplateCalls } from './calls/template-calls.ts'
import type { MayLeave } from './exchange.ts'
import type { NumberAccess, SuccessReply } from './graph-call.ts'
import {
  type CloudApiClientOptions,
  createGraphTransport,
  type Exchange,
  isSuccess,
  readRefusal,
  textOf,
} from './graph-transport.ts'
import { isObject, type Json } from './json.ts'

export type { CallOutcome, Refusal } from './call-outcome.ts'
export type { PhoneNumberDetails } from './calls/number-calls.ts'
export type { CloudApiClientOptions } from './graph-transport.ts'

/** What became of one attempt to send. The dispatcher decides what follows; nothing here is tried twice. */
export type SendOutcome =
  | {
      readonly kind: 'accepted'
      readonly wamid: string
      readonly waId: string | null
      readonly messageStatus: string | null
    }
  | ({ readonly kind: 'refused' } & Refusal)
  /** Surely never taken by Meta: safe to send again. */
  | { readonly kind: 'not_sent'; readonly cause: string }
  /** `mayLeave` said no: nothing left. */
  | { readonly kind: 'held_back' }
  /** The request left and no readable answer came: Meta may have sent the message. */
  | { readonly kind: 'unknown'; readonly cause: string }

interface MessageCalls {
  /** Posts a ready JSON body, unless `mayLeave` says no when its first byte is to be written. Never throws. */
  sendMessage(request: NumberAccess & { readonly body: string; readonly mayLeave?: MayLeave }): Promise<SendOutcome>
  /** Marks an inbound message as read; `typing` also shows the typing indicator for up to 25 s. */
  markAsRead(
    request: NumberAccess & { readonly messageId: string; readonly typing?: boolean },
  ): Promise<CallOutcome<SuccessReply>>
}

/** A change that nothing here looks into. */
export interface GraphChange {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly token: string
  readonly body?: Json
}

/** Meta's Cloud API; no call throws and none is repeated here. */
export interface CloudApiClient extends MessageCalls, MediaCalls, NumberCalls, OnboardingCalls, TemplateCalls {
  /** Reads any node or edge as Meta has it; `path` has no leading slash and is encoded already. */
  readGraph(request: {
    readonly path: string
    readonly token: string
    readonly query?: Readonly<Record<string, string | undefined>>
  }): Promise<CallOutcome<Json>>
  /** Asks for a change of any node or edge; `path` as above. */
  changeGraph(request: GraphChange): Promise<CallOutcome<Json>>
  /** Waits for calls under way, then closes the connections. */
  close(): Promise<void>
}

export function createCloudApiClient(options: CloudApiClientOptions): CloudApiClient {
  const transport = createGraphTransport(options)
  const media = createMediaCalls(transport)
  return {
    ...media,
    ...createNumberCalls(transport),
    ...createTemplateCalls(transport.call),
    ...createOnboardingCalls(transport),
    sendMessage: async ({ phoneNumberId, token, body, mayLeave }) =>
      toSendOutcome(
        await transport.exchange({
          method: 'POST',
          path: `${encodeURIComponent(phoneNumberId)}/messages`,
          token,
          body,
          mayLeave,
        }),
      ),
    markAsRead: ({ phoneNumberId, token, messageId, typing }) => {
      const read = { messaging_product: 'whatsapp', status: 'read', message_id: messageId }
      const body = typing ? { ...read, typing_indicator: { type: 'text' } } : read
      return transport.call({ method: 'POST', path: `${encodeURIComponent(phoneNumberId)}/messages`, token, body })
    },
    readGraph: ({ path, token, query }) => transport.call({ method: 'GET', path, token, ...(query && { query }) }),
    changeGraph: (request) => transport.call(request),
    close: async () => {
      await Promise.all([transport.close(), media.closeDownloads()])
    },
  }
}

function toSendOutcome(exchange: Exchange): SendOutcome {
  if ('failure' in exchange && exchange.heldBack) return { kind: 'held_back' }
  if ('failure' in exchange) return { kind: exchange.left ? 'unknown' : 'not_sent', cause: exchange.failure }
  const { httpStatus } = exchange
  const accepted = isSuccess(httpStatus) ? readAccepted(exchange.json) : null
  if (accepted) return accepted
  const refusal = readRefusal(exchange)
  if (refusal) return { kind: 'refused', ...refusal }
  if (httpStatus === 503) return { kind: 'not_sent', cause: 'HTTP 503 before the Graph API' }
  return { kind: 'unknown', cause: `HTTP ${httpStatus} without a readable answer` }
}

function readAccepted(json: unknown): SendOutcome | null {
  if (!isObject(json)) return null
  const message = firstOf(json['messages'])
  const wamid = textOf(message?.['id'])
  if (wamid === null) return null
  const waId = textOf(firstOf(json['contacts'])?.['wa_id'])
  return { kind: 'accepted', wamid, waId, messageStatus: textOf(message?.['message_status']) }
}

function firstOf(value: unknown): Readonly<Record<string, unknown>> | null {
  const first: unknown = Array.isArray(value) ? value[0] : null
  return isObject(first) ? first : null
}
