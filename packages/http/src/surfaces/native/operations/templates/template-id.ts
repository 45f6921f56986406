import Type from 'typebox'
import { found } from '#operations/known-id.ts'

export const TemplateParams = Type.Object({ id: Type.String({ maxLength: 256, description: "Our id, or Meta's." }) })
const idPattern = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,32})$/i
export const knownTemplateId = (id: string) => found(idPattern.test(id) ? id : null, 'template')
