import { GatewayError } from '#platform/errors.ts'

export interface RazorpayOptions {
  keyId: string
  keySecret: string
  /** The newest first. Retries of old events are signed with the secret of their time, so two are accepted. */
  webhookSecrets: readonly string[]
  /** Null: Razorpay itself. */
  apiUrl: string | null
  timeoutMs?: number
}

export const razorpayUrl = 'https://api.razorpay.com'

interface RequestParts {
  body?: object
  headers?: Record<string, string>
}

/** Calls Razorpay's API. Null: there is no such object. @throws GatewayError as `PaymentVendor` */
export type AskRazorpay = <Answer>(method: 'GET' | 'POST', path: string, parts?: RequestParts) => Promise<Answer | null>

interface RazorpayFailure {
  error?: { code?: string; description?: string; reason?: string }
}

/** Plain HTTP: Razorpay's own library names its host in its code, and throws a TypeError when the network fails. */
export function createRazorpayClient({ keyId, keySecret, apiUrl, timeoutMs = 10_000 }: RazorpayOptions): AskRazorpay {
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`
  const base = apiUrl ?? razorpayUrl

  async function request(method: string, path: string, { body, headers }: RequestParts): Promise<Response> {
    try {
      return await fetch(`${base}/v1${path}`, {
        method,
        headers: { authorization, ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      })
    } catch (cause) {
      throw unavailable(cause)
    }
  }

  return async <Answer>(method: 'GET' | 'POST', path: string, parts: RequestParts = {}) => {
    const reply = await request(method, path, parts)
    const answer = (await reply.json().catch((cause: unknown) => {
      throw unavailable(cause)
    })) as Answer & RazorpayFailure
    if (reply.ok) return answer
    if (reply.status === 429 || reply.status >= 500) throw unavailable(answer.error)
    if (isMissing(answer)) return null
    throw new GatewayError('upstream_refused', `Razorpay: ${answer.error?.description ?? reply.status}`, {
      cause: answer.error,
      ...(answer.error?.reason && { reason: answer.error.reason }),
    })
  }
}

const isMissing = ({ error }: RazorpayFailure): boolean => /does not exist/.test(error?.description ?? '')

const unavailable = (cause: unknown) =>
  new GatewayError('upstream_unavailable', 'The payment provider does not answer.', { retryAfterSeconds: 30, cause })
