import type { NewTemplate, TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import type { Principal } from '@dawk/core/api-keys/principal.ts'
import { GatewayError } from '@dawk/core/errors.ts'
import { checkTemplateSend } from '@dawk/core/templates/check-template-send.ts'
import { lintTemplate } from '@dawk/core/templates/lint-template.ts'
import { listSyncs, listTemplates, readTemplate, syncNow } from '@dawk/core/templates/read-templates.ts'
import { renderTemplatePreview } from '@dawk/core/templates/render-preview.ts'
import { toTemplateComponents } from '@dawk/core/templates/template-parameters.ts'
import { uploadSample } from '@dawk/core/templates/upload-sample.ts'
import { createTemplate, deleteTemplate, editTemplate, releaseTemplate } from '@dawk/core/templates/write-templates.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '../../../authentication.ts'
import type { HttpContext } from '../../../context.ts'
import { usableNumbers } from '../../../usable-numbers.ts'
import { found } from '../known-id.ts'
import { operation } from '../operation.ts'
import { answerPage, type PageToRead } from '../paging.ts'
import { pageOf } from '../schemas.ts'
import {
  DraftBody,
  EditBody,
  PreviewBody,
  PreviewView,
  ProblemsView,
  SampleBody,
  SyncBody,
  SyncView,
  TemplateDetailView,
  TemplateQuery,
  TemplateView,
  templateEventNames,
  toDraft,
  toProblems,
  toTemplateView,
} from '../template-schemas.ts'
import { toMetaNames } from '../wire-names.ts'

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
const LintView = Type.Object(
  { valid: Type.Boolean(), problems: ProblemsView },
  { examples: [{ valid: false, problems: [{ path: 'components.0.text', detail: 'is required' }] }] },
)
const SampleView = Type.Object({ handle: Type.String() }, { examples: [{ handle: '4::aW1hZ2UvanBlZw==:ARZ…' }] })
const SyncedView = Type.Object(
  { wabaId: Type.String(), count: Type.Integer() },
  { examples: [{ wabaId: '102290129340398', count: 12 }] },
)

type Routes = FastifyPluginAsyncTypebox<{ ctx: HttpContext }>

const TemplateParams = Type.Object({ id: Type.String({ maxLength: 256, description: "Our id, or Meta's." }) })
const idPattern = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,32})$/i
const knownTemplateId = (id: string) => found(idPattern.test(id) ? id : null, 'template')

/** Of the number that the key sends from, unless one is named. */
function wabaOf({ number }: Principal, named: string | undefined): string {
  const wabaId = named ?? number?.wabaId
  if (wabaId) return wabaId
  throw new GatewayError(
    'number_not_connected',
    'The WhatsApp Business Account of the number is not known yet: name it as wabaId.',
  )
}

export const templates: Routes = async (app, { ctx }) => {
  await app.register(reading, { ctx })
  await app.register(judging, { ctx })
  await app.register(writing, { ctx })
}

