import { readdir, readFile } from 'node:fs/promises'

/** Microseconds on a processor, of all threads of a process that are alive. A process that has gone counts nothing. */
export async function processorMicros(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const times = await Promise.all(threads.map((thread) => readSchedstat(`/proc/${pid}/task/${thread}/schedstat`)))
  return times.reduce((sum, time) => sum + time, 0)
}

/** The kernel counts what has ended in hundredths of a second, on Linux whatever the machine. */
const tickMicros = 10_000

/** The same of a PostgreSQL server: of its first process and all its children, those that have ended included. */
export async function serverMicros(firstPid: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const mine = await Promise.all(pids.map(async (pid) => pid === firstPid || (await parentOf(pid)) === firstPid))
  const times = await Promise.all(pids.filter((_, index) => mine[index]).map(processorMicros))
  const stat = await readStat(firstPid)
  const ended = (Number(stat[13] ?? 0) + Number(stat[14] ?? 0)) * tickMicros // cutime and cstime of proc(5)
  return times.reduce((sum, time) => sum + time, ended)
}

/** Its first field is nanoseconds spent running. */
async function readSchedstat(path: string): Promise<number> {
  return Number((await readFile(path, 'utf8').catch(() => '0')).split(' ')[0]) / 1000
}

async function parentOf(pid: number): Promise<number> {
  return Number((await readStat(pid))[1] ?? 0)
}

/** The fields of proc(5) after the name, from the state on. */
async function readStat(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
