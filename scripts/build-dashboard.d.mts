/**
 * Builds the dashboard when its sources have changed; what went wrong, or null.
 * @public
 */
export declare function buildDashboard(): string | null
