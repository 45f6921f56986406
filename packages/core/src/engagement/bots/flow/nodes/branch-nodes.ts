import { list, object, optional, scalar } from '@dawk/cloud-api/content/schema.ts'
import Type from 'typebox'
import { type Condition, problemsOfCondition } from '../../values/condition.ts'
import { exitName, nodeKind, or, to, whole } from './node-kind.ts'
import { hours } from './wait-nodes.ts'

/** Checked with the place of what is wrong within it. */
export const conditionOf = (description: string) =>
  scalar<Condition>({ type: 'object', additionalProperties: true, format: 'condition', description }, (value) => {
    const [first] = problemsOfCondition(value, 'it')
    return first ? { message: first.field === 'it' ? first.message : `${first.field.slice(3)} ${first.message}` } : null
  })

const condition = conditionOf(
  '{"all": […]}, {"any": […]}, {"not": …} or {"value": "session.age", "op": "at_least", "to": 18}.',
)

export const branchNodes = {
  condition: nodeKind('branch', 'Goes one way or the other', {
    data: { if: condition },
    exits: () => [to('true'), to('false')],
  }),
  switch: nodeKind('branch', 'Goes the way of the first case that holds', {
    data: { cases: list(object({ exit: exitName('Names the exit.'), if: condition }), 1, 50) },
    exitsBy: { list: 'cases', member: 'exit' },
    exits: ({ cases }) => [...cases.map(({ exit }) => to(exit)), or('default', 'end:completed')],
  }),
  split: nodeKind('branch', 'Sends people different ways by weight', {
    data: {
      parts: list(
        object({ exit: exitName('Names the exit.'), weight: whole(1, 1000, 'Its share of all weights.') }),
        2,
        20,
      ),
      sticky: optional(Type.Boolean({ description: 'A contact always goes the same way; true unless given.' })),
    },
    exitsBy: { list: 'parts', member: 'exit' },
    exits: ({ parts }) => parts.map(({ exit }) => to(exit)),
  }),
  hours: nodeKind('branch', 'Goes by whether it is open', { data: hours, exits: () => [to('open'), to('closed')] }),
}
