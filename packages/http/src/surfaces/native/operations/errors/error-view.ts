import Type from 'typebox'
import { type ErrorRule, errorPath } from '#resources/errors.ts'

export const KnownError = Type.Object(
  {
    code: Type.String(),
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    description: Type.String(),
    retryable: Type.Boolean(),
  },
  {
    examples: [
      {
        code: 'rate_limited',
        type: '/v1/errors/rate_limited',
        title: 'Too many requests',
        status: 429,
        description: 'Wait as long as `Retry-After` says. The `X-RateLimit-*` headers tell how much is left.',
        retryable: true,
      },
    ],
  },
)

export const toView = (code: string, rule: ErrorRule) => ({ code, type: errorPath(code), ...rule })
