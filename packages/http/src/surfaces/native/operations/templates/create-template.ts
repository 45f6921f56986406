import type { NewTemplate } from '@dawk/cloud-api/template-types.ts'
import { createTemplate as createTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { operation } from '#operations/operation.ts'
import {
  DraftBody,
  TemplateView,
  templateEventNames,
  toDraft,
  toTemplateView,
} from '#surfaces/native/schemas/template-schemas.ts'
import { templateDeps, wabaOf } from './template-deps.ts'

export const createTemplate = operation({
  route: 'POST /templates',
  tag: 'Templates',
  scope: 'templates:write',
  refuses: ['conflict', 'upstream_refused'],
  summary: 'Create a template',
  description:
    "Checked by all of Meta's rules first, then sent to Meta, which reviews it: the answer's status is PENDING as a rule. " +
    `Events tell what follows: \`${templateEventNames}\`.`,
  body: DraftBody,
  reply: { 201: TemplateView },
  async handle({ ctx, caller, principal, body }) {
    const wabaId = wabaOf(principal, body.wabaId)
    const draft = toDraft(body) as unknown as NewTemplate
    return toTemplateView(await createTemplateInCore(templateDeps(ctx, principal), caller, wabaId, draft))
  },
})
