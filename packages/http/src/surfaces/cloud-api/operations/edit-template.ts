import type { TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { editTemplate as editTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { operation } from '#operations/operation.ts'
import { unsupported } from '../errors.ts'
import { bodyOf, findTemplateNode, refuse, templateDeps } from '../own-templates.ts'
import { ofNode, shapes, Text } from '../shapes.ts'
import { components, draft } from '../template-shapes.ts'

export const editTemplate = operation({
  route: 'POST /:id',
  tag: 'Templates',
  scope: 'templates:write',
  summary: 'Edit a template',
  shown: shapes({
    params: ofNode,
    body: { type: 'object', properties: { category: Text, components }, examples: [{ components: draft.components }] },
    ok: {
      type: 'object',
      properties: { success: { type: 'boolean' }, id: Text, name: Text, category: Text },
      required: ['success'],
    },
    example: { success: true, id: '1000000000000002', name: 'order_ready', category: 'UTILITY' },
  }),
  async handle({ ctx, caller, request, principal, params }) {
    const template = await findTemplateNode(ctx, request, params.id)
    if (!template) throw unsupported('POST', params.id)
    const edit = bodyOf(request) as TemplateEdit
    const deps = templateDeps(ctx, principal)
    const edited = await editTemplateInCore(deps, caller, template.id, edit).catch(refuse)
    return { success: true, id: edited.metaId, name: edited.name, category: edited.category }
  },
})
