import { previewConnection as previewInCore } from '@dawk/core/integrations/connections/syncs.ts'
import { operation } from '#operations/operation.ts'
import { ConnectionPreview, ConnectionPreviewBody } from '../../schemas/connection-schemas.ts'
import { connectionContextOf } from './connection-view.ts'

export const previewConnection = operation({
  route: 'POST /connections/:id/preview',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:write',
  refuses: ['not_found', 'upstream_refused', 'upstream_unavailable'],
  summary: 'Try a mapping on live records',
  description: 'What would be written of five records, as they are there now. Nothing is written.',
  body: ConnectionPreviewBody,
  reply: { 200: ConnectionPreview },
  async handle({ ctx, caller, id, body: { mapping = null } }) {
    const previews = await previewInCore(connectionContextOf(ctx), caller, id, mapping)
    const records = previews.map(({ remoteId, body, read }) => ({
      ...{ remoteId, body: { ...body }, contact: read.write, consent: read.consent, notes: [...read.notes] },
    }))
    return { records }
  },
})
