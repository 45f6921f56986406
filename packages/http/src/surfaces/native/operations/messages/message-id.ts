import Type from 'typebox'
import type { IdKind } from '#operations/known-id.ts'

/** A message is known by our id and by its wamid. */
export const messageId: IdKind = {
  what: 'message',
  params: Type.Object({ id: Type.String({ maxLength: 256, description: 'Our id, or the wamid.' }) }),
  pattern: /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|wamid\.[\w+/=-]{1,240})$/i,
}
