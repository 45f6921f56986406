/** What a key may be allowed to do: every scope there is, with what it opens, in the words of the documentation. */
export const scopes = {
  'messages:read': 'Read messages, their status and their timeline.',
  'messages:write': 'Send, schedule, cancel and retry messages.',
  'templates:read': 'Read message templates.',
  'templates:write': 'Create, change and delete message templates.',
  'media:read': 'Download media.',
  'media:write': 'Upload and delete media.',
  'conversations:read': 'Read conversations.',
  'conversations:write': 'Assign, close and annotate conversations, and mark messages as read.',
  'contacts:read': 'Read contacts, their tags, attributes and consent.',
  'contacts:write': 'Create, change, import and delete contacts.',
  'campaigns:read': 'Read campaigns and their reports.',
  'campaigns:write': 'Create, start, pause and cancel campaigns.',
  'automations:read': 'Read flows of bots, their sessions and traces.',
  'automations:write': 'Create, change, publish and start flows of bots.',
  'integrations:read': 'Read event sources and connections, and what came in by them.',
  'integrations:write': 'Create, change and delete event sources and connections, and act upon what came in again.',
  'webhooks:read': 'Read webhook endpoints and their deliveries.',
  'webhooks:write': 'Create, change and delete webhook endpoints, and replay deliveries.',
  'events:read': 'Read the event log.',
  'numbers:read': 'Read phone numbers and their health.',
  'numbers:write': 'Connect, sign up, change, verify and disconnect phone numbers, and set where their webhooks go.',
  'keys:read': 'List API keys; a key itself is shown only when it is made.',
  'keys:write': 'Create, change, rotate and revoke API keys.',
  'account:read': 'Read the account and its limits.',
  'account:write': 'Change the account.',
  'members:read': 'Read the members of the account.',
  'members:write': 'Invite, change and remove members.',
  'audit:read': 'Read and export the audit log.',
  'billing:read': 'Read plan, subscription and invoices.',
  'billing:write': 'Change plan and subscription, and how the account pays for messages.',
  'wallet:read': 'Read the balance and the ledger of the wallet.',
  'wallet:write': 'Top up the wallet, and set below which balance the account is told.',
  'analytics:read': 'Read counts and rates.',
  'partner:read': "Read a partner's accounts, what they use, events and the audit log.",
  'partner:write': 'Create, change, suspend and close accounts of the partner, and where its webhooks go.',
  'partner:money': 'Move money between the partner and its accounts, and set what they pay.',
  'partner:impersonate': 'Create tokens, keys and sign-in links that act within an account of the partner.',
} as const

export type Scope = keyof typeof scopes

/**
 * Scopes that no operation asks for as yet. Roles have them, `*` will open them, and a key is not given one by name: nobody
 * should believe that it does anything.
 */
export const unusedScopes: ReadonlySet<Scope> = new Set<Scope>()

/** As a key stores it: a scope, all of one resource as `messages:*`, or `*`, which also stands for scopes yet to come. */
export type ScopeGrant = Scope | `${string}:*` | '*'

const all = Object.keys(scopes) as Scope[]
export const allScopes: ReadonlySet<Scope> = new Set(all)

/** Every scope that a grant opens; none: there is no such scope. */
function scopesOf(grant: string): Scope[] {
  if (grant === '*') return all
  const prefix = grant.endsWith(':*') ? grant.slice(0, -1) : null
  return all.filter((scope) => (prefix === null ? scope === grant : scope.startsWith(prefix)))
}

/** Whether a key may be given it: it opens something. */
export const isScopeGrant = (value: string): value is ScopeGrant =>
  scopesOf(value).some((scope) => !unusedScopes.has(scope))

/** What a key's grants open together. A scope that this version does not know opens nothing. */
export function expandScopes(grants: readonly string[]): ReadonlySet<Scope> {
  return grants.includes('*') ? allScopes : new Set(grants.flatMap(scopesOf))
}
