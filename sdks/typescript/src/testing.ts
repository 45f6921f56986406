import type { EventData } from './generated/events.ts'
import { concat, importKey } from './webhooks.ts'

/** A webhook as Dawk would send it. */
export interface SignedWebhook {
  headers: Record<string, string>
  body: string
}

interface SignOptions {
  id?: string
  /** In milliseconds since 1970. */
  now?: number
}

/** Signs a payload of your own with the secret of an endpoint, so that a handler can be tested without Dawk. */
export async function signWebhook(payload: unknown, secret: string, options: SignOptions = {}): Promise<SignedWebhook> {
  const { id = crypto.randomUUID(), now = Date.now() } = options
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const timestamp = String(Math.floor(now / 1000))
  const encoder = new TextEncoder()
  const signed = concat(encoder.encode(`${id}.${timestamp}.`), encoder.encode(body))
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', await importKey(secret, 'sign'), signed))
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
    },
    body,
  }
}

/** A received text, to start a test with; `data` changes members of it. */
export function receivedText(text: string, data: Partial<EventData['message.received']> = {}) {
  return eventOf('message.received', {
    messageId: crypto.randomUUID(),
    wamid: `wamid.${crypto.randomUUID()}`,
    from: '14155550123',
    fromUserId: null,
    contactId: crypto.randomUUID(),
    conversationId: crypto.randomUUID(),
    phoneNumberId: '106540352242922',
    contact: { name: 'Asha' },
    message: { type: 'text', text: { body: text } },
    ...data,
  } as EventData['message.received'])
}

/** An event of any type with the data that you give. */
export function eventOf<Type extends keyof EventData>(type: Type, data: EventData[Type]) {
  return { id: crypto.randomUUID(), type, timestamp: new Date().toISOString(), data }
}
