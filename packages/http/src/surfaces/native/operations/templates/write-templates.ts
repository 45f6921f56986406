import type { NewTemplate, TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { syncNow } from '@dawk/core/messaging/templates/read-templates.ts'
import { uploadSample } from '@dawk/core/messaging/templates/write/upload-sample.ts'
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  releaseTemplate,
} from '@dawk/core/messaging/templates/write/write-templates.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import type { HttpContext } from '#context.ts'
import { operation } from '#surfaces/native/operation.ts'
import {
  DraftBody,
  EditBody,
  SampleBody,
  SyncBody,
  TemplateView,
  templateEventNames,
  toDraft,
  toTemplateView,
} from '#surfaces/native/schemas/template-schemas.ts'
import { toMetaNames } from '#surfaces/native/wire-names.ts'
import { knownTemplateId, TemplateParams } from './template-id.ts'

const SampleView = Type.Object({ handle: Type.String() }, { examples: [{ handle: '4::aW1hZ2UvanBlZw==:ARZ…' }] })
const SyncedView = Type.Object(
  { wabaId: Type.String(), count: Type.Integer() },
  { examples: [{ wabaId: '102290129340398', count: 12 }] },
)

/** Of the number that the key sends from, unless one is named. */
function wabaOf({ number }: Principal, named: string | undefined): string {
  const wabaId = named ?? number?.wabaId
  if (wabaId) return wabaId
  throw new GatewayError(
    'number_not_connected',
    'The WhatsApp Business Account of the number is not known yet: name it as wabaId.',
  )
}

/** What goes to Meta, and what is read from there when asked. */
export const writeTemplates: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
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
