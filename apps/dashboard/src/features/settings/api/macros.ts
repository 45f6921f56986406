import { api, take } from '#lib/client/client.ts'
import type { Macro } from '#lib/inbox/macros.ts'

export const createMacro = (macro: Pick<Macro, 'name' | 'steps'>) => take(api.POST('/macros', { body: macro }))

export const deleteMacro = (id: string) => take(api.DELETE('/macros/{id}', { params: { path: { id } } }))
