import { isObject } from '@dawk/cloud-api/json.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * The vendor's server writes members that hold nothing as `""`, and clients send such objects back. Meta refuses some of
 * them, so they are left out on the way in and written on the way out, where the seed shows them.
 */
export function withoutBlanks(type: string, content: unknown): unknown {
  if (type !== 'template' || !isObject(content)) return content
  const { language, components } = content
  return {
    ...content,
    ...(isObject(language) && { language: dropBlank(language, ['policy']) }),
    ...(Array.isArray(components) && { components: components.map(mapParameters(withoutBlanksOfParameter)) }),
  }
}

export function withBlanks(type: string, content: unknown): unknown {
  if (!isObject(content)) return content
  if (type === 'text') return { preview_url: false, ...content }
  if (type !== 'template') return content
  const { language, components } = content
  return {
    ...content,
    ...(isObject(language) && { language: { policy: '', ...language } }),
    ...(Array.isArray(components) && { components: components.map(mapParameters(withBlanksOfParameter)) }),
  }
}

const withoutBlanksOfParameter = (parameter: Json) =>
  dropBlank(parameter, parameter['type'] === 'text' ? ['parameter_name'] : ['parameter_name', 'text'])

const withBlanksOfParameter = ({ type, ...rest }: Json) => ({ type, parameter_name: '', text: '', ...rest })

const mapParameters = (change: (parameter: Json) => Json) => (component: unknown) => {
  if (!isObject(component) || !Array.isArray(component['parameters'])) return component
  return { ...component, parameters: component['parameters'].map((one) => (isObject(one) ? change(one) : one)) }
}

function dropBlank(object: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name, value]) => !(value === '' && names.includes(name))))
}
