import { sendError } from '../graph-error.ts'
import { asObject, type Json } from '../json.ts'

/** A text of the template with its values, or Meta's complaint about them. */
export function fillText(
  where: string,
  text: string,
  parameters: readonly Json[],
  { named, max }: { named: boolean; max?: number },
): string {
  const names = [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? ''))]
  if (names.length !== parameters.length)
    throw sendError(
      132000,
      `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    )
  if (names.length === 0) return text
  const values = new Map(
    parameters.map((parameter, index) => [
      parameterName(where, parameter, index, named),
      parameterText(where, parameter),
    ]),
  )
  const absent = names.find((name) => !values.has(name))
  if (absent !== undefined) throw sendError(132000, `${where}: parameter name ${absent} is missing`)
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? '')
  if (max !== undefined && filled.length > max) throw sendError(132005)
  return filled
}

function parameterName(where: string, parameter: Json, index: number, named: boolean): string {
  const name = parameter['parameter_name']
  if (!named) {
    if (name === undefined) return String(index + 1)
    throw sendError(132012, `${where}: Unexpected parameter name ${String(name)}`)
  }
  if (typeof name !== 'string') throw sendError(132012, `${where}: Parameter name is missing or empty`)
  return name
}

function parameterText(where: string, parameter: Json): string {
  const isBody = where === 'body'
  switch (parameter['type']) {
    case 'text':
      return cleanText(where, parameter['text'])
    case 'currency':
      if (isBody) return cleanText(where, asObject(parameter['currency'])['fallback_value'])
      break
    case 'date_time':
      if (isBody) return cleanText(where, asObject(parameter['date_time'])['fallback_value'])
      break
  }
  throw sendError(
    132012,
    `${where}: Format mismatch, expected TEXT, received ${String(parameter['type']).toUpperCase()}`,
  )
}

function cleanText(where: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw sendError(131008, `${where}: Parameter of type text is missing text value`)
  if (/[\n\r\t]| {5,}/.test(value)) throw sendError(132018)
  return value
}
