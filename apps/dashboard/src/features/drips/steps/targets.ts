import { useLingui } from '@lingui/react/macro'
import type { Step } from '../drip-draft.ts'

/** Keys of steps have no star. */
const follows = '*follows'
const ends = '*ends'

/** Where a step may lead: the one below, any other, or the end. */
export function useTargets(steps: readonly Step[], without: string) {
  const { t } = useLingui()
  const others = steps.flatMap(({ key }) => (key === without ? [] : [{ value: key, label: t`Step ${key}` }]))
  return {
    steps: others,
    all: [{ value: follows, label: t`The step below` }, ...others, { value: ends, label: t`The end` }],
  }
}

/** As a field has it: undefined is the step below, null the end. */
export const toChoice = (target: string | null | undefined): string =>
  target === undefined ? follows : (target ?? ends)

/** The member of a step, by name; without it the step below follows. */
export const fromChoice = <Name extends string>(name: Name, choice: string): { [Key in Name]?: string | null } =>
  (choice === follows ? {} : { [name]: choice === ends ? null : choice }) as { [Key in Name]?: string | null }
