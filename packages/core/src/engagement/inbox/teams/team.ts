/** Members who take care of the same conversations. */
export interface Team {
  id: string
  name: string
  /** In the order of their ids. */
  memberIds: readonly string[]
  createdAt: string
}

export const maxTeams = 100
export const maxTeamMembers = 500

/** A member who gets conversations by themselves. */
export interface AgentSettings {
  memberId: string
  available: boolean
  /** ISO 8601. */
  availableChangedAt: string
  /** Open conversations at once. */
  capacity: number
  /** Open conversations that they have. */
  load: number
}
