import { rotateSource } from '@dawk/core/integrations/sources/event-sources.ts'
import { operation } from '#operations/operation.ts'
import { RotateSourceBody, SourceWithSecret } from '../../schemas/event-source-schemas.ts'
import { toSourceView } from './source-view.ts'

const daySeconds = 24 * 3600

export const rotateEventSource = operation({
  route: 'POST /event-sources/:id/rotate',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Rotate the address or the secret',
  description: 'For `graceSeconds`, a day unless given, the one before is good as well. 0 ends it at once.',
  body: RotateSourceBody,
  reply: { 200: SourceWithSecret },
  async handle({ ctx, caller, id, body: { what, secret = null, graceSeconds = daySeconds } }) {
    const change = { what: what === 'url' ? ('token' as const) : what, secret, graceSeconds }
    const { source, secret: shown } = await rotateSource(ctx.core, caller, id, change)
    return { ...toSourceView(ctx, source), secret: shown }
  },
})
