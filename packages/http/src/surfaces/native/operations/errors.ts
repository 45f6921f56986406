import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { found } from '#operations/known-id.ts'
import { type ErrorRule, errorPath, errorRules } from '../errors.ts'
import { operation } from '../operation.ts'

const KnownError = Type.Object(
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

/** `GET /v1/errors` and `/v1/errors/:code`: what stands behind the `type` of a problem; open to everybody. */
export const errors: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/errors',
    operation(
      {
        operationId: 'listErrors',
        tag: 'Errors',
        summary: 'List all kinds of errors',
        description: 'Every `code` that this API answers with. Needs no key.',
        scope: null,
      },
      { response: { 200: Type.Object({ data: Type.Array(KnownError) }) } },
    ),
    async () => ({ data: Object.entries(errorRules).map(([code, rule]) => toView(code, rule)) }),
  )

  app.get(
    '/errors/:code',
    operation(
      {
        operationId: 'getError',
        tag: 'Errors',
        summary: 'Describe one kind of error',
        description: 'What `type` of a problem points to. Needs no key.',
        scope: null,
        problems: [404],
      },
      { params: Type.Object({ code: Type.String() }), response: { 200: KnownError } },
    ),
    async ({ params: { code } }) => {
      const rule = Object.hasOwn(errorRules, code) ? errorRules[code as keyof typeof errorRules] : null
      return toView(code, found(rule, 'kind of error'))
    },
  )
}

const toView = (code: string, rule: ErrorRule) => ({ code, type: errorPath(code), ...rule })
