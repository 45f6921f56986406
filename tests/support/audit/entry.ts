import type { Reply } from '../gateway.ts'
import type { AuditWorld } from './audit-world.ts'

/** A writing operation, and what it leaves in the audit log. */
export interface Entry {
  action: string
  /** The log of the account that was registered last has it; else that of the first account. */
  ofOther: boolean
  /** Prepares, which may leave records of its own; what it returns makes the one call that is looked at. */
  prepare(world: AuditWorld): Promise<() => Promise<Reply>>
}

export type Entries = Readonly<Record<string, Entry>>

export function entry<What>(
  action: string,
  prepare: (world: AuditWorld) => Promise<What>,
  act: (world: AuditWorld, what: What) => Promise<Reply>,
): Entry {
  return {
    action,
    ofOther: false,
    async prepare(world) {
      const what = await prepare(world)
      return () => act(world, what)
    },
  }
}

export const change = (action: string, act: (world: AuditWorld) => Promise<Reply>): Entry =>
  entry(action, async () => undefined, act)

/** Done in an account of its own. */
export const inOther = (of: Entry): Entry => ({ ...of, ofOther: true })
