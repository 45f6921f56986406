import { listSyncs, listTemplates, readTemplate } from '@dawk/core/messaging/templates/read-templates.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { answerPage, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '#surfaces/native/operation.ts'
import {
  SyncView,
  TemplateDetailView,
  TemplateQuery,
  TemplateView,
  toTemplateView,
} from '#surfaces/native/schemas/template-schemas.ts'
import { knownTemplateId, TemplateParams } from './template-id.ts'

const ContractView = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  examples: [
    {
      type: 'object',
      properties: { body: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 } },
      required: ['body'],
    },
  ],
})

/** As Meta has them: the list, one of them, what it takes, and when they were last read. */
export const readTemplates: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/templates',
    operation(
      {
        operationId: 'listTemplates',
        tag: 'Templates',
        summary: 'List templates',
        description:
          'As Meta has them, oldest first. They follow Meta by webhook and are read again about once an hour.',
        scope: 'templates:read',
      },
      { querystring: TemplateQuery, response: { 200: pageOf(TemplateView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const { limit, cursor, ...filters } = request.query
      const list = { operationId: 'listTemplates', accountId, filters }
      const wanted = { ...filters, ...upperCase('status', filters.status), ...upperCase('category', filters.category) }
      const read = (page: PageToRead) => listTemplates(ctx.core, accountId, wanted, page)
      return answerPage(ctx.core, list, { limit, cursor }, { read, view: toTemplateView })
    },
  )

  app.get(
    '/templates/sync',
    operation(
      {
        operationId: 'listTemplateSyncs',
        tag: 'Templates',
        summary: 'When templates were last read from Meta',
        description: 'For each WhatsApp Business Account; until the first time, Meta alone judges what is sent.',
        scope: 'templates:read',
      },
      { response: { 200: Type.Object({ data: Type.Array(SyncView) }) } },
    ),
    async (request) => ({ data: await listSyncs(ctx.core, principalOf(request).account.id) }),
  )

  app.get(
    '/templates/:id',
    operation(
      {
        operationId: 'getTemplate',
        tag: 'Templates',
        summary: 'Get a template',
        description: "By our id or Meta's.",
        scope: 'templates:read',
        problems: [404],
      },
      { params: TemplateParams, response: { 200: TemplateDetailView } },
    ),
    async (request) => {
      const id = knownTemplateId(request.params.id)
      const template = await readTemplate(ctx.core, principalOf(request).account.id, id)
      return { ...toTemplateView(template), heldMessages: template.heldMessages }
    },
  )

  app.get(
    '/templates/:id/contract',
    operation(
      {
        operationId: 'getTemplateContract',
        tag: 'Templates',
        summary: 'Get the contract of a template',
        description:
          'JSON Schema (2020-12) of the values that the template takes: `{header?, body?, buttons?, limited_time_offer?, cards?}`. ' +
          'Each send is compared with it; `POST /v1/templates/{id}/preview` takes values of this shape.',
        scope: 'templates:read',
        problems: [404],
      },
      { params: TemplateParams, response: { 200: ContractView } },
    ),
    async (request) => {
      const id = knownTemplateId(request.params.id)
      const { contract } = await readTemplate(ctx.core, principalOf(request).account.id, id)
      const { 'x-slots': _, ...schema } = contract
      return schema
    },
  )
}

const upperCase = (name: string, value: string | undefined) =>
  value === undefined ? {} : { [name]: value.toUpperCase() }
