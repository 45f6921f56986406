import { bareType, type MediaKind, mediaKindOf, mediaRules } from '@dawk/cloud-api/media-formats.ts'

/** What is wrong with a file, before it is uploaded; null: WhatsApp takes it. */
export type FileProblem = { kind: 'type'; type: string } | { kind: 'size'; maxBytes: number } | null

/** As what a file is sent, by Meta's own table. */
export function judgeFile(file: Pick<File, 'type' | 'size'>): { as: MediaKind | null; problem: FileProblem } {
  const as = mediaKindOf(file.type)
  if (as === null) return { as, problem: { kind: 'type', type: bareType(file.type) } }
  const { maxBytes } = mediaRules[as]
  return { as, problem: file.size > maxBytes ? { kind: 'size', maxBytes } : null }
}

export const acceptedTypes = Object.values(mediaRules)
  .flatMap(({ types }) => types)
  .join(',')
