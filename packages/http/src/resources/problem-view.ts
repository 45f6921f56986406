import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import Type from 'typebox'
import { camelPath } from './wire-names.ts'

export const ProblemOfField = Type.Object({
  path: Type.String({ description: 'As `template.components.0.type`.' }),
  pointer: Type.String({ description: 'The same as a JSON Pointer: `/template/components/0/type`.' }),
  detail: Type.String(),
})

/** What is wrong with one member, by its place in the request. */
export function toProblemView(problem: FieldProblem) {
  const path = camelPath(problem)
  return {
    path,
    pointer: `/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`,
    detail: problem.message,
  }
}
