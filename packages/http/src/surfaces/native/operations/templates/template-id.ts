import Type from 'typebox'
import type { IdKind } from '#operations/known-id.ts'

/** A template is known by our id and by Meta's. */
export const templateId: IdKind = {
  what: 'template',
  params: Type.Object({ id: Type.String({ maxLength: 256, description: "Our id, or Meta's." }) }),
  pattern: /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,32})$/i,
}
