/**
 * Makes each change of `tests/mutants/mutants.ts` in turn, in place, and runs the tests that must fail under it. Fails on
 * survivors, and on changes that no longer fit their file. `--only TEXT`: those whose name holds the text.
 * A file is put back before the next one, also when the run is interrupted.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Mutant, mutants } from '../tests/mutants/mutants.ts'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const chosen = mutants.filter(({ name }) => name.includes(values.only))

function passes(tests: readonly string[]): boolean {
  const args = ['vitest', 'run', '--bail', '1', '--retry', '0', '--reporter', 'dot', ...tests]
  return spawnSync('npx', args, { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0
}

type Verdict = 'killed' | 'survived' | 'does not fit'

function judge({ file, from, to, tests }: Mutant): Verdict {
  const original = readFileSync(file, 'utf8')
  if (original.split(from).length !== 2) return 'does not fit'
  const restore = () => writeFileSync(file, original)
  const interrupted = () => {
    restore()
    process.exit(130)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    writeFileSync(
      file,
      original.replace(from, () => to),
    )
    return passes(tests) ? 'survived' : 'killed'
  } finally {
    restore()
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
}

const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
if (!passes(tests)) throw new Error(`These tests fail without any change: npx vitest run ${tests.join(' ')}`)
const verdicts = chosen.map((mutant) => {
  const verdict = judge(mutant)
  console.log(`${verdict.padEnd(12)} ${mutant.name}`)
  return verdict
})
const killed = verdicts.filter((verdict) => verdict === 'killed').length
console.log(`${killed} of ${verdicts.length} changes were noticed`)
if (killed < verdicts.length) process.exitCode = 1
