import type { FastifyInstance } from 'fastify'

/** An error as Razorpay words it: https://razorpay.com/docs/api/errors/ */
export class RazorpayError extends Error {
  readonly status: number
  readonly reason: string
  readonly field: string | null

  constructor(reason: string, description: string, { status = 400, field = null as string | null } = {}) {
    super(description)
    this.status = status
    this.reason = reason
    this.field = field
  }
}

const codeOf = (status: number) =>
  status >= 500 ? 'SERVER_ERROR' : status === 502 ? 'GATEWAY_ERROR' : 'BAD_REQUEST_ERROR'

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    const { status, reason, field, message } =
      error instanceof RazorpayError
        ? error
        : { status: 400, reason: 'input_validation_failed', field: null, message: 'The request is not readable' }
    const details = { source: 'business', step: 'payment_initiation', reason, metadata: {} }
    return reply.code(status).send({ error: { code: codeOf(status), description: message, field, ...details } })
  })
}

export const noSuchId = () => new RazorpayError('input_validation_failed', 'The id provided does not exist')

/** What a create may carry: Razorpay refuses a member that it does not know. */
export function assertOnly(body: object, known: readonly string[]): void {
  for (const name of Object.keys(body))
    if (!known.includes(name))
      throw new RazorpayError('extra_field_sent', `${name} is/are not required and should not be sent`, { field: name })
}

export function readAmount(value: unknown, currency: string): number {
  const amount = typeof value === 'string' ? Number(value) : value
  if (typeof amount !== 'number' || !Number.isInteger(amount))
    throw new RazorpayError('input_validation_failed', 'The amount must be an integer.', { field: 'amount' })
  if (amount < (currency === 'INR' ? 100 : 1))
    throw new RazorpayError('amount_less_than_minimum_amount', 'Order amount less than minimum amount allowed', {
      field: 'amount',
    })
  return amount
}
