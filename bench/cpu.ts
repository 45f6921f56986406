import { readdir, readFile } from 'node:fs/promises'

/** Microseconds of processor time, in user code and in the kernel, since the processes began. */
export interface CpuTime {
  gateway: number
  /** All processes of the server, whoever they work for. */
  postgresql: number
}

/** The kernel counts in hundredths of a second, on Linux whatever the machine. */
const tickMicroseconds = 10_000

export async function readCpuTime(gatewayPid: number): Promise<CpuTime> {
  return { gateway: await timeOf(gatewayPid), postgresql: await timeOfPostgresql() }
}

/** By what was done meanwhile: `gateway 184 µs, PostgreSQL 90 µs`. Steadier than rates, for waiting is not counted. */
export function describeCpu(before: CpuTime, after: CpuTime, count: number): string {
  const each = (name: keyof CpuTime) => Math.round((after[name] - before[name]) / count)
  const database = each('postgresql')
  return `gateway ${each('gateway')} µs${database > 0 ? `, PostgreSQL ${database} µs` : ''}`
}

async function timeOfPostgresql(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const times = await Promise.all(pids.map(async (pid) => ((await isPostgresql(pid)) ? timeOf(Number(pid)) : 0)))
  return times.reduce((sum, time) => sum + time, 0)
}

async function isPostgresql(pid: string): Promise<boolean> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).startsWith('postgres')
}

/** `utime` and `stime`, fields 14 and 15 of proc(5); a process that has gone counts nothing. */
async function timeOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMicroseconds
}
