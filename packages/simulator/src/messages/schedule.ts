/** What is due within the same tick shares a timer: statuses come by the thousand. */
const tickMs = 10

/** Runs each task once its time has come, at most a tick later, and those of one tick in the order they were given. */
export function createSchedule() {
  const ticks = new Map<number, { timer: NodeJS.Timeout; tasks: (() => void)[] }>()
  let size = 0

  function run(tick: number): void {
    const due = ticks.get(tick)
    ticks.delete(tick)
    for (const task of due?.tasks ?? []) {
      size -= 1
      task()
    }
  }

  return {
    after(delayMs: number, task: () => void): void {
      const now = performance.now()
      const tick = Math.ceil((now + delayMs) / tickMs)
      const known = ticks.get(tick)
      size += 1
      if (known) known.tasks.push(task)
      else ticks.set(tick, { timer: setTimeout(() => run(tick), tick * tickMs - now), tasks: [task] })
    },
    size: () => size,
    clear(): void {
      for (const { timer } of ticks.values()) clearTimeout(timer)
      ticks.clear()
      size = 0
    },
  }
}
