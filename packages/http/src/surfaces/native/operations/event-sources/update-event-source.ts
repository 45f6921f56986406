import { updateSourceSettings } from '@dawk/core/integrations/sources/event-sources.ts'
import { operation } from '#operations/operation.ts'
import { SourcePatch, SourceWithSecret } from '../../schemas/event-source-schemas.ts'
import { sourceContextOf, toSourceView } from './source-view.ts'

export const updateEventSource = operation({
  route: 'PATCH /event-sources/:id',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:write',
  refuses: ['not_found'],
  summary: 'Update an event source',
  description:
    'Holds for what comes from now on, and for what is replayed. A given `secret` replaces the one before at once; rotating keeps both for a while.',
  body: SourcePatch,
  reply: { 200: SourceWithSecret },
  async handle({ ctx, caller, id, body }) {
    const { source, secret } = await updateSourceSettings(sourceContextOf(ctx), caller, id, body)
    return { ...toSourceView(ctx, source), secret }
  },
})
