import Type from 'typebox'
import { nullable, strict } from '#resources/schemas.ts'

const SourcePriority = Type.Array(
  Type.Array(
    Type.String({
      pattern: '^[a-z][a-z0-9_]{0,39}$',
      description: 'must be families of sources such as shopify, which stands for each shop',
    }),
    { minItems: 1, maxItems: 20 },
  ),
  { minItems: 1, maxItems: 20, description: 'The most believed sources first; those of one group are believed alike.' },
)

const examples = [{ sourcePriority: [['agent', 'import'], ['zoho'], ['api'], ['shopify'], ['whatsapp_profile']] }]

export const ContactSettingsView = Type.Object(
  { sourcePriority: SourcePriority },
  { title: 'ContactSettings', examples },
)

export const ContactSettingsChange = Type.Object(
  {
    sourcePriority: nullable({ ...SourcePriority, description: 'null: the order that Dawk has by itself.' }),
  },
  { ...strict, examples },
)

/** Lists that a caller may change. */
export const toSettingsView = ({ sourcePriority }: { sourcePriority: readonly (readonly string[])[] }) => ({
  sourcePriority: sourcePriority.map((group) => [...group]),
})
