import { defaultSource } from '@dawk/core/integrations/sources/event-source.ts'
import { createSource } from '@dawk/core/integrations/sources/event-sources.ts'
import { operation } from '#operations/operation.ts'
import { NewSourceBody, SourceWithSecret } from '../../schemas/event-source-schemas.ts'
import { sourceContextOf, toSourceView } from './source-view.ts'

export const createEventSource = operation({
  route: 'POST /event-sources',
  tag: 'Event sources',
  scope: 'integrations:write',
  refuses: ['conflict'],
  summary: 'Create an event source',
  description:
    'At most 50 for an account. Without a mapping events are stored, and a mapping is learned from them. Where `auth` needs a secret and none is given, one is made; it is not shown again.',
  body: NewSourceBody,
  reply: { 201: SourceWithSecret },
  async handle({ ctx, caller, body: { secret = null, ...given } }) {
    const settings = { ...defaultSource, ...given, secret }
    const { source, secret: shown } = await createSource(sourceContextOf(ctx), caller, settings)
    return { ...toSourceView(ctx, source), secret: shown }
  },
})
