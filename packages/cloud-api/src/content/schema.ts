import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox'

/** Conditions that JSON Schema cannot say. Paths lead from the object to its members; `*` stands for every item of a list. */
export type Rule =
  /** Exactly one of these members is present. */
  | { readonly kind: 'one_of'; readonly members: readonly string[] }
  /** The values at the path differ from each other. */
  | { readonly kind: 'unique'; readonly path: string }
  /** The values at the path are all the same. */
  | { readonly kind: 'same'; readonly path: string }
  /** The lists at the path have the same length. */
  | { readonly kind: 'same_length'; readonly path: string }
  /** Each item of the list has this member, or none has. */
  | { readonly kind: 'all_or_none'; readonly path: string; readonly member: string }
  /** The lists at the path have at most `max` items together. */
  | { readonly kind: 'total'; readonly path: string; readonly max: number }
  /** Where the list at the path has more than one item, each of them has this member. */
  | { readonly kind: 'required_of_many'; readonly path: string; readonly member: string }

/** What is wrong with a value: the end of a sentence that begins with the name of its member. */
export interface Complaint {
  readonly message: string
  readonly rule?: ProblemRule
}

/** The kind of rule that was broken, where a surface has words or codes of its own for it. */
export type ProblemRule = 'required' | 'unknown_member' | 'type' | 'max_length' | 'media_id' | 'link'

interface Annotations {
  rules?: readonly Rule[]
  /** Members that Meta knows elsewhere but refuses here, with the reason. */
  refused?: Readonly<Record<string, string>>
  /** Checks a scalar in place of the keywords. */
  check?: (value: unknown) => Complaint | null
  /** The alternatives of `anyOf`, by the value of the member that tells them apart. */
  variants?: { readonly member: string; readonly schemas: Readonly<Record<string, TSchema>>; readonly anyCase: boolean }
  /** Alternatives that are told apart by the presence of a member. */
  either?: { readonly member: string; readonly present: TSchema; readonly absent: TSchema }
  /** Names that may be written in upper case too. */
  anyCase?: true
}

/** A symbol, so that published documents do not show it. */
export const annotations = Symbol('annotations')
export type Annotated = TSchema & { readonly [annotations]?: Annotations }

interface Words {
  description?: string
  title?: string
}

/** Titles name the schema in published documents. */
export const titled = (title: string) => ({ title })

/** An object that has these members and no others. */
export const object = <const Properties extends TProperties>(
  properties: Properties,
  { rules, refused, ...words }: Pick<Annotations, 'rules' | 'refused'> & Words = {},
): TObject<Properties> =>
  Type.Object(properties, {
    additionalProperties: false,
    ...words,
    [annotations]: { ...(rules && { rules }), ...(refused && { refused }) },
  })

/** An object whose members are the customer's own, or differ from country to country. */
export const openObject = (description: string, options: { minProperties?: number } = {}) =>
  Type.Unsafe<Readonly<Record<string, unknown>>>({
    type: 'object',
    additionalProperties: true,
    description,
    ...options,
  })

/** A text that is not empty. */
export const text = (maxLength?: number, words: Words = {}) =>
  Type.String({ minLength: 1, ...(maxLength !== undefined && { maxLength }), ...words })

/** A member that may be left out; its text may be empty. */
export const optionalText = (maxLength?: number, words: Words = {}) =>
  Type.Optional(Type.String({ ...(maxLength !== undefined && { maxLength }), ...words }))

export const optional = Type.Optional

export const list = <Items extends TSchema>(items: Items, minItems: number, maxItems: number, words: Words = {}) =>
  Type.Array(items, { minItems, maxItems, ...words })

/** One of these names. */
export const choice = <const Name extends string>(
  names: readonly Name[],
  { anyCase, ...words }: Words & { anyCase?: true } = {},
) =>
  Type.Unsafe<Name>({
    type: 'string',
    enum: [...names],
    ...words,
    ...(anyCase && { [annotations]: { anyCase } }),
  })

/** Objects of several shapes, told apart by the value of one member. */
export const variants = <const Schemas extends Readonly<Record<string, TSchema>>>(
  member: string,
  schemas: Schemas,
  { anyCase = false, ...words }: Words & { anyCase?: boolean } = {},
) =>
  Type.Unsafe<Static<Schemas[keyof Schemas]>>({
    ...alternatives(Object.values(schemas)),
    ...words,
    [annotations]: { variants: { member, schemas, anyCase } },
  })

const alternatives = (schemas: readonly TSchema[]) => (schemas.length === 1 ? schemas[0] : { anyOf: schemas })

/** Objects of two shapes, of which one has a member that the other has not. */
export const either = <const Present extends TSchema, const Absent extends TSchema>(
  member: string,
  present: Present,
  absent: Absent,
  words: Words = {},
) =>
  Type.Unsafe<Static<Present> | Static<Absent>>({
    anyOf: [present, absent],
    ...words,
    [annotations]: { either: { member, present, absent } },
  })

/** A value that the keywords describe roughly, and `check` exactly. */
export const scalar = <Value>(keywords: object, check: (value: unknown) => Complaint | null) =>
  Type.Unsafe<Value>({ ...keywords, [annotations]: { check } })
