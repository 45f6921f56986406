import type { Draft } from './api/draft.ts'

/** What the form holds of a template. */
export interface Fields {
  name: string
  language: string
  category: 'UTILITY' | 'MARKETING'
  header: string
  body: string
  /** By the number of the place. */
  examples: Readonly<Record<string, string>>
  footer: string
  /** With commas between. */
  replies: string
}

export const emptyFields: Fields = {
  name: '',
  language: 'en_US',
  category: 'UTILITY',
  header: '',
  body: '',
  examples: {},
  footer: '',
  replies: '',
}

export const variablesOf = (body: string): string[] => [
  ...new Set([...body.matchAll(/\{\{\s*(\d+)\s*\}\}/g)].map(([, place = '']) => place)),
]

/** As the API takes it: Meta's components with camelCase members. */
export function toDraft({ name, language, category, header, body, examples, footer, replies }: Fields): Draft {
  const variables = variablesOf(body)
  const values = variables.map((place) => examples[place] ?? '')
  const buttons = replies
    .split(',')
    .map((reply) => reply.trim())
    .filter((reply) => reply !== '')
    .map((reply) => ({ type: 'QUICK_REPLY', text: reply }))
  return {
    name,
    language,
    category,
    components: [
      ...(header !== '' ? [{ type: 'HEADER', format: 'TEXT', text: header }] : []),
      { type: 'BODY', text: body, ...(variables.length > 0 && { example: { bodyText: [values] } }) },
      ...(footer !== '' ? [{ type: 'FOOTER', text: footer }] : []),
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []),
    ],
  }
}
