import {
  listSyncs,
  listTemplates as listTemplatesInCore,
  syncNow,
} from '@dawk/core/messaging/templates/read-templates.ts'
import type { FastifyRequest } from 'fastify'
import { callerOf, principalOf } from '#auth/authentication.ts'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { badRequest, GraphRefusal } from '../errors.ts'
import { ownWaba, refuse, templateDeps, textOf } from '../own-templates.ts'
import { fields, ofWaba, open, queryOf, said, shapes, Text } from '../shapes.ts'
import { components, draft } from '../template-shapes.ts'
import { toTemplateNode } from '../templates.ts'

const maxLimit = 1000
const Template = { ...open, properties: { id: Text, name: Text, status: Text, components }, required: ['id'] }

export const listTemplates = operation({
  route: 'GET /:id/message_templates',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'List templates',
  shown: shapes({
    params: ofWaba('id'),
    query: queryOf({
      fields,
      limit: { type: 'integer' },
      after: said('`paging.cursors.after` of the page before.'),
      name: Text,
      status: Text,
      category: Text,
      language: Text,
      name_or_content: Text,
    }),
    ok: {
      type: 'object',
      properties: { data: { type: 'array', items: Template }, paging: open },
      required: ['data'],
    },
    example: { data: [{ id: '1000000000000002', status: 'APPROVED', ...draft }] },
  }),
  async handle({ ctx, request, params }) {
    const wabaId = await ownWaba(ctx, request, params.id)
    await readOnce(ctx, request, wabaId)
    return list(ctx, request, wabaId)
  },
})

/** Before the first round of the worker there is nothing to answer with. */
async function readOnce(ctx: OperationContext, request: FastifyRequest, wabaId: string): Promise<void> {
  const states = await listSyncs(ctx.core, callerOf(request))
  if (states.some((state) => state.wabaId === wabaId && state.syncedAt !== null)) return
  await syncNow(templateDeps(ctx, principalOf(request)), callerOf(request), wabaId).catch(refuse)
}

async function list(ctx: Pick<OperationContext, 'core'>, request: FastifyRequest, wabaId: string): Promise<object> {
  const query = (name: string) => textOf(request.query, name)
  const limit = Math.min(Math.max(1, Math.floor(Number(query('limit') ?? 25)) || 25), maxLimit)
  const after = query('after')
  const [name, search] = ['name', 'name_or_content'].map(query)
  const [status = [], category = [], language = []] = ['status', 'category', 'language'].map((member) =>
    valuesOf((request.query as Record<string, string | string[] | undefined>)[member]),
  )
  const filter = {
    wabaId,
    ...(name && { name }),
    ...(status.length > 0 && { status: status.map((one) => one.toUpperCase()) }),
    ...(category.length > 0 && { category: category.map((one) => one.toUpperCase()) }),
    ...(language.length > 0 && { language }),
    ...(search && { search }),
  }
  const page = { after: after === undefined ? null : readCursor(after), limit: limit + 1 }
  const rows = await listTemplatesInCore(ctx.core, callerOf(request), filter, page)
  const shown = rows.slice(0, limit)
  const data = shown.map((template) => toTemplateNode(template, query('fields')))
  const [first, last] = [shown[0], shown.at(-1)]
  if (!first || !last) return { data }
  const cursors = { before: writeCursor(first.id), after: writeCursor(last.id) }
  return { data, paging: { cursors, ...(rows.length > limit && { next: nextUrl(request, cursors.after) }) } }
}

/** What a filter may be: one value, a list in JSON, values between commas, or a parameter that is given more than once. */
function valuesOf(given: string | string[] | undefined): string[] {
  return [given ?? []].flat().flatMap((one) => {
    const values = one.startsWith('[') ? parseList(one) : one.split(',')
    return values.map((value) => value.trim()).filter((value) => value !== '')
  })
}

function parseList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list
  } catch {
    // it is told below
  }
  throw badRequest(`Param ${text.slice(0, 40)} must be a JSON array of strings.`)
}

const writeCursor = (id: string) => Buffer.from(id).toString('base64url')

function readCursor(text: string): string {
  const id = Buffer.from(text, 'base64url').toString()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id
  throw new GraphRefusal(400, { message: '(#131059) Invalid cursor', type: 'OAuthException', code: 131059 })
}

function nextUrl(request: FastifyRequest, after: string): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`)
  url.searchParams.set('after', after)
  return url.href
}
