/** Who changes something, and from where: every change to what an account has names one. */
export interface Actor {
  kind: 'api_key' | 'member' | 'operator' | 'system'
  /** Of the key or the member. */
  id: string | null
  /** How a key is displayed, or a member's e-mail address. */
  name: string | null
  ip: string | null
  requestId: string | null
}

const without = { id: null, name: null, ip: null, requestId: null }

/** Whoever runs the installation, on its command line. */
export const operator: Actor = { kind: 'operator', ...without }

/** Dawk itself. */
export const system: Actor = { kind: 'system', ...without }
