import type { InboxSettings } from '@dawk/core/engagement/inbox/settings/inbox-settings.ts'
import { findTeamIds } from '@dawk/core/engagement/inbox/teams/agents.ts'
import type { SeenBy } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { OperationContext } from '#context.ts'

type Context = Pick<OperationContext, 'core' | 'inboxes'>

/** Who reads, as far as it matters here. */
export type InboxReader = Pick<Caller, 'accountId' | 'role'> & { actor: Pick<Caller['actor'], 'kind' | 'id'> }

/** A member whom the settings of the inbox may bind; null: a key, or somebody who manages the account. */
async function boundMember(ctx: Context, { accountId, actor, role }: InboxReader) {
  if (actor.kind !== 'member' || actor.id === null || role === null || role === 'owner' || role === 'admin') return null
  const settings = await ctx.inboxes.find(accountId)
  return settings && { memberId: actor.id, role, settings }
}

const seesPart = ({ agentsSee }: InboxSettings, role: string) => role === 'agent' && agentsSee !== 'all'

/** What of the conversations the caller may see; null: all of them. */
export async function seenBy(ctx: Context, caller: InboxReader): Promise<SeenBy | null> {
  const bound = await boundMember(ctx, caller)
  if (bound === null || !seesPart(bound.settings, bound.role)) return null
  const { memberId, settings } = bound
  return { memberId, teamIds: settings.agentsSee === 'team' ? await findTeamIds(ctx.core, caller, memberId) : null }
}

/** For lists of a whole account. @throws GatewayError `forbidden` for an agent who sees a part of the conversations */
export async function assertSeesAll(ctx: Context, caller: Caller): Promise<void> {
  if ((await seenBy(ctx, caller)) !== null)
    throw new GatewayError('forbidden', 'Read messages through the conversations that you see.')
}

/** Whether phone numbers are shown to the caller without their last digits. */
export async function seesMasked(ctx: Context, caller: InboxReader): Promise<boolean> {
  const { actor, role, accountId } = caller
  if (actor.kind !== 'member' || role === null) return false
  return (await ctx.inboxes.find(accountId))?.maskPhonesFor.includes(role) ?? false
}

/** Before files of people. @throws GatewayError `forbidden` */
export async function assertSeesPhones(ctx: Context, caller: Caller): Promise<void> {
  if (await seesMasked(ctx, caller)) throw new GatewayError('forbidden', 'Your role does not see phone numbers.')
}

/** Before messages that name whom they go to. @throws GatewayError `forbidden` for a member who may answer only in conversations */
export async function assertSendsFreely(ctx: Context, caller: Caller): Promise<void> {
  const bound = await boundMember(ctx, caller)
  if (bound === null) return
  const { settings, role } = bound
  if (settings.onlyAssigneeSends || seesPart(settings, role))
    throw new GatewayError('forbidden', 'Answer in the conversation: POST /v1/conversations/{id}/messages.')
}
