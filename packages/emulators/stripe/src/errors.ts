import type { FastifyInstance } from 'fastify'

interface StripeErrorOptions {
  status?: number
  type?: string
  code?: string
  declineCode?: string
  paymentIntent?: object
}

/** An error as Stripe words it: https://docs.stripe.com/api/errors */
export class StripeError extends Error {
  readonly options: StripeErrorOptions

  constructor(message: string, options: StripeErrorOptions = {}) {
    super(message)
    this.options = options
  }
}

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof StripeError))
      return reply
        .code(500)
        .send({ error: { type: 'api_error', message: error instanceof Error ? error.message : '' } })
    const { status = 400, type = 'invalid_request_error', code, declineCode, paymentIntent } = error.options
    return reply.code(status).send({
      error: {
        ...{ type, message: error.message },
        ...(code && { code }),
        ...(declineCode && { decline_code: declineCode }),
        ...(paymentIntent && { payment_intent: paymentIntent }),
      },
    })
  })
}

export const noSuch = (kind: string, id: string) =>
  new StripeError(`No such ${kind}: '${id}'`, { status: 404, code: 'resource_missing' })

export function needed(form: Readonly<Record<string, string>>, name: string): string {
  const value = form[name]
  if (value === undefined || value === '')
    throw new StripeError(`Missing required param: ${name}.`, { code: 'parameter_missing' })
  return value
}
