import { operatorCommand } from './command.ts'

/** Opening the database for any command runs the migrations, or refuses a database that a newer Dawk has set up. */
export const migrateCommand = operatorCommand({
  name: 'migrate',
  summary:
    'Brings the schema of the database up to date and ends, as a step of a deployment before the processes start. Every start does the same.',
  options: {},
  run: async () => 'The schema fits this version of Dawk.',
})
