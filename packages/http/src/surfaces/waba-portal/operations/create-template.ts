import type { NewTemplate } from '@dawk/cloud-api/template-types.ts'
import { createTemplate as createTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import { operation } from '#operations/operation.ts'
import { NewTemplateBody, TemplateReply } from '../template-schemas.ts'
import { storable, toTemplateView, wabaOf } from '../translate-templates.ts'

export const createTemplate = operation({
  route: 'POST /templates',
  tag: 'Templates',
  scope: 'templates:write',
  summary: 'Create a template',
  body: NewTemplateBody,
  reply: { 200: TemplateReply },
  async handle({ ctx: { core, numbers }, caller, principal, body }) {
    const draft = storable(body) as NewTemplate
    const created = await createTemplateInCore(
      { ...core, numbers: usableNumbers(numbers, principal) },
      caller,
      wabaOf(principal),
      draft,
    )
    return { success: true as const, data: toTemplateView(created) }
  },
})
