import { isObject, type Json } from '@dawk/cloud-api/json.ts'
import { changeAtMeta, type NumberChange } from '@dawk/core/messaging/numbers/change-at-meta.ts'
import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { FastifyRequest } from 'fastify'
import { operation } from '#operations/operation.ts'
import { tokenMember } from '../../auth.ts'
import { badRequest } from '../../errors.ts'
import { dataOf, ownNumberOf } from '../../own-number.ts'
import { Done, ofNumber, open, shapes } from '../../shapes.ts'

export interface Change {
  method: 'POST' | 'DELETE'
  scope: Scope
  summary: string
  description?: string
  action: NumberChange['action']
  /** Of the document. */
  body?: { properties: Record<string, object>; required?: readonly string[] }
  example?: Json
  ok?: object
  answer?: Json
}

/** An edge of a number that is changed at Meta, after our own checks, and of which nothing is kept here but the audit record. */
export const numberChange = (edge: string, { method, action, scope, summary, ...shown }: Change) =>
  operation({
    route: `${method} /:phoneNumberId/${edge}`,
    tag: 'Phone numbers',
    scope,
    summary,
    description: shown.description ?? 'Straight to Meta, whose answer comes back as it is.',
    shown: shapes({
      params: ofNumber,
      ...(shown.body && {
        body: { ...open, ...shown.body, ...(shown.example && { examples: [shown.example] }) },
      }),
      ok: shown.ok ?? Done,
      example: shown.answer ?? { success: true },
    }),
    async handle({ ctx, caller, request, params }) {
      const number = await ownNumberOf(ctx, request, params.phoneNumberId)
      const body = parametersOf(request)
      const path = `${number.phoneNumberId}/${edge}`
      const change = { method, path, action, scope, ...(body && { body }) }
      return dataOf(await changeAtMeta(ctx.core, caller, number, change))
    },
  })

/** Graph takes parameters in the address as well as in the body; undefined: there are none. */
export function parametersOf({ body, query }: FastifyRequest): Json | undefined {
  if (body !== undefined && body !== null && !isObject(body)) throw badRequest('The body must be a JSON object.')
  const { [tokenMember]: _, ...given } = { ...(query as Json), ...body }
  return Object.keys(given).length === 0 ? undefined : given
}
