import { createReactor, type Reaction } from '@dawk/core/tenancy/reactions.ts'

/** Every reaction there is, in the order in which they run. The rooms that emit the facts know none of them. */
const reactions: readonly Reaction[] = []

export const react = createReactor(reactions)
