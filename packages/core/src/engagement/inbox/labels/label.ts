/** A word that a team puts on conversations. */
export interface Label {
  id: string
  name: string
  /** `#RRGGBB`; null: none was chosen. */
  colour: string | null
  createdAt: string
}

export const maxLabels = 500
/** On one conversation. */
export const mostLabels = 20
