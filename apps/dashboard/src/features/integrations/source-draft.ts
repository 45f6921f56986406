import type { Source, SourceChange } from './api/sources.ts'

export type Mapping = NonNullable<SourceChange['mapping']>
export type Action = NonNullable<SourceChange['actions']>[number]
export type ActionKind = Action['kind']
export type Auth = NonNullable<SourceChange['auth']>

/** The API keeps what it once took: settings come back as they were given. */
export const mappingOf = ({ mapping }: Pick<Source, 'mapping'>): Mapping => mapping as unknown as Mapping
export const actionsOf = ({ actions }: Pick<Source, 'actions'>): Action[] => actions as unknown as Action[]
export const authOf = ({ auth }: Pick<Source, 'auth'>): Auth => auth as unknown as Auth

/** A fresh id within the source: `send-1`, `send-2`. */
function freshActionId(actions: readonly Action[], kind: ActionKind): string {
  const base = { send_template: 'send', start_flow: 'flow', enroll: 'drip', exit_drip: 'exit' }[kind]
  for (let count = 1; ; count += 1) {
    const id = `${base}-${count}`
    if (!actions.some((one) => one.id === id)) return id
  }
}

export function freshAction(actions: readonly Action[], kind: ActionKind, numberId: string): Action {
  const id = freshActionId(actions, kind)
  switch (kind) {
    case 'send_template':
      return { id, kind, numberId, template: { name: '', language: '' } }
    case 'start_flow':
      return { id, kind, flowId: '' }
    default:
      return { id, kind, dripId: '' }
  }
}
