import { sendError } from './graph-error.ts'
import { asArray, asObject, asText, type Json } from './json.ts'
import { findTemplate, type Template, type TemplateButton, type TemplateComponent } from './templates.ts'

/** What the recipient sees of a template message. */
export interface RenderedTemplate {
  header?: Json
  body: string
  footer?: string
  buttons?: { type: string; text: string; url?: string; payload?: string }[]
}

export interface TemplateSend {
  template: Template
  rendered: RenderedTemplate
}

/** Compares a template send with the template itself, in Meta's order of complaints, and fills its text in. */
export function checkTemplateSend(content: Json): TemplateSend {
  const template = requireSendable(String(content['name']), String(asObject(content['language'])['code']))
  const components = asArray(content['components']).map(asObject)
  return { template, rendered: render(template, components) }
}

function requireSendable(name: string, language: string): Template {
  const template = findTemplate(name, language)
  if (!template) throw sendError(132001, `template name (${name}) does not exist in ${language}`)
  if (template.status === 'PAUSED') throw sendError(132015)
  if (template.status === 'DISABLED') throw sendError(132016)
  return template
}

function render(template: Template, components: readonly Json[]): RenderedTemplate {
  const parameters = (type: string) =>
    asArray(components.find((component) => lower(component['type']) === type)?.['parameters']).map(asObject)
  const part = (type: TemplateComponent['type']) => template.components.find((component) => component.type === type)
  const named = template.parameter_format === 'NAMED'
  const header = part('HEADER')
  const footer = part('FOOTER')?.text
  const buttons = part('BUTTONS')?.buttons
  return {
    ...(header ? { header: renderHeader(header, parameters('header'), named) } : {}),
    body: fillText('body', part('BODY')?.text ?? '', parameters('body'), named),
    ...(footer ? { footer } : {}),
    ...(buttons ? { buttons: buttons.map((button, index) => renderButton(button, index, components)) } : {}),
  }
}

function renderHeader(header: TemplateComponent, parameters: Json[], named: boolean): Json {
  const format = header.format ?? 'TEXT'
  if (format === 'TEXT') return { type: 'text', text: fillText('header', header.text ?? '', parameters, named) }
  const received = asText(parameters[0]?.['type'])?.toUpperCase() ?? 'UNKNOWN'
  if (received !== format) throw sendError(132012, `header: Format mismatch, expected ${format}, received ${received}`)
  const kind = format.toLowerCase()
  const media = asObject(parameters[0]?.[kind])
  if (media['id'] === undefined && media['link'] === undefined)
    throw sendError(132012, `header: Format mismatch, expected ${format}, received UNKNOWN`)
  return { type: kind, [kind]: media }
}

function renderButton(button: TemplateButton, index: number, components: readonly Json[]) {
  const sent = components.find(
    (component) => lower(component['type']) === 'button' && Number(component['index']) === index,
  )
  const parameters = asArray(sent?.['parameters']).map(asObject)
  const payload = asText(parameters[0]?.['payload'])
  if (button.type === 'URL')
    return {
      type: 'url',
      text: button.text,
      url: fillText(`button at index ${index} of type Url`, button.url ?? '', parameters, false),
    }
  return { type: lower(button.type), text: button.text, ...(payload === undefined ? {} : { payload }) }
}

function fillText(where: string, text: string, parameters: readonly Json[], named: boolean): string {
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
  if (where === 'body' && filled.length > 1024) throw sendError(132005)
  return filled
}

function parameterName(where: string, parameter: Json, index: number, named: boolean): string {
  if (!named) return String(index + 1)
  const name = parameter['parameter_name']
  if (typeof name !== 'string') throw sendError(132012, `${where}: Parameter name is missing or empty`)
  return name
}

function parameterText(where: string, parameter: Json): string {
  switch (parameter['type']) {
    case 'text':
      return cleanText(where, parameter['text'])
    case 'payload':
      return cleanText(where, parameter['payload'])
    case 'currency':
      return cleanText(where, asObject(parameter['currency'])['fallback_value'])
    case 'date_time':
      return cleanText(where, asObject(parameter['date_time'])['fallback_value'])
    default:
      throw sendError(
        132012,
        `${where}: Format mismatch, expected TEXT, received ${String(parameter['type']).toUpperCase()}`,
      )
  }
}

function cleanText(where: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw sendError(131008, `${where}: Parameter of type text is missing text value`)
  if (/[\n\r\t]| {5,}/.test(value)) throw sendError(132018)
  return value
}

const lower = (value: unknown) => String(value).toLowerCase()
