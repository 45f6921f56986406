import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import { assertScope } from '@dawk/core/tenancy/access/caller.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyRequest } from 'fastify'
import { callerOf, principalOf } from '#auth/authentication.ts'
import type { OperationContext } from '#context.ts'
import { unsupported } from './errors.ts'
import { dataOf, ownNumberOf } from './own-number.ts'

type Json = Readonly<Record<string, unknown>>
type Query = Readonly<Record<string, string | string[] | undefined>>

const maxNumbers = 100

/** A number of this account that belongs to the business account at Meta; null: there is none. */
export async function findOwnWaba(
  ctx: Pick<OperationContext, 'core' | 'numbers'>,
  request: FastifyRequest,
  wabaId: string,
): Promise<NumberRow | null> {
  const caller = callerOf(request)
  if (!/^\d{1,32}$/.test(wabaId)) return null
  const all = await listNumbers(ctx.core, caller, { after: null, limit: maxNumbers, ids: null })
  const first = all.find((number) => number.wabaId === wabaId)
  return first ? ctx.numbers.ofAccount(caller.accountId, first.phoneNumberId) : null
}

/**
 * What concerns a business account concerns all its numbers, so a key that is bound to some of them reads nothing there.
 * @throws GraphRefusal the business account is another account's, or nobody's
 */
export async function ownWabaOf(ctx: OperationContext, request: FastifyRequest, wabaId: string): Promise<NumberRow> {
  const number = await findOwnWaba(ctx, request, wabaId)
  if (number === null) throw unsupported(request.method, wabaId.slice(0, 64))
  assertMayManageNumbers(principalOf(request))
  return ownNumberOf(ctx, request, number.phoneNumberId)
}

/** Meta's node of the business account, with the fields that were asked for, those of its analytics too. */
export async function readAccountNode(
  ctx: OperationContext,
  request: FastifyRequest,
  number: NumberRow,
): Promise<Json> {
  assertScope(callerOf(request), 'numbers:read')
  assertMayManageNumbers(principalOf(request))
  return readAtMeta(ctx, request, number, encodeURIComponent(number.wabaId ?? ''))
}

/** What Meta says at `path`, as it says it; the addresses of other pages lead here again. */
export async function readAtMeta(
  ctx: Pick<OperationContext, 'core'>,
  request: FastifyRequest,
  { token, sandbox }: NumberRow,
  path: string,
): Promise<Json> {
  const data = dataOf(await ctx.core.graph(sandbox).readGraph({ path, token, query: queryOf(request) }))
  const paging = data['paging'] as Json | undefined
  return paging === undefined ? data : { ...data, paging: ownPaging(request, paging) }
}

/** The query as it came, but for our key. */
function queryOf(request: FastifyRequest): Record<string, string> {
  const given = Object.entries(request.query as Query).filter(([name]) => name !== 'access_token')
  return Object.fromEntries(given.map(([name, value]) => [name, [value ?? ''].flat().join(',')]))
}

function ownPaging(request: FastifyRequest, paging: Json): Json {
  const here = (theirs: unknown, cursor: 'after' | 'before') => {
    if (typeof theirs !== 'string' || !URL.canParse(theirs)) return undefined
    const url = new URL(request.url, `${request.protocol}://${request.host}`)
    for (const name of ['after', 'before', 'access_token']) url.searchParams.delete(name)
    url.searchParams.set(cursor, new URL(theirs).searchParams.get(cursor) ?? '')
    return url.href
  }
  const next = here(paging['next'], 'after')
  const previous = here(paging['previous'], 'before')
  return { cursors: paging['cursors'], ...(next && { next }), ...(previous && { previous }) }
}

/** A number whose token may ask for what belongs to no number. */
export async function anyNumberOf(ctx: OperationContext, request: FastifyRequest): Promise<NumberRow | null> {
  const caller = callerOf(request)
  const [first] = await listNumbers(ctx.core, caller, { after: null, limit: 1, ids: caller.numberIds })
  return first ? ownNumberOf(ctx, request, first.phoneNumberId) : null
}
