import { isObject, listOf } from '@dawk/cloud-api/json.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import type { Variable } from './schemas.ts'

/** Where the caller gave what stands in a component of Meta's, by the name of the component or `button.<index>`. */
export type Origins = Map<string, { variable: number; value: number | null }>

/** The refusal of a send, with Meta's places as the caller's own: `variables.0.values.1`. */
export function inCallersTerms(
  error: unknown,
  { components, variables, origins }: { components: unknown; variables: readonly Variable[]; origins: Origins },
): unknown {
  if (!(error instanceof GatewayError) || error.details.length === 0) return error
  const details = error.details.map((problem) => ({ ...problem, field: toCallersPlace(problem.field) }))
  const { code, message, metaCode, retryAfterSeconds, reason } = error
  return new GatewayError(
    code,
    message === error.details.map(toSentence).join(' ') ? details.map(toSentence).join(' ') : message,
    {
      details,
      cause: error,
      ...(metaCode !== null && { metaCode }),
      ...(retryAfterSeconds !== null && { retryAfterSeconds }),
      ...(reason !== null && { reason }),
    },
  )

  function toCallersPlace(field: string): string {
    const fixed = places[field]
    if (fixed !== undefined) return fixed
    const [, at, parameter, rest = ''] = /^template\.components\.(\d+)(?:\.parameters\.(\d+))?(.*)$/.exec(field) ?? []
    const component = at === undefined ? undefined : listOf(components)[Number(at)]
    if (component === undefined) return field
    const isButton = component['type'] === 'button'
    const origin = origins.get(isButton ? `button.${String(component['index'])}` : String(component['type']))
    if (!origin) return 'variables'
    const place = `variables.${origin.variable}`
    if (/\.filename$/.test(rest)) return `${place}.filename`
    if (parameter === undefined) return `${place}.values`
    return `${place}.values.${origin.value ?? nameOfValue(component, Number(parameter), variables[origin.variable])}`
  }
}

const toSentence = ({ field, message }: FieldProblem) => `${field} ${message}.`

/** Of what is no value. */
const places: Readonly<Record<string, string>> = {
  to: 'phone_number',
  'template.name': 'template_id',
  'template.language.code': 'template_id',
  'template.components': 'variables',
}

/** Its place in a list, or its name where the values are given by name. */
function nameOfValue(
  component: Readonly<Record<string, unknown>>,
  index: number,
  variable: Variable | undefined,
): string {
  const parameter = listOf(component['parameters'])[index]
  const name = parameter?.['parameter_name']
  if (!isObject(variable?.values)) return String(index)
  return typeof name === 'string' ? name : (Object.keys(variable.values)[index] ?? String(index))
}
