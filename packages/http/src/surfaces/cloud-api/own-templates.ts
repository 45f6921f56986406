import { getTemplate } from '@dawk/core/messaging/templates/read-templates.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyRequest } from 'fastify'
import { callerOf, principalOf } from '#auth/authentication.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import type { OperationContext } from '#context.ts'
import { badRequest, unsupported } from './errors.ts'
import { toTemplateRefusal } from './templates.ts'

type Json = Readonly<Record<string, unknown>>

/** What speaks to Meta about templates, by the numbers that the caller may use. */
export const templateDeps = ({ core, numbers }: Pick<OperationContext, 'core' | 'numbers'>, principal: Principal) => ({
  ...core,
  numbers: usableNumbers(numbers, principal),
})

/** The account's template of this id of Meta's; null: there is none. */
export async function findTemplateNode(
  ctx: Pick<OperationContext, 'core'>,
  request: FastifyRequest,
  id: string,
): Promise<Template | null> {
  if (!/^\d{1,32}$/.test(id)) return null
  return getTemplate(ctx.core, callerOf(request), id).catch((error: { code?: unknown }) => {
    if (error.code === 'not_found') return null
    throw error
  })
}

/** A business account with a number of this account. @throws GraphRefusal also when it is another account's */
export async function ownWaba(
  ctx: Pick<OperationContext, 'numbers'>,
  request: FastifyRequest,
  id: string,
): Promise<string> {
  const principal = principalOf(request)
  const numbers = usableNumbers(ctx.numbers, principal)
  const number = /^\d{1,32}$/.test(id) ? await numbers.ofWaba(principal.account.id, id) : null
  if (!number) throw unsupported(request.method, id)
  return id
}

/** @throws what the core refused with, in Meta's words */
export const refuse = (error: unknown): never => {
  throw toTemplateRefusal(error)
}

export function bodyOf({ body }: FastifyRequest): Json {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json
  throw badRequest('The body must be a JSON object.')
}

/** The first of the values that the query has under this name. */
export const textOf = (query: unknown, name: string): string | undefined =>
  [(query as Record<string, string | string[] | undefined>)[name] ?? []].flat()[0]
