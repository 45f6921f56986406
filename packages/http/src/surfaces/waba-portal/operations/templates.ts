import type { NewTemplate, TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { listTemplates } from '@dawk/core/messaging/templates/read-templates.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import { createTemplate, deleteTemplate, editTemplate } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { whatIsWrongWithJson } from '#requests/storable-json.ts'
import { repliesOf, Success } from '../schemas.ts'
import {
  EditTemplateBody,
  NewTemplateBody,
  TemplateIdParams,
  TemplateNameParams,
  TemplateReply,
  TemplatesReply,
  type TemplateView,
} from '../template-schemas.ts'

const templatesPerQuery = 500
const templateBytes = 65_536

/** `GET`, `POST /templates`, `POST /templates/:id/edit`, `DELETE /templates/:name`: those of the number that sends. */
export const templates: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const deps = { ...ctx.core, numbers: ctx.numbers }
  const tags = ['Templates']
  const write = { scope: 'templates:write' } as const

  app.get(
    '/templates',
    {
      config: { scope: 'templates:read' },
      schema: { operationId: 'listTemplates', summary: 'List templates', tags, response: repliesOf(TemplatesReply) },
    },
    async (request) => {
      const all = await listAll(ctx, principalOf(request))
      return { data: all.map(toTemplateView) }
    },
  )

  app.post(
    '/templates',
    {
      config: write,
      schema: {
        operationId: 'createTemplate',
        summary: 'Create a template',
        tags,
        body: NewTemplateBody,
        response: repliesOf(TemplateReply),
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const draft = storable(request.body) as NewTemplate
      const created = await createTemplate(deps, principal.account.id, wabaOf(principal), draft, actorOf(request))
      return { success: true as const, data: toTemplateView(created) }
    },
  )

  app.post(
    '/templates/:id/edit',
    {
      config: write,
      schema: {
        operationId: 'editTemplate',
        summary: 'Edit a template',
        tags,
        params: TemplateIdParams,
        body: EditTemplateBody,
        response: repliesOf(TemplateReply),
      },
    },
    async (request) => {
      const { category, components } = storable(request.body)
      const edit = { ...(category !== undefined && { category }), ...(components && { components }) } as TemplateEdit
      const edited = await editTemplate(
        deps,
        principalOf(request).account.id,
        request.params.id,
        edit,
        actorOf(request),
      )
      return { success: true as const, data: toTemplateView(edited) }
    },
  )

  app.delete(
    '/templates/:name',
    {
      config: write,
      schema: {
        operationId: 'deleteTemplate',
        summary: 'Delete a template',
        description: 'In every language.',
        tags,
        params: TemplateNameParams,
        response: repliesOf(Success),
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const named = { wabaId: wabaOf(principal), name: request.params.name }
      const [known] = await listTemplates(ctx.core, principal.account.id, named, { after: null, limit: 1 })
      if (!known) throw new GatewayError('not_found', 'Template not found')
      await deleteTemplate(deps, principal.account.id, named, actorOf(request))
      return { success: true as const }
    },
  )
}

/** @throws GatewayError `invalid_request` for characters and depths that nobody can store */
function storable<Body>(body: Body): Body {
  const wrong = whatIsWrongWithJson(body, templateBytes)
  if (wrong === null) return body
  throw new GatewayError('invalid_request', 'Validation failed.', {
    details: [{ field: 'components', message: wrong }],
  })
}

/** The page knows no pages. */
async function listAll({ core }: HttpContext, principal: Principal): Promise<Template[]> {
  const wabaId = principal.number?.wabaId
  const all: Template[] = []
  for (let after: string | null = null; ; ) {
    const place: { after: string | null; limit: number } = { after, limit: templatesPerQuery }
    const page: Template[] = await listTemplates(core, principal.account.id, wabaId ? { wabaId } : {}, place)
    all.push(...page)
    after = page.at(-1)?.id ?? null
    if (page.length < templatesPerQuery) return all
  }
}

function wabaOf({ number }: Principal): string {
  if (number?.wabaId) return number.wabaId
  throw new GatewayError('number_not_connected', 'The WhatsApp Business Account of the phone number is not known yet.')
}

function toTemplateView({ metaId: id, name, status, category, language, components }: Template): TemplateView {
  return { id, name, status, category, language, components: [...components] }
}
