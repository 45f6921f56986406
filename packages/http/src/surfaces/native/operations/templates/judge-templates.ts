import { renderTemplatePreview } from '@dawk/core/messaging/templates/contract/render-preview.ts'
import { toTemplateComponents } from '@dawk/core/messaging/templates/contract/template-parameters.ts'
import { readTemplate } from '@dawk/core/messaging/templates/read-templates.ts'
import { checkTemplateSend } from '@dawk/core/messaging/templates/send-check/check-template-send.ts'
import { lintTemplate } from '@dawk/core/messaging/templates/write/lint-template.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { operation } from '#surfaces/native/operation.ts'
import {
  DraftBody,
  PreviewBody,
  PreviewView,
  ProblemsView,
  toDraft,
  toProblems,
} from '#surfaces/native/schemas/template-schemas.ts'
import { toMetaNames } from '#surfaces/native/wire-names.ts'
import { knownTemplateId, TemplateParams } from './template-id.ts'

const LintView = Type.Object(
  { valid: Type.Boolean(), problems: ProblemsView },
  { examples: [{ valid: false, problems: [{ path: 'components.0.text', detail: 'is required' }] }] },
)

/** Answers without Meta: is a draft right, and what would a recipient see? */
export const judgeTemplates: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
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
