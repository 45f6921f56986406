import type { FieldProblem } from '#platform/errors.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import { type BindingRules, validateBindings } from '../campaigns/plan/bindings.ts'
import type { DripDefinition, DripStep } from './drip.ts'

/** What a schema cannot say of a drip, by its place. */
export function validateDrip(definition: DripDefinition, rules: BindingRules): FieldProblem[] {
  const { steps, openHours, triggers } = definition
  const keys = new Set(steps.map(({ key }) => key))
  const zones = [openHours?.timezone, ...steps.map((step) => (step.kind === 'wait' ? step.until?.timezone : undefined))]
  return [
    ...steps.flatMap((step, place) =>
      steps.findIndex(({ key }) => key === step.key) < place
        ? [{ field: `steps.${place}.key`, message: `must be there once (given: ${step.key})` }]
        : [],
    ),
    ...steps.flatMap((step, place) => validateStep(step, `steps.${place}`, { keys, rules })),
    ...zones.flatMap((zone) =>
      zone === undefined || zone === 'contact' || isTimeZone(zone)
        ? []
        : [
            {
              field: 'timezone',
              message: `must be contact or an IANA time zone such as Asia/Kolkata (given: ${zone})`,
            },
          ],
    ),
    ...triggers.flatMap((trigger, place) =>
      trigger.on === 'date' && !rules.attributes.has(trigger.attribute)
        ? [
            {
              field: `triggers.${place}.attribute`,
              message: `must be the key of an attribute (given: ${trigger.attribute})`,
            },
          ]
        : [],
    ),
  ]
}

interface Known {
  keys: ReadonlySet<string>
  rules: BindingRules
}

function validateStep(step: DripStep, at: string, { keys, rules }: Known): FieldProblem[] {
  const lost = targetsOf(step).filter(([, key]) => key !== null && key !== undefined && !keys.has(key))
  return [
    ...lost.map(([name, key]) => ({ field: `${at}.${name}`, message: `must be the key of a step (given: ${key})` })),
    ...contentProblems(step, at, rules),
  ]
}

/** Where a step may lead, by the place where it says so. */
function targetsOf(step: DripStep): [string, string | null | undefined][] {
  const next: [string, string | null | undefined] = ['next', step.next]
  switch (step.kind) {
    case 'branch':
      return [next, ...step.cases.map(({ goto }, at): [string, string] => [`cases.${at}.goto`, goto])]
    case 'split':
      return [next, ...step.parts.map(({ goto }, at): [string, string] => [`parts.${at}.goto`, goto])]
    case 'wait':
      return [next, ['event.onTimeout', step.event?.onTimeout]]
    default:
      return [next]
  }
}

function contentProblems(step: DripStep, at: string, rules: BindingRules): FieldProblem[] {
  switch (step.kind) {
    case 'send_template':
      return validateBindings(step.bindings ?? {}, rules, `${at}.bindings`)
    case 'send_message':
      return validateBindings(step.fallback?.bindings ?? {}, rules, `${at}.fallback.bindings`)
    case 'wait': {
      const given = [step.minutes !== undefined || step.until !== undefined, step.event !== undefined]
      return given.filter(Boolean).length === 1
        ? []
        : [{ field: at, message: 'must have minutes, until or both of them, or else event' }]
    }
    case 'branch':
      return step.cases.flatMap(({ filter, outcome }, place) =>
        filter === undefined && outcome === undefined
          ? [{ field: `${at}.cases.${place}`, message: 'must have a filter, an outcome or both' }]
          : [],
      )
    default:
      return []
  }
}
