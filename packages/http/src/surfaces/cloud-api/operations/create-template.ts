import type { NewTemplate } from '@dawk/cloud-api/template-types.ts'
import { createTemplate as createTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { operation } from '#operations/operation.ts'
import { bodyOf, ownWaba, refuse, templateDeps } from '../own-templates.ts'
import { ofWaba, shapes, Text } from '../shapes.ts'
import { components, draft } from '../template-shapes.ts'

export const createTemplate = operation({
  route: 'POST /:id/message_templates',
  tag: 'Templates',
  scope: 'templates:write',
  summary: 'Create a template',
  shown: shapes({
    params: ofWaba('id'),
    body: {
      type: 'object',
      properties: { name: Text, language: Text, category: Text, components },
      required: ['name', 'language', 'category', 'components'],
      examples: [draft],
    },
    ok: {
      type: 'object',
      properties: { id: Text, status: Text, category: Text },
      required: ['id', 'status', 'category'],
    },
    example: { id: '1000000000000002', status: 'PENDING', category: 'UTILITY' },
  }),
  async handle({ ctx, caller, request, principal, params }) {
    const wabaId = await ownWaba(ctx, request, params.id)
    const draft = bodyOf(request) as unknown as NewTemplate
    const deps = templateDeps(ctx, principal)
    const template = await createTemplateInCore(deps, caller, wabaId, draft).catch(refuse)
    return { id: template.metaId, status: template.status, category: template.category }
  },
})
