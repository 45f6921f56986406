import { listSyncs } from '@dawk/core/messaging/templates/read-templates.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { SyncView } from '#surfaces/native/schemas/template-schemas.ts'

export const listTemplateSyncs = operation({
  route: 'GET /templates/sync',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'When templates were last read from Meta',
  description: 'For each WhatsApp Business Account; until the first time, Meta alone judges what is sent.',
  reply: { 200: Type.Object({ data: Type.Array(SyncView) }) },
  handle: async ({ ctx, caller }) => ({ data: await listSyncs(ctx.core, caller) }),
})