const reading: Routes = async (app, { ctx }) => {
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

const judging: Routes = async (app, { ctx }) => {
  app.post(
    '/templates/lint',
    operation(
      {
        operationId: 'lintTemplate',
        tag: 'Templates',
        summary: 'Check a draft',
        description: "Everything in a draft that breaks Meta's rules, each with its path; nothing is sent to Meta.",
        scope: 'templates:read',
      },
      { body: DraftBody, response: { 200: LintView } },
    ),
    async (request) => {
      const problems = toProblems(lintTemplate(toDraft(request.body)))
      return { valid: problems.length === 0, problems }
    },
  )

  app.post(
    '/templates/:id/preview',
    operation(
      {
        operationId: 'previewTemplate',
        tag: 'Templates',
        summary: 'See what a recipient would see',
        description:
          'With the `components` of a send or with `parameters` as the contract describes them; both may be incomplete.',
        scope: 'templates:read',
        problems: [404],
      },
      { params: TemplateParams, body: PreviewBody, response: { 200: PreviewView } },
    ),
    async (request) => {
      const template = await readTemplate(ctx.core, principalOf(request).account.id, knownTemplateId(request.params.id))
      const { components, parameters = {} } = request.body
      const sent = components
        ? (toMetaNames(components) as unknown[])
        : toTemplateComponents(template.contract, parameters)
      const preview = { ...renderTemplatePreview(template.components, sent) }
      return { preview, problems: toProblems(checkTemplateSend(template.contract, { components: sent })) }
    },
  )
}

const writing: Routes = async (app, { ctx }) => {
  const depsOf = (principal: Principal) => ({ ...ctx.core, numbers: usableNumbers(ctx.numbers, principal) })

  app.post(
    '/templates',
    operation(
      {
        operationId: 'createTemplate',
        tag: 'Templates',
        summary: 'Create a template',
        description:
          "Checked by all of Meta's rules first, then sent to Meta, which reviews it: the answer's status is PENDING as a rule. " +
          `Events tell what follows: \`${templateEventNames}\`.`,
        scope: 'templates:write',
        problems: [409, 422],
      },
      { body: DraftBody, response: { 201: TemplateView } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const wabaId = wabaOf(principal, request.body.wabaId)
      const draft = toDraft(request.body) as unknown as NewTemplate
      return reply
        .code(201)
        .send(
          toTemplateView(
            await createTemplate(depsOf(principal), principal.account.id, wabaId, draft, actorOf(request)),
          ),
        )
    },
  )

  app.post(
    '/templates/samples',
    operation(
      {
        operationId: 'uploadTemplateSample',
        tag: 'Templates',
        summary: 'Upload the sample of a header',
        description:
          'Puts a file of the account (PDF, JPEG, PNG, MP4; at most 16 MB) up at Meta. The handle goes into ' +
          '`example.headerHandle` of a header of the format IMAGE, VIDEO or DOCUMENT; it lives for some weeks.',
        scope: 'templates:write',
        problems: [404, 409, 422],
      },
      { body: SampleBody, response: { 201: SampleView } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const wanted = { wabaId: wabaOf(principal, request.body.wabaId), mediaId: request.body.mediaId.toLowerCase() }
      const deps = { ...depsOf(principal), media: ctx.media }
      return reply.code(201).send({ handle: await uploadSample(deps, principal.account.id, wanted) })
    },
  )

  app.post(
    '/templates/sync',
    operation(
      {
        operationId: 'syncTemplates',
        tag: 'Templates',
        summary: 'Read the templates from Meta now',
        description: 'Webhooks and an hourly round keep them true; this is for those who cannot wait.',
        scope: 'templates:write',
        problems: [409, 422],
      },
      { body: SyncBody, response: { 200: SyncedView } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const wabaId = wabaOf(principal, request.body.wabaId)
      return { wabaId, ...(await syncNow(depsOf(principal), principal.account.id, wabaId)) }
    },
  )

  app.patch(
    '/templates/:id',
    operation(
      {
        operationId: 'editTemplate',
        tag: 'Templates',
        summary: 'Edit a template',
        description:
          'Components are replaced as a whole, and Meta reviews the template again; until then it cannot be sent. An approved ' +
          'template can be edited once in 24 hours and ten times in 30 days, a rejected or paused one freely.',
        scope: 'templates:write',
        problems: [404, 409, 422],
      },
      { params: TemplateParams, body: EditBody, response: { 200: TemplateView } },
    ),
    async (request) => {
      const edit = toMetaNames(request.body) as TemplateEdit
      const id = knownTemplateId(request.params.id)
      const principal = principalOf(request)
      return toTemplateView(await editTemplate(depsOf(principal), principal.account.id, id, edit, actorOf(request)))
    },
  )

  app.delete(
    '/templates/:id',
    operation(
      {
        operationId: 'deleteTemplate',
        tag: 'Templates',
        summary: 'Delete a template',
        description: 'This language alone; Meta holds the name for 30 days.',
        scope: 'templates:write',
        problems: [404, 409, 422],
      },
      { params: TemplateParams, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const which = { id: knownTemplateId(request.params.id) }
      await deleteTemplate(depsOf(principal), principal.account.id, which, actorOf(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/templates/:id/release',
    operation(
      {
        operationId: 'releaseTemplate',
        tag: 'Templates',
        summary: 'Let held messages go',
        description:
          'When Meta changes the category of a template, queued bulk messages that use it wait, since they may cost more now. ' +
          'This lets them go. Those that wait for a pause go on by themselves.',
        scope: 'templates:write',
        problems: [404],
      },
      { params: TemplateParams, response: { 200: TemplateView } },
    ),
    async (request) => {
      const id = knownTemplateId(request.params.id)
      return toTemplateView(await releaseTemplate(ctx.core, principalOf(request).account.id, id, actorOf(request)))
    },
  )
}
