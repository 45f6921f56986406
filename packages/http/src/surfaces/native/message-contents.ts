import { type ContentType, contentSchemas, contentTypes } from '@dawk/cloud-api/content/catalogue.ts'
import { renameMembers } from '@dawk/cloud-api/content/rename-members.ts'
import type { ContentProblem } from '@dawk/cloud-api/content/report.ts'
import { compileValidator, type Validator } from '@dawk/cloud-api/content/validator.ts'
import type { TSchema } from 'typebox'
import { camelName } from '#resources/wire-names.ts'

export type SendType = ContentType
export const sendTypes = contentTypes

/** Meta's objects with members in camelCase, by the type of the message; each stands in a body under its type's name. */
export const messageContents = Object.fromEntries(
  contentTypes.map((type) => [type, renameMembers(contentSchemas[type], camelName)]),
) as Record<ContentType, TSchema>

const validators = new Map<ContentType, Validator>()

/** What Meta would refuse, told in this surface's names. */
export function validateNativeContent(type: ContentType, content: unknown): readonly ContentProblem[] {
  const known = validators.get(type)
  if (known) return known(content, type)
  const validator = compileValidator(messageContents[type])
  validators.set(type, validator)
  return validator(content, type)
}
