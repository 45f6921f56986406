import { asText } from '../json.ts'
import type { Grant } from '../numbers/business-tokens.ts'
import { ControlError, readMembers } from './control-error.ts'

/** `{wabaId, appId?, scopes?, targetIds?, expiresAt?}`: what a person granted in a sign-up. */
export function readGrant(body: unknown): Grant {
  const { wabaId, appId, scopes, targetIds, expiresAt } = readMembers(body, [
    'wabaId',
    'appId',
    'scopes',
    'targetIds',
    'expiresAt',
  ])
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
