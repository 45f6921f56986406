import { maxProblems } from '@dawk/cloud-api/content/report.ts'
import { isObject } from '@dawk/cloud-api/json.ts'
import type { FieldProblem } from '#platform/errors.ts'

export type Json = Readonly<Record<string, unknown>>
export type Problems = FieldProblem[]

/** A component as it was sent, and its place in the request. */
export interface Sent {
  component: Json
  path: string
  type: string
}

export type Given = readonly { parameter: Json; path: string }[]

/** The only component of a kind; the others are surplus. An empty one is as good as none. */
export function single(what: string, sent: readonly Sent[], problems: Problems): Sent | null {
  for (const { path } of sent.slice(1)) add(problems, path, `is a second ${what}: there may be one`)
  return sent[0] ?? null
}

export function parametersOf({ component, path }: Sent, problems: Problems): Given {
  const { parameters } = component
  if (parameters === undefined || parameters === null) return []
  if (!Array.isArray(parameters)) {
    add(problems, `${path}.parameters`, `must be a list (given: ${shown(parameters)})`)
    return []
  }
  return parameters.flatMap((parameter, index) => {
    const here = `${path}.parameters.${index}`
    if (isObject(parameter)) return [{ parameter, path: here }]
    add(problems, here, `must be an object (given: ${shown(parameter)})`)
    return []
  })
}

/** What Meta answers, where its code is neither that of a wrong count nor that of a wrong form, or its words are known. */
interface MetaAnswer {
  code?: number
  words?: string
}

export function add(problems: Problems, field: string, message: string, { code, words }: MetaAnswer = {}): undefined {
  if (problems.length >= maxProblems) return
  problems.push({
    field,
    message,
    ...(code !== undefined && { metaCode: code }),
    ...(words !== undefined && { metaDetails: words }),
  })
}

export const notPlain: MetaAnswer = {
  code: 132018,
  words: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
}

export const tooLong: MetaAnswer = { code: 132005 }

/** The type of a component or a parameter; Meta's own examples write it in capitals too. */
export const kindOf = (sent: Json): string => String(sent['type']).toLowerCase()

export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'object')
    return value === null ? 'null' : Array.isArray(value) ? `a list of ${value.length}` : 'an object'
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value)
}
