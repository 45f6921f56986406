/** A group of contacts. */
export interface Segment {
  id: string
  name: string
  /** `dynamic`: whoever the filter finds at the moment of asking. `static`: a list made by hand. */
  kind: 'dynamic' | 'static'
  /** As it was given; null: static. */
  filter: unknown
  /** Counts the changes of the filter. */
  revision: number
  /** Whether `segment.entered` and `segment.left` are told. */
  followed: boolean
  /** From when on they are; null: not, or those who are in it already are still being stored. ISO 8601. */
  followedSince: string | null
  createdAt: string
  updatedAt: string
}

export const maxSegments = 500
/** A segment may name a segment that names a segment. */
export const maxSegmentDepth = 3
