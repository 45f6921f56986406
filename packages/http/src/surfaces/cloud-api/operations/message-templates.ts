import type { NewTemplate, TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { listSyncs, listTemplates, readTemplate, syncNow } from '@dawk/core/messaging/templates/read-templates.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import { createTemplate, deleteTemplate, editTemplate } from '@dawk/core/messaging/templates/write/write-templates.ts'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { actorOf, principalOf } from '#auth/authentication.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import type { HttpContext } from '#context.ts'
import {
  createMessageTemplate,
  deleteMessageTemplate,
  editMessageTemplate,
  listMessageTemplates,
} from '../documents/templates.ts'
import { badRequest, GraphRefusal, unsupported } from '../errors.ts'
import { toTemplateNode, toTemplateRefusal } from '../templates.ts'

type Json = Readonly<Record<string, unknown>>

interface EdgeRequest {
  Params: { version: string; id: string }
  Querystring: Record<string, string | string[] | undefined>
}

const edge = '/:version(^v\\d{1,2}\\.\\d$)/:id/message_templates'
const node = '/:version(^v\\d{1,2}\\.\\d$)/:id'
const maxLimit = 1000

/** `/{version}/{waba id}/message_templates` and `POST /{version}/{template id}`. */
export const messageTemplates: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const depsOf = (request: FastifyRequest) => ({
    ...ctx.core,
    numbers: usableNumbers(ctx.numbers, principalOf(request)),
  })

  app.get<EdgeRequest>(
    edge,
    { config: { scope: 'templates:read', documents: listMessageTemplates } },
    async (request) => {
      const wabaId = await ownWaba(ctx, request)
      await readOnce(ctx, request, wabaId)
      return list(ctx, request, wabaId)
    },
  )

  app.post<EdgeRequest>(
    edge,
    { config: { scope: 'templates:write', documents: createMessageTemplate } },
    async (request) => {
      const wabaId = await ownWaba(ctx, request)
      const draft = bodyOf(request) as unknown as NewTemplate
      const template = await createTemplate(depsOf(request), accountOf(request), wabaId, draft, actorOf(request)).catch(
        refuse,
      )
      return { id: template.metaId, status: template.status, category: template.category }
    },
  )

  app.delete<EdgeRequest>(
    edge,
    { config: { scope: 'templates:write', documents: deleteMessageTemplate } },
    async (request) => {
      const wabaId = await ownWaba(ctx, request)
      for (const which of await findDeletable(ctx, request, wabaId))
        await deleteTemplate(depsOf(request), accountOf(request), which, actorOf(request)).catch(refuse)
      return { success: true }
    },
  )

  app.post<EdgeRequest>(
    node,
    { config: { scope: 'templates:write', documents: editMessageTemplate } },
    async (request) => {
      const template = await findTemplateNode(ctx, request, request.params.id)
      if (!template) throw unsupported('POST', request.params.id)
      const edited = await editTemplate(
        depsOf(request),
        accountOf(request),
        template.id,
        bodyOf(request) as TemplateEdit,
        actorOf(request),
      ).catch(refuse)
      return { success: true, id: edited.metaId, name: edited.name, category: edited.category }
    },
  )
}

/** The account's template of this id of Meta's; null: there is none. */
export async function findTemplateNode(
  ctx: HttpContext,
  request: FastifyRequest,
  id: string,
): Promise<Template | null> {
  if (!/^\d{1,32}$/.test(id)) return null
  return readTemplate(ctx.core, accountOf(request), id).catch((error: { code?: unknown }) => {
    if (error.code === 'not_found') return null
    throw error
  })
}

const accountOf = (request: FastifyRequest) => principalOf(request).account.id

const refuse = (error: unknown): never => {
  throw toTemplateRefusal(error)
}

/** A business account with a number of this account. @throws GraphRefusal also when it is another account's */
async function ownWaba(ctx: HttpContext, request: FastifyRequest<EdgeRequest>): Promise<string> {
  const { id } = request.params
  const numbers = usableNumbers(ctx.numbers, principalOf(request))
  const number = /^\d{1,32}$/.test(id) ? await numbers.ofWaba(accountOf(request), id) : null
  if (!number) throw unsupported(request.method, id)
  return id
}

/** Before the first round of the worker there is nothing to answer with. */
async function readOnce(ctx: HttpContext, request: FastifyRequest, wabaId: string): Promise<void> {
  const states = await listSyncs(ctx.core, accountOf(request))
  if (states.some((state) => state.wabaId === wabaId && state.syncedAt !== null)) return
  await syncNow(
    { ...ctx.core, numbers: usableNumbers(ctx.numbers, principalOf(request)) },
    accountOf(request),
    wabaId,
  ).catch(refuse)
}

async function list(ctx: HttpContext, request: FastifyRequest<EdgeRequest>, wabaId: string): Promise<Json> {
  const query = (name: string) => [request.query[name] ?? []].flat()[0]
  const limit = Math.min(Math.max(1, Math.floor(Number(query('limit') ?? 25)) || 25), maxLimit)
  const after = query('after')
  const [name, search] = ['name', 'name_or_content'].map(query)
  const [status = [], category = [], language = []] = ['status', 'category', 'language'].map((member) =>
    valuesOf(request.query[member]),
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
  const rows = await listTemplates(ctx.core, accountOf(request), filter, page)
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

/** `name` alone: every language; with `hsm_id` that version; `hsm_ids` alone: all of these, or none when one is not there. */
async function findDeletable(ctx: HttpContext, request: FastifyRequest<EdgeRequest>, wabaId: string) {
  const [name, id, ids] = ['name', 'hsm_id', 'hsm_ids'].map((one) => [request.query[one] ?? []].flat()[0])
  const own = async (one: string) => {
    const template = await findTemplateNode(ctx, request, one)
    if (template?.wabaId !== wabaId || (name !== undefined && template.name !== name)) throw unsupported('DELETE', one)
    return { id: template.id }
  }
  if (ids !== undefined) return Promise.all(readIds(ids, name === undefined && id === undefined).map(own))
  if (!name) throw badRequest('The parameter name is required.')
  return id === undefined ? [{ wabaId, name }] : [await own(id)]
}

const maxIds = 100

/** Digits, which as numbers might lose their end. */
function readIds(text: string, isAlone: boolean): string[] {
  const ids = /^\s*\[[\s\d",]*\]\s*$/.test(text) ? [...new Set(text.match(/\d+/g) ?? [])] : []
  if (isAlone && ids.length > 0 && ids.length <= maxIds) return ids
  throw badRequest(`Param hsm_ids must be a list of 1 to ${maxIds} ids, without name and hsm_id.`)
}

function bodyOf({ body }: FastifyRequest): Json {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json
  throw badRequest('The body must be a JSON object.')
}
