import { findTemplateProblems } from '@dawk/cloud-api/template-rules/template-rules.ts'
import type { FieldProblem } from '#platform/errors.ts'

/**
 * Everything that Meta would object to in a draft, at creation or in its review, each with its place; a draft of any shape.
 * Draft: `{name, language, category, components, parameter_format?, message_send_ttl_seconds?}`.
 */
export function lintTemplate(draft: unknown): FieldProblem[] {
  return findTemplateProblems(draft).map(({ field, message, rejectedAs, subcode }) => ({
    field,
    ...(subcode !== null && { metaCode: subcode }),
    message: rejectedAs === null ? message : `${message} (Meta's review rejects it: ${rejectedAs})`,
  }))
}
