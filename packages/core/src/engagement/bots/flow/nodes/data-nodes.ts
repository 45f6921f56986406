import { choice, list, object, openObject, optional, text } from '@dawk/cloud-api/content/schema.ts'
import { next, nodeKind, or, templated, to, variable, whole } from './node-kind.ts'

export const valueTypes = ['text', 'number', 'boolean', 'json'] as const
const calculations = ['add', 'subtract', 'multiply', 'divide', 'round', 'add_days', 'days_between'] as const

export const dataNodes = {
  set: nodeKind('data', 'Gives values of the session', {
    data: {
      values: list(
        object({
          name: variable('The value of the session.'),
          to: templated(4096, 'What it becomes.'),
          type: optional(choice(valueTypes)),
        }),
        1,
        50,
      ),
    },
    exits: next,
  }),
  calculate: nodeKind('data', 'Calculates with numbers or days', {
    data: {
      into: variable('The value of the session.'),
      left: templated(200, 'A number or an instant.'),
      op: choice(calculations),
      right: optional(templated(200, 'A number, or of days_between an instant.')),
    },
    exits: () => [to('ok'), or('error', 'end:failed')],
  }),
  lookup: nodeKind('data', 'Finds a value in a table', {
    data: {
      into: variable('The value of the session.'),
      key: templated(200, 'What is looked for.'),
      table: list(object({ key: text(200), value: text(1000) }), 1, 500),
    },
    exits: () => [to('ok'), to('missing')],
  }),
  code: nodeKind('data', 'Makes a random code', {
    data: {
      into: variable('The value of the session.'),
      length: whole(4, 32, 'How many characters.'),
      digits: optional(choice(['only', 'and_letters'])),
    },
    exits: next,
  }),
  contact: nodeKind('data', 'Changes the contact: attributes, tags, name, language', {
    data: {
      attributes: optional(openObject('By key of the attribute; texts may hold {{ … }}.')),
      tags: optional(list(templated(100, 'A tag to give.'), 1, 20)),
      untag: optional(list(templated(100, 'A tag to take off.'), 1, 20)),
      name: optional(templated(200, 'Their name.')),
      language: optional(templated(20, 'Their language, such as hi.')),
    },
    exits: () => [to('ok'), or('error', 'as:ok')],
  }),
}
