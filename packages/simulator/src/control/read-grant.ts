import { asText, type Json } from '../json.ts'
import { ControlError } from '../messages/accept-inbound.ts'
import type { Grant } from '../numbers/business-tokens.ts'

/** `{wabaId, appId?, scopes?, targetIds?, expiresAt?}`: what a person granted in a sign-up. */
export function readGrant({ wabaId, appId, scopes, targetIds, expiresAt }: Json): Grant {
  const waba = asText(wabaId)
  if (waba === undefined) throw new ControlError('wabaId is required')
  return {
    wabaId: waba,
    ...(typeof appId === 'string' ? { appId } : {}),
    ...(Array.isArray(scopes) ? { scopes: scopes.map(String) } : {}),
    ...(Array.isArray(targetIds) ? { targetIds: targetIds.map(String) } : {}),
    ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
  }
}
