import { syncNow } from '@dawk/core/messaging/templates/read-templates.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { SyncBody } from '#surfaces/native/schemas/template-schemas.ts'
import { templateDeps, wabaOf } from './template-deps.ts'

const SyncedView = Type.Object(
  { wabaId: Type.String(), count: Type.Integer() },
  { examples: [{ wabaId: '102290129340398', count: 12 }] },
)

export const syncTemplates = operation({
  route: 'POST /templates/sync',
  tag: 'Templates',
  scope: 'templates:write',
  cost: 5,
  refuses: ['conflict', 'upstream_refused'],
  summary: 'Read the templates from Meta now',
  description: 'Webhooks and an hourly round keep them true; this is for those who cannot wait.',
  body: SyncBody,
  reply: { 200: SyncedView },
  async handle({ ctx, caller, principal, body }) {
    const wabaId = wabaOf(principal, body.wabaId)
    return { wabaId, ...(await syncNow(templateDeps(ctx, principal), caller, wabaId)) }
  },
})
