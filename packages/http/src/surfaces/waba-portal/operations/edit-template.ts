import type { TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { editTemplate as editTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import { operation } from '#operations/operation.ts'
import { EditTemplateBody, TemplateIdParams, TemplateReply } from '../template-schemas.ts'
import { storable, toTemplateView } from '../translate-templates.ts'

export const editTemplate = operation({
  route: 'POST /templates/:id/edit',
  tag: 'Templates',
  scope: 'templates:write',
  summary: 'Edit a template',
  params: TemplateIdParams,
  body: EditTemplateBody,
  reply: { 200: TemplateReply },
  async handle({ ctx: { core, numbers }, caller, principal, params, body }) {
    const { category, components } = storable(body)
    const edit = { ...(category !== undefined && { category }), ...(components && { components }) } as TemplateEdit
    const edited = await editTemplateInCore(
      { ...core, numbers: usableNumbers(numbers, principal) },
      caller,
      params.id,
      edit,
    )
    return { success: true as const, data: toTemplateView(edited) }
  },
})
