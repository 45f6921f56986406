import { object, scalar } from '@dawk/cloud-api/content/schema.ts'
import type { Static, TObject, TProperties } from 'typebox'
import { problemOfPattern } from '../../values/pattern.ts'
import { problemOfTemplate } from '../../values/template.ts'

type Group = 'send' | 'ask' | 'wait' | 'branch' | 'data' | 'outside' | 'people' | 'ai' | 'flow'

/** What happens where an exit leads nowhere: as another exit, or the end. `as:flow`: what the flow says of the word that was written. */
type Fallback = `as:${string}` | 'end:completed' | 'end:failed' | 'end:expired'

/** A way out of a node, by name. Without a fallback it has to lead somewhere, or to null: the end. */
export interface Exit {
  name: string
  fallback: Fallback | null
}

/** A kind of node: the schema of its data is the only description of it, for editor, validator, API and docs. */
export interface NodeKind<Properties extends TProperties = TProperties> {
  group: Group
  /** What it does, in one sentence. */
  title: string
  data: TObject<Properties>
  exits(data: Static<TObject<Properties>>): readonly Exit[]
  /** The list of its data whose items each name an exit, and the member that does; null: its exits are always the same. */
  exitsBy: { list: string; member: string } | null
}

export const nodeKind = <const Properties extends TProperties>(
  group: Group,
  title: string,
  kind: Pick<NodeKind<Properties>, 'exits'> & {
    data: Properties
    exitsBy?: { list: keyof Properties & string; member: string }
  },
): NodeKind<Properties> => ({ group, title, data: object(kind.data), exits: kind.exits, exitsBy: kind.exitsBy ?? null })

export const to = (name: string): Exit => ({ name, fallback: null })
export const or = (name: string, fallback: Fallback): Exit => ({ name, fallback })
export const next = (): readonly Exit[] => [to('ok')]

const longest = 365 * 86_400

const lengthOf = (text: string): number => [...text].length

/** A text that may hold `{{ … }}`. Its length counts where it holds none; else what comes of it is shortened when it is sent. */
export const templated = (maxLength: number, description: string) =>
  scalar<string>({ type: 'string', description, format: 'template', maxLength }, (value) => {
    if (typeof value !== 'string') return { message: 'must be a text', rule: 'type' }
    if (value.trim() === '') return { message: 'is required', rule: 'required' }
    const wrong = problemOfTemplate(value)
    if (wrong !== null) return { message: wrong }
    if (value.includes('{{') || value.includes('{%') || lengthOf(value) <= maxLength) return null
    return { message: `must have at most ${maxLength} characters, has ${lengthOf(value)}`, rule: 'max_length' }
  })

/** A whole number within bounds. */
export const whole = (least: number, most: number, description: string) =>
  scalar<number>({ type: 'integer', minimum: least, maximum: most, description }, (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
      ? null
      : { message: `must be a whole number from ${least} to ${most}` },
  )

export const seconds = (description: string) => whole(1, longest, description)

const namePattern = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/

/** The name of a value of the session. */
export const variable = (description: string) =>
  scalar<string>({ type: 'string', pattern: namePattern.source, description }, (value) =>
    typeof value === 'string' && namePattern.test(value)
      ? null
      : { message: 'must be a name of letters, digits and underscores that begins with a letter' },
  )

const exitPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/

/** The name of an exit that the flow itself gives. */
export const exitName = (description: string) =>
  scalar<string>({ type: 'string', pattern: exitPattern.source, description }, (value) =>
    typeof value === 'string' && exitPattern.test(value)
      ? null
      : { message: 'must be of small letters, digits, dashes and underscores, as track-order' },
  )

/** An expression of RE2. */
export const pattern = (description: string) =>
  scalar<string>({ type: 'string', maxLength: 500, description }, (value) => {
    if (typeof value !== 'string' || value === '') return { message: 'must be a text', rule: 'type' }
    const wrong = problemOfPattern(value)
    return wrong === null ? null : { message: wrong }
  })
