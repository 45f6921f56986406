import { createTeam } from './create-team.ts'
import { deleteTeam } from './delete-team.ts'
import { listTeams } from './list-teams.ts'
import { updateTeam } from './update-team.ts'

export const teams = { listTeams, createTeam, updateTeam, deleteTeam }
