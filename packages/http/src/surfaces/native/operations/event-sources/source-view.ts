import type { IncomingEvent } from '@dawk/core/integrations/incoming/incoming-event.ts'
import type { IncomingDetails, IncomingPreview } from '@dawk/core/integrations/incoming/incoming-events.ts'
import type { EventSource } from '@dawk/core/integrations/sources/event-source.ts'
import { addressOf, type SourceContext } from '@dawk/core/integrations/sources/event-sources.ts'
import type { Static } from 'typebox'
import type { HttpContext } from '#context.ts'
import type {
  IncomingPreviewView,
  IncomingView,
  IncomingWithBody,
  SourceView,
} from '../../schemas/event-source-schemas.ts'

type ViewContext = Pick<HttpContext, 'core' | 'numbers' | 'publicUrl'>

/** What event sources need of core. */
export const sourceContextOf = ({ core, numbers }: ViewContext): SourceContext => ({ ...core, numbers })

export function toSourceView(ctx: ViewContext, source: EventSource): Static<typeof SourceView> {
  const { id, name, kind, state, hasSecret, previousSecretUntil, lastEventAt, createdAt, updatedAt } = source
  const { auth, dedupe, mapping, actions, respond } = source
  return {
    ...{ id, name, kind, state, hasSecret, previousSecretUntil, lastEventAt, createdAt, updatedAt },
    ...({ auth, dedupe, mapping, actions, respond } as unknown as Pick<
      Static<typeof SourceView>,
      'auth' | 'dedupe' | 'mapping' | 'actions' | 'respond'
    >),
    url: addressOf({ secrets: ctx.core.secrets, publicUrl: ctx.publicUrl }, source),
    previousUrlUntil: source.previousTokenUntil,
  }
}

export function toIncomingView(event: IncomingEvent): Static<typeof IncomingView> {
  const { id, state, reason, type, contactId, data, notes, run, duplicates, occurredAt, receivedAt, appliedAt } = event
  return {
    ...{ id, state, reason, type, contactId, data, run, duplicates, occurredAt, receivedAt, appliedAt },
    notes: [...notes],
  }
}

export const toIncomingDetails = (event: IncomingDetails): Static<typeof IncomingWithBody> => ({
  ...toIncomingView(event),
  body: event.body,
  headers: event.headers,
  outcomes: event.outcomes.map(({ actionId, kind, outcome, reason, messageId, referenceId, at }) => ({
    ...{ actionId, kind, outcome, reason, messageId, referenceId, at },
  })),
})

export const toPreviewView = ({ write, consent, ...read }: IncomingPreview): Static<typeof IncomingPreviewView> => ({
  type: read.type,
  occurredAt: read.occurredAt,
  data: read.data,
  contact: write,
  consent,
  notes: [...read.notes],
  actions: [...read.actions],
})
