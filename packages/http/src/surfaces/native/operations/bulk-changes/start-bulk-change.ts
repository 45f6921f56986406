import type { BulkFilter } from '@dawk/core/engagement/inbox/bulk/bulk-change.ts'
import { startBulkChange as startBulkChangeInCore } from '@dawk/core/engagement/inbox/bulk/bulk-changes.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Static } from 'typebox'
import type { Call } from '#operations/call.ts'
import { operation } from '#operations/operation.ts'
import { seenBy } from '../../inbox-access.ts'
import { BulkChangeView, NewBulkChange } from '../../schemas/macro-schemas.ts'
import { toConversationFilter } from '../inbox/inbox-views.ts'
import { toSteps } from '../macros/macro-view.ts'

type Body = Static<typeof NewBulkChange>

export const startBulkChange = operation({
  route: 'POST /bulk-changes',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Change every conversation of a view',
  description:
    'Takes `steps`, or those of a macro, on all conversations that `filters` finds, or on `conversationIds`, in the background. ' +
    'Each is changed once, whatever happens meanwhile; those that come to fit the filters while it runs may be changed too. ' +
    'At most five run at once.',
  body: NewBulkChange,
  reply: { 202: BulkChangeView },
  async handle({ ctx, caller, body }) {
    const filter = await toFilter({ ctx, caller }, body)
    return startBulkChangeInCore(ctx.core, caller, filter, toGiven(body))
  },
})

async function toFilter({ ctx, caller }: Pick<Call, 'ctx' | 'caller'>, body: Body): Promise<BulkFilter> {
  const { filters, conversationIds } = body
  if ((filters === undefined) === (conversationIds === undefined))
    throw invalid('filters', 'either filters or conversationIds must be given')
  return {
    ...toConversationFilter(caller, filters ?? {}),
    ...(conversationIds && { ids: conversationIds }),
    seenBy: await seenBy(ctx, caller),
  }
}

function toGiven({ macroId, steps }: Body) {
  if (macroId !== undefined && steps === undefined) return { macroId }
  if (steps !== undefined && macroId === undefined) return { steps: toSteps(steps) }
  throw invalid('steps', 'either steps or macroId must be given')
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
