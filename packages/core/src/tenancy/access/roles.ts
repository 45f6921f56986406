import { allScopes, expandScopes, type Scope } from './scopes.ts'

export const roles = ['owner', 'admin', 'agent', 'developer', 'billing', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What a role opens, as a key's grants do. Owners also have the scopes that are yet to come. */
const grants: Record<Exclude<Role, 'admin'>, readonly string[]> = {
  owner: ['*'],
  agent: [
    ...['messages:*', 'conversations:*', 'contacts:*', 'media:*', 'templates:read', 'campaigns:read'],
    ...['numbers:read', 'account:read', 'members:read'],
  ],
  developer: [
    ...['messages:*', 'templates:*', 'media:*', 'conversations:*', 'contacts:*', 'campaigns:*', 'automations:*'],
    ...[
      'integrations:*',
      'webhooks:*',
      'events:*',
      'numbers:*',
      'keys:*',
      'account:read',
      'members:read',
      'audit:read',
      'analytics:*',
    ],
  ],
  billing: ['billing:*', 'wallet:*', 'analytics:read', 'account:read', 'members:read'],
  viewer: [
    ...['messages:read', 'templates:read', 'media:read', 'conversations:read', 'contacts:read', 'campaigns:read'],
    ...['automations:read', 'numbers:read', 'account:read', 'members:read', 'analytics:read'],
  ],
}

/** Money and resale are the owner's; all else an admin does too. */
const ownersAlone: readonly Scope[] = [
  ...(['billing:write', 'wallet:write'] as const),
  ...(['partner:write', 'partner:money', 'partner:impersonate'] as const),
]

const opened: Record<Role, ReadonlySet<Scope>> = {
  owner: allScopes,
  admin: new Set([...allScopes].filter((scope) => !ownersAlone.includes(scope))),
  agent: expandScopes(grants.agent),
  developer: expandScopes(grants.developer),
  billing: expandScopes(grants.billing),
  viewer: expandScopes(grants.viewer),
}

export const scopesOfRole = (role: Role): ReadonlySet<Scope> => opened[role]
