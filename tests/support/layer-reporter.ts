import type { Reporter, TestModule } from 'vitest/node'

/** Prints how long the tests of each layer took, added up over their files. */
export class LayerReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const layers = new Map<string, { files: number; ms: number }>()
    for (const module of modules) {
      const layer = layers.get(module.project.name) ?? { files: 0, ms: 0 }
      const { duration, environmentSetupDuration, prepareDuration, collectDuration, setupDuration } =
        module.diagnostic()
      layer.files += 1
      layer.ms += duration + environmentSetupDuration + prepareDuration + collectDuration + setupDuration
      layers.set(module.project.name, layer)
    }
    for (const [name, { files, ms }] of [...layers].sort(([a], [b]) => a.localeCompare(b)))
      console.log(`${name}: ${files} files, ${Math.round(ms / 1000)} s`)
  }
}
